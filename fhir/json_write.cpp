#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "fhir/json.h"

namespace paraspinal::fhir {

namespace {

// True of text that JSON writes as it is: most of it, and the library is slow to find that out.
bool is_plain(std::string_view text) {
  return std::ranges::all_of(text,
                             [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
}

void append_quoted(std::string_view text, std::string& to) {
  using nlohmann::ordered_json;
  if (is_plain(text)) {
    to += '"';
    to += text;
    to += '"';
  } else {
    to += ordered_json(text).dump(-1, ' ', false, ordered_json::error_handler_t::replace);
  }
}

class Writer {
 public:
  explicit Writer(int indent) : indent_(indent < 0 ? 0U : static_cast<std::size_t>(indent)) {}

  void write(const Json& value, std::size_t level) {
    switch (value.kind()) {
      case Json::Kind::null:
        text_ += "null";
        return;
      case Json::Kind::boolean:
        text_ += value.truth() ? "true" : "false";
        return;
      case Json::Kind::number:
        text_ += value.text();
        return;
      case Json::Kind::string:
        append_quoted(value.text(), text_);
        return;
      case Json::Kind::array:
        write_array(value, level);
        return;
      case Json::Kind::object:
        write_object(value, level);
        return;
    }
  }

  std::string text() && { return std::move(text_); }

 private:
  void write_array(const Json& value, std::size_t level) {
    text_ += '[';
    bool first = true;
    for (const Json& item : value.items()) {
      begin_item(first, level + 1);
      first = false;
      write(item, level + 1);
    }
    end_items(first, level);
    text_ += ']';
  }

  void write_object(const Json& value, std::size_t level) {
    text_ += '{';
    bool first = true;
    for (const auto& [name, member] : value.members()) {
      begin_item(first, level + 1);
      first = false;
      append_quoted(name, text_);
      text_ += indent_ == 0 ? ":" : ": ";
      write(member, level + 1);
    }
    end_items(first, level);
    text_ += '}';
  }

  void begin_item(bool first, std::size_t level) {
    if (!first) {
      text_ += ',';
    }
    new_line(level);
  }

  void end_items(bool none, std::size_t level) {
    if (!none) {
      new_line(level);
    }
  }

  void new_line(std::size_t level) {
    if (indent_ != 0) {
      text_ += '\n';
      text_.append(level * indent_, ' ');
    }
  }

  std::size_t indent_;
  std::string text_;
};

}  // namespace

std::string write_json(const Json& value, int indent) {
  Writer writer(indent);
  writer.write(value, 0);
  return std::move(writer).text();
}

}  // namespace paraspinal::fhir
