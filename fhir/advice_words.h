#pragma once

// What can be advised, in the words of the JSON that is sent: by every interface the same.
//
//   name(triage::AdviceState::cautioned) == "cautioned";

#include <string_view>

#include "knowledge/base/action.h"
#include "knowledge/triage/assessment.h"

namespace paraspinal::fhir {

// "given", "cautioned", "withheld".
std::string_view name(triage::AdviceState state);
// "self_care", "treatment", "referral", "prevention".
std::string_view name(knowledge::ActionKind kind);

}  // namespace paraspinal::fhir
