#pragma once

// The words that are sent: text as JSON, and enumerations by the enumerator's own name.
//
//   name(triage::GateState::fired) == "fired";

#include <string_view>
#include <vector>

#include "fhir/issue.h"
#include "fhir/json.h"
#include "knowledge/triage/assessment.h"

namespace paraspinal::fhir {

using Members = std::vector<Json::Member>;

Json words(std::string_view text);
// Text as a FHIR string may be: a control character other than tab and line end becomes a space,
// and text without a visible character "?", because FHIR has no empty strings.
Json sent_text(std::string_view text);

std::string_view name(triage::GateState state);
std::string_view name(knowledge::ConditionRole role);
std::string_view name(Severity severity);
std::string_view name(Fate fate);

}  // namespace paraspinal::fhir
