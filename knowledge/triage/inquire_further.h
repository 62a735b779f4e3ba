#pragma once

// What is worth asking once a red flag sends somebody to the emergency department, where asking
// delays nothing: the questions whose yes alone would call an ambulance, likeliest first. "At once"
// stays what is done; these only tell the nurse what to ask on the way.
//
//   inquiry.further = further_questions(grounds, closed);
//
// A part of inquire.h, for it alone.

#include <vector>

#include "knowledge/triage/inquire.h"
#include "knowledge/triage/inquire_known.h"

namespace paraspinal::triage {

// Of what safety still owes and of what rules faster than those that fired wait for; a yes to one
// of several states, as alertness, is any other than its no. Ties in the order of the content. None
// where the network cannot tell how likely an answer is, and none where expected losses already ask
// for more than the rules: an emergency is told whatever else is known.
std::vector<NextQuestion> further_questions(const Grounds& grounds, Closed closed);

}  // namespace paraspinal::triage
