// The entry point is form_fault.

#include "fhir/form_check.h"

#include <algorithm>
#include <set>

#include "fhir/json_text.h"
#include "fhir/reading.h"

namespace paraspinal::fhir {
namespace {

std::string link_of(const Json& item) {
  const Json* const link = item.member("linkId");
  return link == nullptr ? std::string() : std::string(link->text());
}

std::string place(const std::string& where, std::size_t index) {
  return where + ".item[" + std::to_string(index) + "]";
}

// The linkIds of an item and of all below it, added to `seen`; the first that was there already.
std::optional<std::string> repeated_link(const Json& item, const std::string& where,
                                         std::set<std::string>& seen) {
  if (const std::string link = link_of(item); !link.empty() && !seen.insert(link).second) {
    return where + ".linkId: " + in_quotes(link) + " stands twice, expected each linkId once";
  }
  const Json* const below = item.member("item");
  for (std::size_t i = 0; below != nullptr && i < below->items().size(); ++i) {
    if (auto fault = repeated_link(below->items()[i], place(where, i), seen)) {
      return fault;
    }
  }
  return std::nullopt;
}

std::string joined_path(const std::string& name, const std::string& below) {
  return below.empty() || below.front() == '[' ? name + below : name + '.' + below;
}

std::string difference_of_items(const Json& asked, const Json& given) {
  const std::size_t most = std::max(asked.items().size(), given.items().size());
  for (std::size_t i = 0; i < most; ++i) {
    const std::string index = "[" + std::to_string(i) + "]";
    if (i >= asked.items().size() || i >= given.items().size()) {
      return index;
    }
    if (!is_same_json(asked.items()[i], given.items()[i])) {
      return joined_path(index, first_difference(asked.items()[i], given.items()[i]));
    }
  }
  return {};
}

}  // namespace

bool is_same_json(const Json& a, const Json& b) {
  if (a.kind() != b.kind()) {
    return false;
  }
  switch (a.kind()) {
    case Json::Kind::null:
      return true;
    case Json::Kind::boolean:
      return a.truth() == b.truth();
    case Json::Kind::number:
      return a.as_double() == b.as_double();
    case Json::Kind::string:
      return a.text() == b.text();
    case Json::Kind::array:
      return std::ranges::equal(a.items(), b.items(), is_same_json);
    case Json::Kind::object:
      break;
  }
  return a.members().size() == b.members().size() &&
         std::ranges::all_of(a.members(), [&b](const Json::Member& member) {
           const auto& [name, value] = member;
           const Json* const other = b.member(name);
           return other != nullptr && is_same_json(value, *other);
         });
}

std::string first_difference(const Json& asked, const Json& given) {
  if (asked.is_array() && given.is_array()) {
    return difference_of_items(asked, given);
  }
  for (const auto& [name, value] : asked.members()) {
    const Json* const other = given.member(name);
    if (other == nullptr || !is_same_json(value, *other)) {
      return joined_path(std::string(name),
                         other == nullptr ? std::string() : first_difference(value, *other));
    }
  }
  for (const auto& [name, value] : given.members()) {
    if (asked.member(name) == nullptr) {
      return printable(name);
    }
  }
  return {};
}

std::optional<std::string> form_fault(const Json& questionnaire, const std::vector<Json>& asked,
                                      const std::string& where, std::string_view aside) {
  const Json* const items = questionnaire.member("item");
  std::set<std::string> seen;
  std::size_t next = 0;
  for (std::size_t i = 0; items != nullptr && i < items->items().size(); ++i) {
    const Json& given = items->items()[i];
    const std::string link = link_of(given);
    if (link.starts_with(aside)) {
      continue;
    }
    if (auto fault = repeated_link(given, place(where, i), seen)) {
      return fault;
    }
    const auto own =
        std::ranges::find_if(asked, [&](const Json& item) { return link_of(item) == link; });
    if (own == asked.end()) {
      return place(where, i) + ": " + in_quotes(link) + " was never asked";
    }
    if (next >= asked.size() || &*own != &asked[next]) {
      return place(where, i) + ": " + in_quotes(link) + " stands where " +
             in_quotes(next < asked.size() ? link_of(asked[next]) : "nothing") + " was asked";
    }
    if (!is_same_json(*own, given)) {
      return joined_path(place(where, i), first_difference(*own, given)) + ": " + in_quotes(link) +
             " is not as it was asked";
    }
    ++next;
  }
  if (next < asked.size()) {
    return where + ".item: " + in_quotes(link_of(asked[next])) + ", which was asked, is missing";
  }
  return std::nullopt;
}

}  // namespace paraspinal::fhir
