#include "apps/cli/interview_parts.h"

#include <algorithm>
#include <string_view>

#include <spdlog/fmt/fmt.h>

namespace paraspinal::cli {
namespace {

using Rows = std::vector<std::string>;

// The bytes of the first `columns` characters.
std::size_t bytes_of(std::string_view line, std::size_t columns) {
  std::size_t bytes = 0;
  for (std::size_t seen = 0; bytes < line.size(); ++bytes) {
    const bool begins = (static_cast<unsigned char>(line[bytes]) & 0xC0U) != 0x80U;
    if (begins && seen++ == columns) {
      break;
    }
  }
  return bytes;
}

// Lines as the rows that they take; the blank end of a line takes none of its own.
Rows rows_of(const std::vector<std::string>& lines, std::size_t columns) {
  Rows rows;
  for (std::string_view line : lines) {
    do {
      const std::size_t bytes = bytes_of(line, columns);
      rows.emplace_back(line.substr(0, bytes));
      line.remove_prefix(bytes);
    } while (line.find_first_not_of(' ') != std::string_view::npos);
  }
  return rows;
}

void keep_first(Rows& rows, std::size_t most) {
  rows.resize(std::min(rows.size(), most));
}

bool is_blank(std::string_view row) {
  return row.find_first_not_of(' ') == std::string_view::npos;
}

}  // namespace

Part part_of(const Screen& screen, TerminalSize size, std::size_t leaf) {
  constexpr std::size_t gap = 1;     // between page and keys
  constexpr std::size_t least = 2;   // a row of the page, and the foot
  constexpr std::size_t enough = 5;  // rows of the page and the foot, beside which keys may stand
  const std::size_t columns = std::max<std::size_t>(size.columns, 1);
  const std::size_t height = std::max(size.rows, least + 1);
  Part part;
  part.page = rows_of(screen.body, columns);
  part.banner = rows_of(screen.banner, columns);
  part.news = rows_of(screen.news, columns);
  part.keys = rows_of(screen.keys, columns);
  keep_first(part.banner, height - least);
  std::size_t room = height - part.banner.size();
  part.to = part.page.size();
  const std::size_t of_keys = part.keys.size() + gap;
  if (part.news.size() + part.page.size() + of_keys <= room) {
    return part;
  }
  std::erase_if(part.news, is_blank);
  if (room >= part.news.size() + of_keys + enough) {
    room -= of_keys;
  } else {
    part.keys.clear();
  }
  keep_first(part.news, room - least);
  room -= part.news.size();
  if (part.page.size() <= room) {
    return part;
  }
  const std::size_t rows = room - 1;
  const std::size_t leaves = (part.page.size() + rows - 1) / rows;
  part.from = leaf % leaves * rows;
  part.to = std::min(part.from + rows, part.page.size());
  part.foot = rows_of({fmt::format(" -- part {} of {}, space turns --", leaf % leaves + 1, leaves)},
                      columns)
                  .front();
  return part;
}

bool ShownQuestion::has_more(const Interview& call, const Part& part) {
  if (call.page != Page::question) {
    return false;
  }
  if (asking_ != call.asking || bundle_ != call.bundle || answers_ != call.answers.size()) {
    *this = {};
    asking_ = call.asking;
    bundle_ = call.bundle;
    answers_ = call.answers.size();
  }
  for (std::size_t row = part.from; row < part.to; ++row) {
    rows_.emplace(row, part.page[row]);
  }
  for (std::size_t row = 0; row < part.page.size() && !whole_; ++row) {
    if (!is_blank(part.page[row]) && !rows_.contains({row, part.page[row]})) {
      return true;
    }
  }
  whole_ = true;
  return false;
}

}  // namespace paraspinal::cli
