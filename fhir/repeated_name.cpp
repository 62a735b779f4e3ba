#include "fhir/repeated_name.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace paraspinal::fhir {

namespace {

std::optional<std::string_view> repeated_of_few(std::span<const Json::Member> members) {
  for (std::size_t i = 1; i < members.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (members[j].name() == members[i].name()) {
        return members[i].name();
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string_view> repeated_name(std::span<const Json::Member> members) {
  constexpr std::size_t few = 16;
  if (members.size() <= few) {
    return repeated_of_few(members);
  }
  std::vector<std::string_view> names;
  names.reserve(members.size());
  for (const Json::Member& member : members) {
    names.push_back(member.name());
  }
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  return twice == names.end() ? std::nullopt : std::optional(*twice);
}

}  // namespace paraspinal::fhir
