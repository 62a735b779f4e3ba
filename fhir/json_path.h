#pragma once

// Where in a JSON text something stands that cannot be read: "entry[3].resource". For json_walk.cpp
// only, which asks for it when it gives up.
//
//   json_path({levels, items.size(), members}, JsonPlace::value);
//   path_of_member("entry[3]", "fullUrl");                          // "entry[3].fullUrl"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "fhir/json_document.h"

namespace paraspinal::fhir {

// An array or object that is not closed yet.
struct JsonLevel {
  bool is_object = false;
  bool may_repeat = false;  // two of its names have the same mark
  std::size_t first = 0;    // of its nodes among all items or members that are not closed
  std::uint64_t marks = 0;  // of its names
};

// All that is not closed yet, from the root.
struct OpenJson {
  std::span<const JsonLevel> levels;
  std::size_t items = 0;
  std::span<const JsonDocument::NamedNode> members;
};

// At the value that is read, or at the array or object it stands in.
enum class JsonPlace { value, holder };

// Each level's part of it; what is long is cut. Empty at the root.
std::string json_path(const OpenJson& open, JsonPlace place);

// The path of a member of what stands at `path`; what is long is cut.
std::string path_of_member(const std::string& path, std::string_view name);

}  // namespace paraspinal::fhir
