#pragma once

// Small pieces of wording that several parts of an assessment share.

#include <string>

#include "knowledge/base/finding.h"
#include "knowledge/base/urgency.h"

namespace paraspinal::triage {

// "present", "absent", "unknown", "refused", "38.4 Cel", a state's name, or a date.
std::string state_words(const knowledge::Finding& finding, const knowledge::AnswerValue& value);

// "emergency department" for emergency_department.
std::string spoken(knowledge::Urgency urgency);

// A number as short as reads back the same: "38.4", "2".
std::string number_words(double value);

}  // namespace paraspinal::triage
