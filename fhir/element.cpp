#include "fhir/element.h"

#include <utility>

#include "fhir/json_text.h"

namespace paraspinal::fhir {

namespace {

std::string_view kind_words(Json::Kind kind) {
  switch (kind) {
    case Json::Kind::null:
      return "null";
    case Json::Kind::boolean:
      return "true or false";
    case Json::Kind::number:
      return "a number";
    case Json::Kind::string:
      return "a string";
    case Json::Kind::array:
      return "an array";
    case Json::Kind::object:
      return "an object";
  }
  return "";
}

// ".code.coding[0]" from the root to `inside`; nothing when it is not there.
std::optional<std::string> search(const Json& root, const Json& inside) {
  if (&root == &inside) {
    return "";
  }
  for (const auto& [name, member] : root.members()) {
    if (const auto found = search(member, inside)) {
      return "." + printable(name) + *found;
    }
  }
  for (std::size_t i = 0; i < root.items().size(); ++i) {
    if (const auto found = search(root.items()[i], inside)) {
      return "[" + std::to_string(i) + "]" + *found;
    }
  }
  return std::nullopt;
}

}  // namespace

ElementReader::ElementReader(const Json& resource, std::string where)
    : resource_(resource), where_(std::move(where)) {}

void ElementReader::note(const Json& member, std::string_view expected) {
  if (fault_) {
    return;
  }
  const std::string path = path_to(resource_, member);
  fault_ = Issue{Severity::error, path.empty() ? where_ : where_ + "." + path,
                 "is " + shown(member) + ", expected " + std::string(expected)};
}

const Json* ElementReader::of_kind(const Json& object, std::string_view name, Json::Kind kind) {
  const Json* const member = object.member(name);
  if (member == nullptr || member->kind() == Json::Kind::null) {
    return nullptr;
  }
  if (member->kind() != kind) {
    note(*member, kind_words(kind));
    return nullptr;
  }
  return member;
}

std::string_view ElementReader::text(const Json& object, std::string_view name) {
  const Json* const member = of_kind(object, name, Json::Kind::string);
  return member == nullptr ? std::string_view() : member->text();
}

std::optional<bool> ElementReader::truth(const Json& object, std::string_view name) {
  const Json* const member = of_kind(object, name, Json::Kind::boolean);
  return member == nullptr ? std::nullopt : std::optional<bool>(member->truth());
}

const Json* ElementReader::number(const Json& object, std::string_view name) {
  return of_kind(object, name, Json::Kind::number);
}

const Json* ElementReader::object(const Json& object, std::string_view name) {
  return of_kind(object, name, Json::Kind::object);
}

std::span<const Json> ElementReader::objects(const Json& object, std::string_view name) {
  const Json* const member = of_kind(object, name, Json::Kind::array);
  if (member == nullptr) {
    return {};
  }
  for (const Json& item : member->items()) {
    if (!item.is_object()) {
      note(item, kind_words(Json::Kind::object));
      return {};
    }
  }
  return member->items();
}

std::string_view text_member(const Json& object, std::string_view member) {
  const Json* const found = object.member(member);
  return found != nullptr && found->is_string() ? std::string_view(found->text())
                                                : std::string_view();
}

std::string shown(const Json& value) {
  constexpr std::size_t most = 40;
  switch (value.kind()) {
    case Json::Kind::null:
    case Json::Kind::array:
    case Json::Kind::object:
      return std::string(kind_words(value.kind()));
    case Json::Kind::boolean:
      return value.truth() ? "true" : "false";
    case Json::Kind::number:
    case Json::Kind::string:
      break;
  }
  const bool cut = value.text().size() > most;
  const std::string text = printable(value.text().substr(0, most)) + (cut ? "..." : "");
  return value.is_string() ? "\"" + text + "\"" : text;
}

std::string path_to(const Json& root, const Json& inside) {
  const std::string path = search(root, inside).value_or("");
  return path.starts_with('.') ? path.substr(1) : path;
}

}  // namespace paraspinal::fhir
