#include "fhir/json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <memory>
#include <system_error>

#include "engine/require.h"
#include "fhir/json_document.h"
#include "fhir/repeated_name.h"

namespace paraspinal::fhir {

using engine::require;

namespace {

// The text from the first character that is no digit.
std::string_view after_digits(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  return text.substr(static_cast<std::size_t>(end - text.begin()));
}

// A block with the nodes in it: moved there when they may be, else copied; null for none.
template <typename Node, typename Nodes>
const Node* block_of(Nodes nodes) {
  const std::size_t size = nodes.size();
  if (size == 0) {
    return nullptr;
  }
  Node* const block = std::allocator<Node>().allocate(size);
  std::uninitialized_move(nodes.begin(), nodes.end(), block);
  return block;
}

template <typename Nodes>
std::uint32_t size_of(const Nodes& nodes) {
  require(nodes.size() <= std::numeric_limits<std::uint32_t>::max(),
          "a JSON value has under 2^32 parts");
  return static_cast<std::uint32_t>(nodes.size());
}

template <typename Node>
void free_block(const void* data, std::size_t size) noexcept {
  auto* const block = static_cast<Node*>(const_cast<void*>(data));
  std::destroy_n(block, size);
  std::allocator<Node>().deallocate(block, size);
}

}  // namespace

bool is_json_number(std::string_view token) {
  if (token.starts_with('-')) {
    token.remove_prefix(1);
  }
  const std::string_view after_whole = after_digits(token);
  const std::size_t whole = token.size() - after_whole.size();
  if (whole == 0 || (whole > 1 && token.front() == '0')) {
    return false;
  }
  token = after_whole;
  if (token.starts_with('.')) {
    token.remove_prefix(1);
    const std::string_view rest = after_digits(token);
    if (rest.size() == token.size()) {
      return false;
    }
    token = rest;
  }
  if (token.starts_with('e') || token.starts_with('E')) {
    token.remove_prefix(1);
    if (token.starts_with('+') || token.starts_with('-')) {
      token.remove_prefix(1);
    }
    const std::string_view rest = after_digits(token);
    if (rest.size() == token.size()) {
      return false;
    }
    token = rest;
  }
  return token.empty();
}

Json::Json(const Json& other) : node_(other.node_) {
  switch (kind()) {
    case Kind::null:
    case Kind::boolean:
      break;
    case Kind::number:
    case Kind::string:
      node_.data = block_of<char>(other.text());
      break;
    case Kind::array:
      node_.data = block_of<Json>(other.items());
      break;
    case Kind::object:
      node_.data = block_of<Member>(other.members());
      break;
  }
  node_.holds = node_.data == nullptr ? Holds::view : Holds::block;
}

Json& Json::operator=(const Json& other) {
  return *this = Json(other);
}

Json& Json::operator=(Json&& other) noexcept {
  Json taken(std::move(other));
  std::swap(node_, taken.node_);
  return *this;
}

void Json::release() noexcept {
  if (node_.holds == Holds::document) {
    JsonDocument::release(is_array() ? static_cast<const void*>(items().data() + node_.size)
                                     : static_cast<const void*>(members().data() + node_.size));
    return;
  }
  switch (kind()) {
    case Kind::null:
    case Kind::boolean:
      return;
    case Kind::number:
    case Kind::string:
      free_block<char>(node_.data, node_.size);
      return;
    case Kind::array:
      free_block<Json>(node_.data, node_.size);
      return;
    case Kind::object:
      free_block<Member>(node_.data, node_.size);
      return;
  }
}

Json Json::boolean(bool value) {
  return Json(Node{nullptr, 0, Kind::boolean, Holds::view, value});
}

Json Json::number(double value) {
  require(std::isfinite(value), "a JSON number is finite");
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  return number_text(std::string_view(digits.data(), end));
}

Json Json::number_text(std::string_view digits) {
  require(is_json_number(digits), "digits are a JSON number");
  return Json(Node{block_of<char>(digits), size_of(digits), Kind::number, Holds::block, false});
}

Json Json::string(std::string_view value) {
  const Holds holds = value.empty() ? Holds::view : Holds::block;
  return Json(Node{block_of<char>(value), size_of(value), Kind::string, holds, false});
}

Json Json::array(std::vector<Json> items) {
  const Holds holds = items.empty() ? Holds::view : Holds::block;
  return Json(Node{block_of<Json>(std::span(items)), size_of(items), Kind::array, holds, false});
}

Json Json::object(std::vector<Member> members) {
  require(!repeated_name(members), "the names of an object are unique");
  const Holds holds = members.empty() ? Holds::view : Holds::block;
  return Json(
      Node{block_of<Member>(std::span(members)), size_of(members), Kind::object, holds, false});
}

Json Json::object(std::initializer_list<Listed> members) {
  std::vector<Member> taken;
  taken.reserve(members.size());
  for (const Listed& member : members) {
    taken.push_back(member.take());
  }
  return object(std::move(taken));
}

std::optional<double> Json::as_double() const {
  if (!is_number()) {
    return std::nullopt;
  }
  double value = 0;
  const std::string_view digits = text();
  const char* const end = digits.data() + digits.size();
  const auto [read_to, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc{} || read_to != end) {
    return std::nullopt;
  }
  return value;
}

const Json* Json::member(std::string_view name) const {
  // Names of one length mostly differ in their first character, which is quick to see.
  for (const Member& member : members()) {
    const std::string_view other = member.name();
    if (other.size() == name.size() &&
        (name.empty() || (other.front() == name.front() && other == name))) {
      return &member.value();
    }
  }
  return nullptr;
}

bool Json::operator==(const Json& other) const {
  return kind() == other.kind() && truth() == other.truth() && text() == other.text() &&
         std::ranges::equal(items(), other.items()) &&
         std::ranges::equal(members(), other.members());
}

Json::Member::Member(std::string_view name, Json value)
    : name_(Json::string(name)), value_(std::move(value)) {}

}  // namespace paraspinal::fhir
