// parse_json: a walk over every value with simdjson's on-demand parser (Keiser & Lemire 2024),
// which checks only what it visits; then a check that nothing follows.

#include <optional>
#include <string>
#include <utility>

#include <simdjson.h>

#include "fhir/json.h"
#include "fhir/json_text.h"
#include "fhir/repeated_name.h"

namespace paraspinal::fhir {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

namespace {

namespace ondemand = simdjson::ondemand;

// Where a value stands; a chain up the call stack, written out only in an error.
struct Place {
  const Place* parent = nullptr;
  std::string_view name;  // of a member; empty for an item
  std::size_t index = 0;  // of an item
};

std::string words(const Place& place) {
  constexpr std::size_t shown = 60;
  if (place.parent == nullptr) {
    return "";
  }
  std::string text = words(*place.parent);
  if (text.size() > shown) {
    return text.ends_with("...") ? text : text + "...";
  }
  if (place.name.empty()) {
    return text + "[" + std::to_string(place.index) + "]";
  }
  const std::string name = printable(place.name.substr(0, shown));
  return text.empty() ? name : text + "." + name;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  const std::size_t first = text.find_first_not_of(space);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

// A scalar other than a string, from its token.
std::optional<Json> literal(std::string_view token) {
  if (token == "null") {
    return Json();
  }
  if (token == "true" || token == "false") {
    return Json::boolean(token == "true");
  }
  if (is_json_number(token)) {
    return Json::number_text(std::string(token));
  }
  return std::nullopt;
}

// What is wrong, in words, for the faults a walk can meet; the library's own words for the rest.
std::string fault_words(simdjson::error_code error) {
  switch (static_cast<int>(error)) {
    case simdjson::EMPTY:
      return "no text, expected a JSON value";
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
      return "the text ends inside an object or array, expected it to be closed";
    case simdjson::TAPE_ERROR:
      return "not JSON here, expected a value, a comma, } or ]";
    case simdjson::STRING_ERROR:
      return "a wrong escape in a string, expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t "
             "\\uXXXX";
  }
  return std::string(simdjson::error_message(error)) + " Expected JSON.";
}

class Walk {
 public:
  Walk(std::string_view text, const JsonLimits& limits) : text_(text), limits_(limits) {}

  Result<Json> document() {
    const simdjson::padded_string padded(text_);
    begin_ = padded.data();
    if (const auto error = parser_.iterate(padded).get(document_)) {
      const std::optional<std::string> fault = text_fault(text_);
      return fail(ErrorKind::malformed, fault ? *fault : fault_words(error));
    }
    const Place root;
    ondemand::json_type type{};
    if (const auto error = document_.type().get(type)) {
      return broken(root, error);
    }
    switch (type) {
      case ondemand::json_type::array:
      case ondemand::json_type::object:
        return whole(root_container(root));
      case ondemand::json_type::string:
        return whole(root_string(root));
      case ondemand::json_type::number:
      case ondemand::json_type::boolean:
      case ondemand::json_type::null:
        break;
    }
    std::optional<Json> json = literal(trimmed(text_));
    return json ? Result<Json>(std::move(*json)) : not_a_value(root, text_);
  }

 private:
  Result<Json> root_container(const Place& root) {
    ondemand::value value;
    if (const auto error = document_.get_value().get(value)) {
      return broken(root, error);
    }
    return read(value, root, 0);
  }

  Result<Json> root_string(const Place& root) {
    std::string_view string;
    if (const auto error = document_.get_string().get(string)) {
      return broken(root, error);
    }
    return checked_string(string, root);
  }

  // The same, unless something stands after it.
  Result<Json> whole(Result<Json> json) {
    if (json && document_.current_location().error() != simdjson::OUT_OF_BOUNDS) {
      return fail(ErrorKind::malformed,
                  at(Place{}) + "text after the end of the JSON value, expected nothing");
    }
    return json;
  }

  Result<Json> read(ondemand::value value, const Place& place, std::size_t depth) {
    if (++values_ > limits_.values) {
      return fail(ErrorKind::too_large, at(place) + "more than " + std::to_string(limits_.values) +
                                            " values, expected at most so many");
    }
    ondemand::json_type type{};
    if (const auto error = value.type().get(type)) {
      return broken(place, error);
    }
    switch (type) {
      case ondemand::json_type::array:
        return too_deep(depth) ? deep(place) : read_array(value, place, depth + 1);
      case ondemand::json_type::object:
        return too_deep(depth) ? deep(place) : read_object(value, place, depth + 1);
      case ondemand::json_type::string:
        return read_string(value, place);
      case ondemand::json_type::number:
      case ondemand::json_type::boolean:
      case ondemand::json_type::null:
        break;
    }
    const std::string_view token = trimmed(value.raw_json_token());
    std::optional<Json> json = literal(token);
    return json ? Result<Json>(std::move(*json)) : not_a_value(place, token);
  }

  Result<Json> read_string(ondemand::value value, const Place& place) {
    std::string_view string;
    if (const auto error = value.get_string().get(string)) {
      return broken(place, error);
    }
    return checked_string(string, place);
  }

  // Half of a surrogate pair, written as an escape, gives bytes that are not UTF-8.
  Result<Json> checked_string(std::string_view string, const Place& place) {
    if (!simdjson::validate_utf8(string.data(), string.size())) {
      return fail(ErrorKind::malformed,
                  at(place) + "a string with half of a surrogate pair, expected both halves");
    }
    return Json::string(std::string(string));
  }

  Result<Json> read_array(ondemand::value value, const Place& place, std::size_t depth) {
    ondemand::array array;
    if (const auto error = value.get_array().get(array)) {
      return broken(place, error);
    }
    std::vector<Json> items;
    const auto end = array.end();
    for (auto next = array.begin(); next != end; ++next) {
      const Place inside{&place, {}, items.size()};
      ondemand::value item;
      if (const auto error = (*next).get(item)) {
        return broken(inside, error);
      }
      Result<Json> json = read(item, inside, depth);
      if (!json) {
        return json;
      }
      items.push_back(std::move(*json));
    }
    return Json::array(std::move(items));
  }

  Result<Json> read_object(ondemand::value value, const Place& place, std::size_t depth) {
    ondemand::object object;
    if (const auto error = value.get_object().get(object)) {
      return broken(place, error);
    }
    std::vector<Json::Member> members;
    for (auto next : object) {
      ondemand::field field;
      if (const auto error = std::move(next).get(field)) {
        return broken(place, error);
      }
      std::string_view name;
      if (const auto error = field.unescaped_key().get(name)) {
        return broken(place, error);
      }
      if (!simdjson::validate_utf8(name.data(), name.size())) {
        return fail(ErrorKind::malformed,
                    at(place) + "a name with half of a surrogate pair, expected both halves");
      }
      std::string kept(name);
      const Place inside{&place, kept, 0};
      Result<Json> json = read(field.value(), inside, depth);
      if (!json) {
        return json;
      }
      members.emplace_back(std::move(kept), std::move(*json));
    }
    if (const auto name = repeated_name(members)) {
      return fail(
          ErrorKind::malformed,
          at(Place{&place, *name, 0}) + "a name that stands twice in one object, expected once");
    }
    return Json::object(std::move(members));
  }

  bool too_deep(std::size_t depth) const { return depth >= limits_.depth; }

  Result<Json> deep(const Place& place) {
    return fail(ErrorKind::too_large,
                at(place) + "deeper than " + std::to_string(limits_.depth) +
                    " levels of objects and arrays, expected at most so many");
  }

  Result<Json> broken(const Place& place, simdjson::error_code error) {
    const std::optional<std::size_t> byte = here();
    const bool ended = !byte || *byte >= text_.find_last_not_of(" \t\r\n") + 1;
    return fail(ErrorKind::malformed,
                at(place) + fault_words(ended ? simdjson::INCOMPLETE_ARRAY_OR_OBJECT : error));
  }

  Result<Json> not_a_value(const Place& place, std::string_view token) {
    constexpr std::size_t shown = 30;
    return fail(ErrorKind::malformed, at(place) + "found `" + printable(token.substr(0, shown)) +
                                          "`, expected a JSON value");
  }

  // The byte that the walk has come to; nothing at the end.
  std::optional<std::size_t> here() {
    const char* byte = nullptr;
    if (document_.current_location().get(byte) != simdjson::SUCCESS || byte < begin_ ||
        byte > begin_ + text_.size()) {
      return std::nullopt;
    }
    return static_cast<std::size_t>(byte - begin_);
  }

  // "at entry[3].id (byte 1207): ", as far as each is known.
  std::string at(const Place& place) {
    const std::string name = words(place);
    const std::optional<std::size_t> byte = here();
    const std::string number = byte ? "byte " + std::to_string(*byte) : "the end";
    return name.empty() ? "at " + number + ": " : "at " + name + " (" + number + "): ";
  }

  std::string_view text_;
  const JsonLimits& limits_;
  ondemand::parser parser_;
  ondemand::document document_;
  const char* begin_ = nullptr;
  std::size_t values_ = 0;
};

}  // namespace

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) {
    return fail(ErrorKind::too_large, "the text has " + std::to_string(text.size()) +
                                          " bytes, expected at most " +
                                          std::to_string(limits.bytes));
  }
  if (text.starts_with("\xEF\xBB\xBF")) {
    return fail(ErrorKind::malformed, "at byte 0: a byte order mark, expected a JSON value");
  }
  return Walk(text, limits).document();
}

}  // namespace paraspinal::fhir
