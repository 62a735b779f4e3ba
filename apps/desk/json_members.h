#pragma once

// Members of JSON that the desk wrote itself, where one that is missing says nothing.
//
//   text_of(content, "why");          // "" without it
//   truth_of(content, "knowledge");   // false without it
//
// Not for what is sent: body_reader.h says what is wrong with it.

#include <string>
#include <string_view>

#include "fhir/json.h"

namespace paraspinal::desk {

inline std::string text_of(const fhir::Json& json, std::string_view name) {
  const fhir::Json* value = json.member(name);
  return value == nullptr ? "" : std::string(value->text());
}

inline bool truth_of(const fhir::Json& json, std::string_view name) {
  const fhir::Json* value = json.member(name);
  return value != nullptr && value->truth();
}

}  // namespace paraspinal::desk
