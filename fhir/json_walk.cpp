#include "fhir/json_walk.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fhir/json_escape.h"
#include "fhir/json_path.h"
#include "fhir/json_text.h"
#include "fhir/repeated_name.h"

namespace paraspinal::fhir {

using engine::Error;
using engine::ErrorKind;
using engine::fail;
using engine::Result;

namespace {

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

const char* backslash_from(const char* from, const char* end) {
  const void* const found = std::memchr(from, '\\', static_cast<std::size_t>(end - from));
  return found == nullptr ? end : static_cast<const char*>(found);
}

// One bit of 64 for a name, by its length and its ends: names with different marks differ.
std::uint64_t mark_of(std::string_view name) {
  if (name.empty()) {
    return 1;
  }
  const auto first = static_cast<unsigned char>(name.front());
  const auto last = static_cast<unsigned char>(name.back());
  return std::uint64_t{1} << ((name.size() + 5U * first + 11U * last) % 64U);
}

std::string fault_words(EscapeFault fault) {
  return fault == EscapeFault::half_surrogate
             ? "half of a surrogate pair, expected both halves"
             : "a wrong escape, expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX";
}

class Walk {
 public:
  Walk(std::string_view text, std::unique_ptr<JsonDocument> document,
       std::span<const std::uint32_t> starts, const JsonLimits& limits);

  Result<Json> read() &&;

 private:
  using Node = JsonDocument::Node;

  // What a step came to: a value that is whole, the start of an array or object, or an error.
  enum class Step { value, opened, failed };

  struct Quoted {
    std::string_view text;
    EscapeFault fault = EscapeFault::none;
  };

  Step read_value(Node& value);
  Step read_string(Node& value);
  Step read_scalar(Node& value);
  Step open(Node& value, bool is_object);
  Step read_name();
  Step place(Node& value);
  Step close_array(Node& value);
  Step close_object(Node& value);

  char here() const { return copy_[starts_[at_]]; }
  bool at_end() const { return at_ + 1 == starts_.size(); }
  std::size_t size_of_quoted() const;
  std::string_view token() const;
  Quoted read_quoted();

  using Where = JsonPlace;
  std::string path(Where where) const {
    return json_path({levels_, items_.size(), members_}, where);
  }
  Step failed(ErrorKind kind, const std::string& words, const std::string& path);
  Step failed(ErrorKind kind, const std::string& words) {
    return failed(kind, words, path(Where::value));
  }
  Step expected(std::string_view what, Where where = Where::value);
  Step wrong(std::string_view what, EscapeFault fault, Where where);
  Step too_many_values();
  Step too_deep();
  Step repeated(std::string_view name);

  std::string_view text_;
  std::unique_ptr<JsonDocument> document_;
  char* copy_;
  const char* next_backslash_;  // the first from the token that is next; or the end
  std::span<const std::uint32_t> starts_;
  const JsonLimits& limits_;
  std::size_t at_ = 0;  // the token that is next
  std::size_t values_ = 0;
  // The nodes so far of each level stand at the end of items_ or members_, from its `first`. The
  // last member of an object may be still without its value.
  std::vector<JsonLevel> levels_;
  std::vector<Node> items_;
  std::vector<JsonDocument::NamedNode> members_;
  std::optional<Error> error_;
};

Walk::Walk(std::string_view text, std::unique_ptr<JsonDocument> document,
           std::span<const std::uint32_t> starts, const JsonLimits& limits)
    : text_(text),
      document_(std::move(document)),
      copy_(document_->text()),
      next_backslash_(backslash_from(copy_, copy_ + text.size())),
      starts_(starts),
      limits_(limits) {}

Result<Json> Walk::read() && {
  Node value;
  Step step = Step::opened;
  while (step == Step::opened) {
    step = read_value(value);
    if (step == Step::value) {
      step = place(value);
    }
  }
  if (step == Step::value && !at_end()) {
    step = failed(ErrorKind::malformed, "text after the end of the JSON value, expected nothing");
  }
  if (step == Step::failed) {
    return fail(*error_);
  }
  return JsonDocument::owning(std::move(document_), value);
}

Walk::Step Walk::read_value(Node& value) {
  if (++values_ > limits_.values) {
    return too_many_values();
  }
  switch (here()) {
    case '"':
      return read_string(value);
    case '{':
      return open(value, true);
    case '[':
      return open(value, false);
  }
  return read_scalar(value);
}

Walk::Step Walk::read_string(Node& value) {
  const Quoted string = read_quoted();
  if (string.fault != EscapeFault::none) {
    return wrong("a string", string.fault, Where::value);
  }
  value = JsonDocument::scalar(Json::Kind::string, string.text);
  return Step::value;
}

// The string that starts here, unescaped. Its closing quote is the last character before the next
// token that is no space.
Walk::Quoted Walk::read_quoted() {
  char* const begin = copy_ + starts_[at_] + 1;
  std::size_t size = size_of_quoted();
  if (next_backslash_ < begin + size) {
    const Unescaped read = unescape(begin, size);
    if (read.fault != EscapeFault::none) {
      return {{}, read.fault};
    }
    next_backslash_ = backslash_from(begin + size, copy_ + text_.size());
    size = read.size;
  }
  ++at_;
  return {std::string_view(begin, size), EscapeFault::none};
}

std::size_t Walk::size_of_quoted() const {
  const char* const begin = copy_ + starts_[at_] + 1;
  const char* quote = copy_ + starts_[at_ + 1] - 1;
  while (is_space(*quote)) {
    --quote;
  }
  return static_cast<std::size_t>(quote - begin);
}

Walk::Step Walk::read_scalar(Node& value) {
  const std::string_view token = this->token();
  if (is_json_number(token)) {
    value = JsonDocument::scalar(Json::Kind::number, token);
  } else if (token == "true" || token == "false") {
    value = JsonDocument::boolean(token == "true");
  } else if (token == "null") {
    value = Node();
  } else {
    return expected("a JSON value");
  }
  ++at_;
  return Step::value;
}

Walk::Step Walk::open(Node& value, bool is_object) {
  if (levels_.size() == limits_.depth) {
    return too_deep();
  }
  levels_.push_back({is_object, false, is_object ? members_.size() : items_.size(), 0});
  ++at_;
  if (is_object) {
    return here() == '}' ? close_object(value) : read_name();
  }
  return here() == ']' ? close_array(value) : Step::opened;
}

// A name and its colon.
Walk::Step Walk::read_name() {
  if (here() != '"') {
    return expected("a name in quotes", Where::holder);
  }
  const Quoted name = read_quoted();
  if (name.fault != EscapeFault::none) {
    return wrong("a name", name.fault, Where::holder);
  }
  const std::uint64_t mark = mark_of(name.text);
  JsonLevel& object = levels_.back();
  object.may_repeat = object.may_repeat || (object.marks & mark) != 0;
  object.marks |= mark;
  members_.push_back({JsonDocument::scalar(Json::Kind::string, name.text), Node()});
  if (here() != ':') {
    return expected("a colon");
  }
  ++at_;
  return Step::opened;
}

// Puts the value into the array or object it stands in, and closes each that it is the last of.
// Gives `value` when that was the root.
Walk::Step Walk::place(Node& value) {
  while (!levels_.empty()) {
    const bool in_object = levels_.back().is_object;
    if (in_object) {
      members_.back().value = value;
    } else {
      items_.push_back(value);
    }
    if (here() == ',') {
      ++at_;
      return in_object ? read_name() : Step::opened;
    }
    if (here() != (in_object ? '}' : ']')) {
      return expected(in_object ? "a comma or }" : "a comma or ]");
    }
    const Step closed = in_object ? close_object(value) : close_array(value);
    if (closed == Step::failed) {
      return closed;
    }
  }
  return Step::value;
}

Walk::Step Walk::close_array(Node& value) {
  const std::size_t first = levels_.back().first;
  value = document_->array(std::span(std::as_const(items_)).subspan(first));
  items_.resize(first);
  levels_.pop_back();
  ++at_;
  return Step::value;
}

Walk::Step Walk::close_object(Node& value) {
  const JsonLevel& object = levels_.back();
  value = document_->object(std::span(std::as_const(members_)).subspan(object.first));
  if (object.may_repeat) {
    if (const auto name = repeated_name(JsonDocument::members_of(value))) {
      return repeated(*name);
    }
  }
  members_.resize(object.first);
  levels_.pop_back();
  ++at_;
  return Step::value;
}

std::string_view Walk::token() const {
  if (at_end()) {
    return {};
  }
  const char* const begin = copy_ + starts_[at_];
  const char* end = copy_ + starts_[at_ + 1];
  while (is_space(*(end - 1))) {
    --end;
  }
  return {begin, end};
}

Walk::Step Walk::failed(ErrorKind kind, const std::string& words, const std::string& path) {
  const std::string byte = at_end() ? "the end" : "byte " + std::to_string(starts_[at_]);
  const std::string place = path.empty() ? byte : path + " (" + byte + ")";
  error_ = Error{kind, "at " + place + ": " + words};
  return Step::failed;
}

Walk::Step Walk::expected(std::string_view what, Where where) {
  if (at_end()) {
    return failed(ErrorKind::malformed,
                  "the text ends inside an object or array, expected it to be closed", path(where));
  }
  constexpr std::size_t shown = 30;
  const std::string_view found = text_.substr(starts_[at_], token().size());
  return failed(ErrorKind::malformed,
                "found `" + printable(found.substr(0, shown)) + "`, expected " + std::string(what),
                path(where));
}

Walk::Step Walk::wrong(std::string_view what, EscapeFault fault, Where where) {
  return failed(ErrorKind::malformed, std::string(what) + " with " + fault_words(fault),
                path(where));
}

Walk::Step Walk::too_many_values() {
  return failed(ErrorKind::too_large, "more than " + std::to_string(limits_.values) +
                                          " values, expected at most so many");
}

Walk::Step Walk::too_deep() {
  return failed(ErrorKind::too_large,
                "deeper than " + std::to_string(limits_.depth) +
                    " levels of objects and arrays, expected at most so many");
}

Walk::Step Walk::repeated(std::string_view name) {
  return failed(ErrorKind::malformed, "a name that stands twice in one object, expected once",
                path_of_member(path(Where::holder), name));
}

}  // namespace

Result<Json> walk_json(std::string_view text, std::unique_ptr<JsonDocument> document,
                       std::span<const std::uint32_t> starts, const JsonLimits& limits) {
  return Walk(text, std::move(document), starts, limits).read();
}

}  // namespace paraspinal::fhir
