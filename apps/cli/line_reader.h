#pragma once

// Lines of a stream, one after another, each of bounded length: what a file of a million cases is
// read with.
//
//   LineReader reader(std::cin, limit);
//   while (const auto line = reader.next()) { line->number; line->text; }

#include <cstddef>
#include <istream>
#include <optional>
#include <string>
#include <vector>

namespace paraspinal::cli {

struct Line {
  std::size_t number = 0;  // from 1
  std::string text;        // without its end; empty when too long
  bool too_long = false;   // beyond the limit: read over
};

class LineReader {
 public:
  // `stream` must outlive this object. A line has at most `limit` bytes.
  LineReader(std::istream& stream, std::size_t limit);

  // Nothing at the end of the stream. A last line needs no end.
  std::optional<Line> next();

 private:
  bool fill();

  std::istream& stream_;
  std::size_t limit_;
  std::size_t number_ = 0;
  std::vector<char> block_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace paraspinal::cli
