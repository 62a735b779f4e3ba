#pragma once

// A name that stands twice in one object. RFC 8259 leaves its meaning open, and parsers differ in
// which of the two they keep: in a patient's record that is a hazard, so it is refused.
//
//   if (const auto name = repeated_name(members)) return fail(malformed, *name + " stands twice");

#include <optional>
#include <span>
#include <string_view>

#include "fhir/json.h"

namespace paraspinal::fhir {

// One such name, as a view of the members', or nothing. O(n log n).
std::optional<std::string_view> repeated_name(std::span<const Json::Member> members);

}  // namespace paraspinal::fhir
