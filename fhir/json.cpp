#include "fhir/json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

#include "engine/require.h"
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

}  // namespace

std::optional<std::string> repeated_name(const std::vector<Json::Member>& members) {
  constexpr std::size_t few = 16;
  if (members.size() <= few) {
    for (std::size_t i = 1; i < members.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (members[i].first == members[j].first) {
          return members[i].first;
        }
      }
    }
    return std::nullopt;
  }
  std::vector<std::string_view> names;
  names.reserve(members.size());
  for (const Json::Member& member : members) {
    names.emplace_back(member.first);
  }
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  return twice == names.end() ? std::nullopt : std::optional<std::string>(*twice);
}

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

Json Json::boolean(bool value) {
  Json json;
  json.kind_ = Kind::boolean;
  json.truth_ = value;
  return json;
}

Json Json::number(double value) {
  require(std::isfinite(value), "a JSON number is finite");
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  return number_text(std::string(digits.data(), end));
}

Json Json::number_text(std::string digits) {
  require(is_json_number(digits), "digits are a JSON number");
  Json json;
  json.kind_ = Kind::number;
  json.text_ = std::move(digits);
  return json;
}

Json Json::string(std::string value) {
  Json json;
  json.kind_ = Kind::string;
  json.text_ = std::move(value);
  return json;
}

Json Json::array(std::vector<Json> items) {
  Json json;
  json.kind_ = Kind::array;
  json.items_ = std::move(items);
  return json;
}

Json Json::object(std::vector<Member> members) {
  require(!repeated_name(members), "the names of an object are unique");
  Json json;
  json.kind_ = Kind::object;
  json.members_ = std::move(members);
  return json;
}

std::optional<double> Json::as_double() const {
  if (!is_number()) {
    return std::nullopt;
  }
  double value = 0;
  const char* const end = text_.data() + text_.size();
  const auto [read_to, error] = std::from_chars(text_.data(), end, value);
  if (error != std::errc{} || read_to != end) {
    return std::nullopt;
  }
  return value;
}

const Json* Json::member(std::string_view name) const {
  for (const Member& member : members_) {
    if (member.first == name) {
      return &member.second;
    }
  }
  return nullptr;
}

bool Json::operator==(const Json&) const = default;

}  // namespace paraspinal::fhir
