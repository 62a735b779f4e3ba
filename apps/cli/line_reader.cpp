#include "apps/cli/line_reader.h"

#include <algorithm>
#include <utility>

namespace paraspinal::cli {
namespace {

constexpr std::size_t block_bytes = std::size_t{64} << 10U;

}  // namespace

LineReader::LineReader(std::istream& stream, std::size_t limit)
    : stream_(stream), limit_(limit), block_(block_bytes) {}

bool LineReader::fill() {
  if (begin_ == end_ && stream_) {
    stream_.read(block_.data(), static_cast<std::streamsize>(block_.size()));
    begin_ = 0;
    end_ = static_cast<std::size_t>(stream_.gcount());
  }
  return begin_ < end_;
}

std::optional<Line> LineReader::next() {
  if (!fill()) {
    return std::nullopt;
  }
  Line line;
  line.number = ++number_;
  while (fill()) {
    const char* const from = block_.data() + begin_;
    const char* const to = std::find(from, from + (end_ - begin_), '\n');
    const auto count = static_cast<std::size_t>(to - from);
    line.too_long = line.too_long || line.text.size() + count > limit_;
    if (line.too_long) {
      line.text.clear();
    } else {
      line.text.append(from, count);
    }
    const bool whole = begin_ + count < end_;
    begin_ += count + (whole ? 1 : 0);
    if (whole) {
      break;
    }
  }
  if (line.text.ends_with('\r')) {
    line.text.pop_back();
  }
  return line;
}

}  // namespace paraspinal::cli
