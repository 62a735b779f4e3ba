#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "engine/require.h"
#include "fhir/json.h"
#include "fhir/json_text.h"
#include "fhir/json_writer.h"

namespace paraspinal::fhir {
namespace {

// True of text that JSON writes as it is: most of it, and the library is slow to find that out.
bool is_plain(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c >= ' ' && c <= '~') {
      if (c == '"' || c == '\\') {
        return false;
      }
      ++i;
      continue;
    }
    const std::size_t length = utf8_length(text, i);
    if (length < 2) {
      return false;
    }
    i += length;
  }
  return true;
}

void write(const Json& value, JsonWriter& out) {
  switch (value.kind()) {
    case Json::Kind::null:
      return out.null();
    case Json::Kind::boolean:
      return out.boolean(value.truth());
    case Json::Kind::number:
      return out.number_text(value.text());
    case Json::Kind::string:
      return out.string(value.text());
    case Json::Kind::array:
      return out.array(value.items(), [&](const Json& item) { write(item, out); });
    case Json::Kind::object:
      return out.object([&] {
        for (const auto& [name, member] : value.members()) {
          out.name(name);
          write(member, out);
        }
      });
  }
}

}  // namespace

void JsonWriter::number(double value) {
  engine::require(std::isfinite(value), "a JSON number is finite");
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  text_.append(digits.data(), end);
}

void JsonWriter::string(std::string_view value) {
  using nlohmann::ordered_json;
  if (is_plain(value)) {
    text_ += '"';
    text_ += value;
    text_ += '"';
  } else {
    text_ += ordered_json(value).dump(-1, ' ', false, ordered_json::error_handler_t::replace);
  }
}

void JsonWriter::name(std::string_view name) {
  begin_item();
  string(name);
  text_ += indent_ == 0 ? ":" : ": ";
}

void JsonWriter::open(char bracket) {
  text_ += bracket;
  ++level_;
  is_first_ = true;
}

void JsonWriter::close(char bracket) {
  --level_;
  if (!is_first_) {
    new_line();
  }
  text_ += bracket;
  is_first_ = false;
}

void JsonWriter::begin_item() {
  if (!is_first_) {
    text_ += ',';
  }
  is_first_ = false;
  new_line();
}

void JsonWriter::new_line() {
  if (indent_ != 0) {
    text_ += '\n';
    text_.append(level_ * indent_, ' ');
  }
}

std::string write_json(const Json& value, int indent) {
  JsonWriter out(indent < 0 ? 0U : static_cast<std::size_t>(indent));
  write(value, out);
  return std::move(out).text();
}

}  // namespace paraspinal::fhir
