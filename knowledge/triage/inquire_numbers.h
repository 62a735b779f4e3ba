#pragma once

// Numbers that a caller can give (days since it began, a pain score) and that a rule for a faster
// urgency waits for, all else that it needs being told: a weak leg, but since when?
//
//   for (const Weighed& number : numbers_waited_for(grounds, known)) number.question.if_present;
//
// A number has no yes. What it could do is tried with values below, at and above each limit that a
// rule or a definition holds it against, but for those that contradict an answer (a score of 8
// where the pain is not severe) or would say what nobody told (weeks of an unknown pregnancy).
//
// A part of inquire.h, for it alone.

#include <vector>

#include "knowledge/triage/inquire_worth.h"

namespace paraspinal::triage {

// In the order of the content; `if_present` is the fastest urgency that a value leads to, and
// `p_present` P(the value is such a one).
std::vector<Weighed> numbers_waited_for(const Grounds& grounds, const Known& known);

// The fastest urgency that a value leads to; that on evidence where none leads to a faster one.
knowledge::Urgency fastest_by_number(knowledge::FindingId number, const Known& known,
                                     const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::triage
