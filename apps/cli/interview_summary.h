#pragma once

// The texts that end or interrupt a call: the SBAR summary (Situation, Background, Assessment,
// Recommendation) for whoever takes over, and what to do when a gate fires.
//
//   std::cout << summary_text(call, knowledge);
//
// Every word comes from the call's assessment and the knowledge. A provisional answer recommends
// only what is still to be asked; a call that is handed over, that a clinician goes on.

#include <string>

#include "apps/cli/interview.h"

namespace paraspinal::cli {

// Without an assessment: why there is none.
std::string summary_text(const Interview& call, const knowledge::KnowledgeBase& knowledge);

// Needs an assessment with a gate fired for the emergency department or an ambulance.
std::string interrupt_text(const Interview& call, const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::cli
