#pragma once

// A call with the embedded knowledge, for the tests of the interview.
//
//   Interview call = call_of(34, knowledge::Sex::male);
//   call = the_interviewer().answer(call, finding("fever"), knowledge::Presence::absent);

#include <string>
#include <string_view>

#include "apps/cli/interview.h"

namespace paraspinal::apps_tests {

const cli::Interviewer& the_interviewer();

// Its knowledge.
const knowledge::KnowledgeBase& base();

// On the telephone on 20 November 2026; nothing is known of the person.
triage::Presentation start();

// The same, with age and sex known.
cli::Interview call_of(double age, knowledge::Sex sex);

// The call after these keys.
cli::Interview press(cli::Interview call, std::string_view keys);

knowledge::FindingId finding(const std::string& id);

// The finding that is asked; empty when none is.
std::string asked(const cli::Interview& call);

// Everything on the screen.
std::string seen(const cli::Interview& call);

}  // namespace paraspinal::apps_tests
