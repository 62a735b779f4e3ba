#pragma once

// How a finding is asked for, as the members of JSON that a question and a look-up have alike: its
// wording, and what may be answered.
//
//   members = asked_members(finding);   // name, wording, plainer, meaning, type; unit, lowest and
//                                       // highest of a quantity, states of an ordinal

#include <string_view>
#include <vector>

#include "fhir/json.h"
#include "knowledge/base/finding.h"

namespace paraspinal::service {

// "boolean", "quantity", "ordinal" or "date": what the answer to a finding is.
std::string_view name_of_type(knowledge::ValueType type);

std::vector<fhir::Json::Member> asked_members(const knowledge::Finding& finding);

}  // namespace paraspinal::service
