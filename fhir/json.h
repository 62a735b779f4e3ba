#pragma once

// JSON as a value: fully checked when read, written with members in the order given. The only place
// that knows a JSON library (simdjson reads, nlohmann escapes what is written; each in its own
// source file).
//
//   const Result<Json> bundle = parse_json(text);
//   const Json* type = bundle->member("resourceType");
//   if (type != nullptr && type->text() == "Bundle") ...
//   for (const auto& [name, value] : bundle->members()) ...        // name is a std::string_view
//   const std::string out = write_json(Json::object({{"status", Json::string("final")}}));
//
// A Json owns all that it holds, so it may be kept, moved and copied (a copy is deep). What its
// accessors give are views into it, which live as long as it does and survive its being moved. One
// that was parsed owns a copy of the text, and its strings are views into that.
//
// Numbers keep the digits they were written with: FHIR's 0.010 is not 0.01.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/result.h"

namespace paraspinal::fhir {

class Json {
 public:
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
  class Member;  // a name and a value
  class Listed;  // the same in a braced list

  Json() = default;  // null
  Json(const Json& other);
  Json(Json&& other) noexcept : node_(std::exchange(other.node_, Node())) {}
  Json& operator=(const Json& other);
  Json& operator=(Json&& other) noexcept;
  ~Json() {
    if (node_.holds != Holds::view) {
      release();
    }
  }

  static Json boolean(bool value);
  static Json number(double value);  // finite; printed shortest that reads back the same
  static Json number_text(std::string_view digits);  // a JSON number token, kept as written
  static Json string(std::string_view value);
  static Json array(std::vector<Json> items);
  static Json object(std::vector<Member> members);  // order kept; names are unique
  static Json object(std::initializer_list<Listed> members);

  Kind kind() const { return node_.kind; }
  bool is_string() const { return kind() == Kind::string; }
  bool is_number() const { return kind() == Kind::number; }
  bool is_object() const { return kind() == Kind::object; }
  bool is_array() const { return kind() == Kind::array; }
  bool is_boolean() const { return kind() == Kind::boolean; }

  // The string's characters, or a number's digits; empty for other kinds. A temporary gives a copy.
  std::string_view text() const& {
    return is_string() || is_number()
               ? std::string_view(static_cast<const char*>(node_.data), node_.size)
               : std::string_view();
  }
  std::string text() && { return std::string(std::as_const(*this).text()); }
  // False for other kinds.
  bool truth() const { return node_.truth; }
  // The number as a double; nothing when it is not a number or is beyond a double's range.
  std::optional<double> as_double() const;
  // The items of an array; empty for other kinds.
  std::span<const Json> items() const {
    return {static_cast<const Json*>(node_.data), is_array() ? node_.size : 0};
  }
  // The members of an object in order; empty for other kinds.
  std::span<const Member> members() const;
  // The member of an object; null when there is none or this is no object.
  const Json* member(std::string_view name) const;

  bool operator==(const Json& other) const;

 private:
  friend class JsonDocument;

  // Who frees what a node points to: another, the node as a block of its own, or the node as the
  // root of a JsonDocument, whose address stands behind the last of its items or members.
  enum class Holds : std::uint8_t { view, block, document };

  struct Node {
    const void* data = nullptr;  // characters, items or members
    std::uint32_t size = 0;      // so many of them
    Kind kind = Kind::null;
    Holds holds = Holds::view;
    bool truth = false;
  };

  explicit Json(const Node& node) : node_(node) {}
  void release() noexcept;

  Node node_;
};

// `const auto& [name, value] = member;` gives a std::string_view and a const Json&.
class Json::Member {
 public:
  Member(std::string_view name, Json value);

  std::string_view name() const { return name_.text(); }
  const Json& value() const { return value_; }

  bool operator==(const Member&) const = default;

 private:
  friend class JsonDocument;

  Member(const Node& name, const Node& value) : name_(name), value_(value) {}

  Json name_;
  Json value_;
};

// A braced list has only constant elements: this one is moved out of it for all that.
class Json::Listed {
 public:
  Listed(std::string_view name, Json value) : member_(name, std::move(value)) {}

  Member take() const { return std::move(member_); }

 private:
  mutable Member member_;
};

inline std::span<const Json::Member> Json::members() const {
  return {static_cast<const Member*>(node_.data), is_object() ? node_.size : 0};
}

template <std::size_t I>
decltype(auto) get(const Json::Member& member) {
  if constexpr (I == 0) {
    return member.name();
  } else {
    return member.value();
  }
}

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

template <>
struct std::tuple_size<paraspinal::fhir::Json::Member> : std::integral_constant<std::size_t, 2> {};
template <>
struct std::tuple_element<0, paraspinal::fhir::Json::Member> {
  using type = std::string_view;
};
template <>
struct std::tuple_element<1, paraspinal::fhir::Json::Member> {
  using type = paraspinal::fhir::Json;
};
