#include "apps/desk/body_reader.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "fhir/json_text.h"

namespace paraspinal::desk {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using fhir::Json;

bool is_plain_text(std::string_view text) {
  return std::ranges::none_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20U && c != '\t' && c != '\n' && c != '\r') || byte == 0x7fU;
  });
}

Result<BodyReader> BodyReader::read(std::string_view body, std::size_t most_bytes) {
  if (body.size() > most_bytes) {
    return fail(ErrorKind::too_large, "body: has " + std::to_string(body.size()) +
                                          " bytes: expected at most " + std::to_string(most_bytes));
  }
  auto parsed = fhir::parse_json(body);
  if (!parsed) {
    return fail(parsed.error());
  }
  if (!parsed->is_object()) {
    return fail(ErrorKind::invalid_argument, "body: expected an object");
  }
  return BodyReader(std::move(*parsed), nullptr, "");
}

BodyReader::BodyReader(const Json& object, std::string place)
    : BodyReader(Json(), &object, std::move(place)) {
  if (!object.is_object()) {
    error_ = engine::Error{ErrorKind::invalid_argument, place_ + ": expected an object"};
  }
}

BodyReader::BodyReader(Json owned, const Json* object, std::string place)
    : owned_(std::move(owned)), object_(object), place_(std::move(place)) {}

std::string BodyReader::place_of(const std::string& name) const {
  return place_.empty() ? name : place_ + "." + name;
}

void BodyReader::wrong(const std::string& name, const std::string& expected) {
  if (!error_) {
    error_ = engine::Error{ErrorKind::invalid_argument, place_of(name) + ": expected " + expected};
  }
}

void BodyReader::refuse(engine::Error error) {
  if (!error_) {
    error_ = std::move(error);
  }
}

const Json* BodyReader::any(const std::string& name) {
  asked_.insert(name);
  return object().member(name);
}

std::string BodyReader::text(const std::string& name, std::size_t most) {
  std::string value = optional_text(name, most);
  if (value.empty()) {
    wrong(name, "text of 1 to " + std::to_string(most) + " bytes");
  }
  return value;
}

std::string BodyReader::optional_text(const std::string& name, std::size_t most) {
  const Json* value = any(name);
  if (value == nullptr || value->kind() == Json::Kind::null) {
    return "";
  }
  if (!value->is_string() || value->text().size() > most || !is_plain_text(value->text())) {
    wrong(name, "text of at most " + std::to_string(most) + " bytes, without control characters");
    return "";
  }
  return std::string(value->text());
}

bool BodyReader::truth(const std::string& name) {
  const Json* value = any(name);
  if (value == nullptr || !value->is_boolean()) {
    wrong(name, "true or false");
    return false;
  }
  return value->truth();
}

bool BodyReader::optional_truth(const std::string& name, bool otherwise) {
  const Json* value = any(name);
  return value == nullptr || value->kind() == Json::Kind::null ? otherwise : truth(name);
}

std::int64_t BodyReader::whole(const std::string& name) {
  constexpr double most = 9e15;  // whole numbers up to here are exact
  const Json* value = any(name);
  const auto number = value == nullptr ? std::nullopt : value->as_double();
  if (!number || *number < 0 || *number > most || std::floor(*number) != *number) {
    wrong(name, "a whole number, 0 or more");
    return 0;
  }
  return static_cast<std::int64_t>(*number);
}

std::optional<engine::Error> BodyReader::error() {
  for (const auto& [name, value] : object().members()) {
    if (!asked_.contains(std::string(name))) {
      std::string known;
      for (const std::string& asked : asked_) {
        known += (known.empty() ? "" : ", ") + asked;
      }
      wrong(fhir::printable(name.substr(0, 60)), "no such member, only " + known);
    }
  }
  return error_;
}

}  // namespace paraspinal::desk
