#pragma once

// Reads the words, marks and numbers of a network file, and says where something is wrong:
//
//   alarm.bif:12: expected ';', found 'table'
//     (NORMAL) 0.05, 0.90 table
//                         ^
//
// Not for JSON or XML entities.

#include <optional>
#include <string>
#include <string_view>

#include "engine/result.h"

namespace paraspinal::engine {

class TextScanner {
 public:
  // `marks` are the characters that are words by themselves. `text` must outlive the scanner.
  TextScanner(std::string_view text, std::string_view file, std::string_view marks)
      : text_(text), file_(file), marks_(marks) {}

  // Skips blanks, `// ...` to the end of the line and `/* ... */`, then true when nothing is left.
  bool at_end();

  // The next word without taking it: a mark, a quoted text without its quotes, or the characters up
  // to a blank or mark. Empty at the end.
  std::string_view peek();
  std::string_view take();

  // Takes the next word when it is `word`.
  bool take_if(std::string_view word);

  // A `malformed` error at the next word unless it is `word`, which is then taken.
  std::optional<Error> expect(std::string_view word);

  // A decimal number in full double precision, or a whole number; `malformed` if it is none.
  Result<double> number();
  Result<std::size_t> count();

  // Takes everything up to and with the next `word`.
  void skip_past(std::string_view word);

  // "FILE:LINE: words", the line itself, and a caret under the word last peeked or taken.
  Error error(std::string_view words) const;

  std::size_t position() const { return start_; }
  // The same, about an earlier position().
  Error error_at(std::size_t position, std::string_view words) const;

 private:
  void skip_blanks();
  bool is_mark(char c) const { return marks_.find(c) != std::string_view::npos; }

  std::string_view text_;
  std::string_view file_;
  std::string_view marks_;
  std::size_t at_ = 0;     // where the next word begins, once blanks are skipped
  std::size_t start_ = 0;  // of the word last peeked or taken
};

}  // namespace paraspinal::engine
