#pragma once

// Reads the members of a resource, or of a part of one, and notes the first that has the wrong
// shape, so that it is either read whole or reported as unreadable, never half used.
//
//   ElementReader reader(resource, "Bundle.entry[3].resource");
//   const std::string_view status = reader.text(resource, "status");     // "" when absent
//   if (const auto& fault = reader.fault()) ...     // the place, the value, what was expected
//
// The json must outlive every view given.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "fhir/issue.h"
#include "fhir/json.h"

namespace paraspinal::fhir {

class ElementReader {
 public:
  ElementReader(const Json& resource, std::string where);

  // Each gives the empty value when the member is absent, null, or (noted) of another kind.
  std::string_view text(const Json& object, std::string_view name);
  std::optional<bool> truth(const Json& object, std::string_view name);
  const Json* number(const Json& object, std::string_view name);
  const Json* object(const Json& object, std::string_view name);
  // The items of an array of objects.
  std::span<const Json> objects(const Json& object, std::string_view name);

  // Notes that a member is not what it should be.
  void note(const Json& member, std::string_view expected);

  const std::optional<Issue>& fault() const { return fault_; }
  const std::string& where() const { return where_; }

 private:
  const Json* of_kind(const Json& object, std::string_view name, Json::Kind kind);

  const Json& resource_;
  std::string where_;
  std::optional<Issue> fault_;
};

// A member of text; empty when there is none or it is no text.
std::string_view text_member(const Json& object, std::string_view member);

// A value as an error line shows it: at most 40 characters, printable.
std::string shown(const Json& value);

// Where `inside` stands in `root`: "code.coding[0].system"; empty for the root itself or a
// stranger. Takes time in the size of the root: for errors only.
std::string path_to(const Json& root, const Json& inside);

}  // namespace paraspinal::fhir
