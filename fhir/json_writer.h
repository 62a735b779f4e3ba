#pragma once

// JSON written as it comes, without a value of it: for what is long and read by others alone.
//
//   JsonWriter out;
//   out.object([&] {
//     out.member("id", gate.id);                  // text, a truth, a number, texts
//     out.member("reasons", [&] { out.array(reasons, [&](const auto& one) { write(one, out); }); });
//   });
//   const std::string text = std::move(out).text();
//
// The names of an object must be unique, and each of them followed by one value; it is not checked.
// What it writes is what write_json() does of the same value (json.h).

#include <concepts>
#include <cstddef>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>

namespace paraspinal::fhir {

class JsonWriter {
 public:
  // Compact when `indent` is 0, else so many spaces a level.
  explicit JsonWriter(std::size_t indent = 0) : indent_(indent) {}

  // `members` writes them, by member().
  template <std::invocable Members>
  void object(const Members& members) {
    open('{');
    members();
    close('}');
  }

  // `write` writes one of the things.
  template <std::ranges::input_range Things, typename Write>
  void array(const Things& things, const Write& write) {
    open('[');
    for (const auto& thing : things) {
      begin_item();
      write(thing);
    }
    close(']');
  }

  // A name, and a value that is written so.
  template <std::invocable Value>
  void member(std::string_view name, const Value& value) {
    this->name(name);
    value();
  }
  // A name, and a value or an array of texts.
  template <typename Value>
  void member(std::string_view name, const Value& value) {
    this->name(name);
    if constexpr (std::convertible_to<const Value&, std::string_view>) {
      string(value);
    } else if constexpr (std::same_as<Value, bool>) {
      boolean(value);
    } else if constexpr (std::floating_point<Value>) {
      number(value);
    } else {
      array(value, [this](std::string_view text) { string(text); });
    }
  }

  void null() { text_ += "null"; }
  void boolean(bool value) { text_ += value ? "true" : "false"; }
  void number(double value);  // finite; shortest that reads back the same
  void number_text(std::string_view digits) { text_ += digits; }  // a JSON number token
  // Bytes that are not UTF-8 are written as U+FFFD.
  void string(std::string_view value);

  void name(std::string_view name);

  std::string text() && { return std::move(text_); }

 private:
  void open(char bracket);
  void close(char bracket);
  void begin_item();
  void new_line();

  std::size_t indent_;
  std::size_t level_ = 0;
  bool is_first_ = true;  // nothing stands in the object or array yet
  std::string text_;
};

}  // namespace paraspinal::fhir
