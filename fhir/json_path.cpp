#include "fhir/json_path.h"

#include <algorithm>

#include "fhir/json_text.h"

namespace paraspinal::fhir {

namespace {

constexpr std::size_t most_shown = 60;

// Where the nodes of this level end: where the next level of its kind begins.
std::size_t level_end(const OpenJson& open, std::size_t level) {
  const bool is_object = open.levels[level].is_object;
  const auto after = open.levels.subspan(level + 1);
  const auto inner = std::find_if(after.begin(), after.end(), [&](const JsonLevel& other) {
    return other.is_object == is_object;
  });
  if (inner != after.end()) {
    return inner->first;
  }
  return is_object ? open.members.size() : open.items;
}

}  // namespace

std::string json_path(const OpenJson& open, JsonPlace place) {
  const std::size_t held = place == JsonPlace::holder && !open.levels.empty() ? 1 : 0;
  std::string text;
  for (std::size_t i = 0; i + held < open.levels.size(); ++i) {
    if (text.size() > most_shown) {
      return text + "...";
    }
    const JsonLevel& level = open.levels[i];
    const std::size_t end = level_end(open, i);
    if (!level.is_object) {
      text += "[" + std::to_string(end - level.first) + "]";
    } else if (end != level.first) {
      text = path_of_member(text, JsonDocument::text_of(open.members[end - 1].name));
    }
  }
  return text;
}

std::string path_of_member(const std::string& path, std::string_view name) {
  const std::string text = printable(name.substr(0, most_shown));
  return path.empty() ? text : path + "." + text;
}

}  // namespace paraspinal::fhir
