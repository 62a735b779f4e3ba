#pragma once

// A name that stands twice in one object. RFC 8259 leaves its meaning open, and parsers differ in
// which of the two they keep: in a patient's record that is a hazard, so it is refused.
//
//   if (const auto name = repeated_name(members)) return fail(malformed, *name + " stands twice");

#include <optional>
#include <string>
#include <vector>

#include "fhir/json.h"

namespace paraspinal::fhir {

// One such name, or nothing. O(n log n).
std::optional<std::string> repeated_name(const std::vector<Json::Member>& members);

}  // namespace paraspinal::fhir
