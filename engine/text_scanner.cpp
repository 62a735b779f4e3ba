#include "engine/text_scanner.h"

#include <algorithm>
#include <charconv>

namespace paraspinal::engine {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

std::string quoted(std::string_view word) {
  return std::string("'").append(word).append("'");
}

constexpr std::size_t longest_line_shown = 160;

}  // namespace

void TextScanner::skip_blanks() {
  while (at_ < text_.size()) {
    const std::string_view rest = text_.substr(at_);
    if (is_blank(rest[0])) {
      ++at_;
    } else if (rest.starts_with("//")) {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (rest.starts_with("/*")) {
      const std::size_t end = text_.find("*/", at_ + 2);
      at_ = end == std::string_view::npos ? text_.size() : end + 2;
    } else {
      return;
    }
  }
}

bool TextScanner::at_end() {
  skip_blanks();
  return at_ == text_.size();
}

std::string_view TextScanner::peek() {
  const std::size_t before = at_;
  const std::string_view word = take();
  at_ = before;
  return word;
}

std::string_view TextScanner::take() {
  skip_blanks();
  start_ = at_;
  if (at_ == text_.size()) {
    return {};
  }
  if (text_[at_] == '"') {
    const std::size_t end = std::min(text_.find('"', at_ + 1), text_.size());
    at_ = std::min(end + 1, text_.size());
    return text_.substr(start_ + 1, end - start_ - 1);
  }
  if (is_mark(text_[at_])) {
    return text_.substr(at_++, 1);
  }
  while (at_ < text_.size() && !is_blank(text_[at_]) && !is_mark(text_[at_])) {
    ++at_;
  }
  return text_.substr(start_, at_ - start_);
}

bool TextScanner::take_if(std::string_view word) {
  const std::size_t before = at_;
  if (take() == word) {
    return true;
  }
  at_ = before;
  return false;
}

std::optional<Error> TextScanner::expect(std::string_view word) {
  if (take_if(word)) {
    return std::nullopt;
  }
  const std::string_view found = peek();
  std::string words = "expected ";
  words.append(quoted(word)).append(", found ");
  return error(words.append(found.empty() ? "the end of the file" : quoted(found)));
}

Result<double> TextScanner::number() {
  const std::string_view word = take();
  double value = 0;
  const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (word.empty() || code != std::errc() || end != word.data() + word.size()) {
    return fail(error("expected a number, found " + quoted(word)));
  }
  return value;
}

Result<std::size_t> TextScanner::count() {
  const std::string_view word = take();
  std::size_t value = 0;
  const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (word.empty() || code != std::errc() || end != word.data() + word.size()) {
    return fail(error("expected a whole number, found " + quoted(word)));
  }
  return value;
}

void TextScanner::skip_past(std::string_view word) {
  while (!at_end() && take() != word) {
  }
}

Error TextScanner::error(std::string_view words) const {
  return error_at(start_, words);
}

Error TextScanner::error_at(std::size_t position, std::string_view words) const {
  const std::string_view before = text_.substr(0, position);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t line_break = before.rfind('\n');
  const std::size_t begin = line_break == std::string_view::npos ? 0 : line_break + 1;
  std::string message(file_);
  message.append(":").append(std::to_string(line)).append(": ").append(words);
  const std::size_t end = std::min(text_.find('\n', position), text_.size());
  if (end - begin <= longest_line_shown) {
    message.append("\n").append(text_.substr(begin, end - begin)).append("\n");
    message.append(position - begin, ' ').append("^");
  }
  return Error{ErrorKind::malformed, std::move(message)};
}

}  // namespace paraspinal::engine
