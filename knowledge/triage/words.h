#pragma once

// Small pieces of wording that several parts of an assessment share.

#include <string>
#include <string_view>
#include <vector>

#include "knowledge/base/finding.h"
#include "knowledge/base/urgency.h"

namespace paraspinal::triage {

// Stands at the end of whatever a person is told.
inline constexpr std::string_view limits_of_use =
    "This supports a clinician or trained nurse; it is not a diagnosis and not an approved medical "
    "device.";

// "present", "absent", "unknown", "refused", "38.4 Cel", a state's name, or a date.
std::string state_words(const knowledge::Finding& finding, const knowledge::AnswerValue& value);

// "emergency department" for emergency_department.
std::string spoken(knowledge::Urgency urgency);

// A number as short as reads back the same: "38.4", "2".
std::string number_words(double value);

// Sentences for a reader: each id of a finding in them becomes the finding's name.
std::vector<std::string> with_names(std::vector<std::string> sentences,
                                    const knowledge::FindingTable& findings);

}  // namespace paraspinal::triage
