#pragma once

// JSON as a value: fully checked when read, written with members in the order given. The only place
// that knows a JSON library (simdjson reads, nlohmann writes; each in its own source file).
//
//   const Result<Json> bundle = parse_json(text);
//   const Json* type = bundle->member("resourceType");
//   if (type != nullptr && type->text() == "Bundle") ...
//   const std::string out = write_json(Json::object({{"status", Json::string("final")}}));
//
// Numbers keep the digits they were written with: FHIR's 0.010 is not 0.01.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/result.h"

namespace paraspinal::fhir {

class Json {
 public:
  enum class Kind { null, boolean, number, string, array, object };
  using Member = std::pair<std::string, Json>;

  Json() = default;  // null
  static Json boolean(bool value);
  static Json number(double value);             // finite; printed shortest that reads back the same
  static Json number_text(std::string digits);  // a JSON number token, kept as written
  static Json string(std::string value);
  static Json array(std::vector<Json> items);
  static Json object(std::vector<Member> members);  // order kept; names are unique

  Kind kind() const { return kind_; }
  bool is_string() const { return kind_ == Kind::string; }
  bool is_number() const { return kind_ == Kind::number; }
  bool is_object() const { return kind_ == Kind::object; }
  bool is_array() const { return kind_ == Kind::array; }
  bool is_boolean() const { return kind_ == Kind::boolean; }

  // The string's characters, or a number's digits; empty for other kinds.
  const std::string& text() const { return text_; }
  // False for other kinds.
  bool truth() const { return truth_; }
  // The number as a double; nothing when it is not a number or is beyond a double's range.
  std::optional<double> as_double() const;
  // The items of an array; empty for other kinds.
  const std::vector<Json>& items() const { return items_; }
  // The members of an object in order; empty for other kinds.
  const std::vector<Member>& members() const { return members_; }
  // The member of an object; null when there is none or this is no object.
  const Json* member(std::string_view name) const;

  bool operator==(const Json&) const;

 private:
  Kind kind_ = Kind::null;
  bool truth_ = false;
  std::string text_;
  std::vector<Json> items_;
  std::vector<Member> members_;
};

// True for a number as RFC 8259 writes it: no leading zero or plus, no bare dot, no NaN.
bool is_json_number(std::string_view token);

struct JsonLimits {
  std::size_t bytes = 64U << 20U;
  std::size_t depth = 100;         // objects and arrays inside one another
  std::size_t values = 4'000'000;  // of every kind together; bounds the memory a text can take
};

// Errors: `too_large` over a limit; `malformed` for anything that RFC 8259 forbids, text after the
// end, a duplicate name in one object, or text that is not UTF-8. Each names the place ("at
// entry[3].resource.id" or "byte 1207") and what was expected.
engine::Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {});

// Compact when `indent` is 0, else so many spaces a level. A final newline is not added. Bytes that
// are not UTF-8 are written as U+FFFD.
std::string write_json(const Json& value, int indent = 0);

}  // namespace paraspinal::fhir
