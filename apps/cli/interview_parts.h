#pragma once

// What of a screen stands in a terminal at once: how soon always, then as much of the page as there
// is room for, a part after the other. A line wider than the terminal takes several rows, and is
// counted so; nothing is left to the terminal to wrap, which would push the top away.
//
//   const Part part = part_of(screen(call, knowledge), {24, 80}, call.leaf);
//   ShownQuestion shown;
//   call.unread = shown.has_more(call, part);     // no key answers it before all was shown
//
// Not for what is no terminal: there `plain` shows everything.

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "apps/cli/interview_screen.h"
#include "apps/cli/text_layout.h"

namespace paraspinal::cli {

struct TerminalSize {
  std::size_t rows = 24;
  std::size_t columns = page_width;
};

// Banner, news, page, foot and keys are together at most as many rows as the terminal has, which
// is taken to have three at least.
struct Part {
  std::vector<std::string> banner;  // how soon is its first row, in the smallest terminal too
  std::vector<std::string> news;
  std::vector<std::string> page;  // every row of the page, of which `from` up to `to` are shown
  std::size_t from = 0;
  std::size_t to = 0;
  std::string foot;               // of several parts, which one this is
  std::vector<std::string> keys;  // none in a terminal that has no room for them
};

// Parts are counted round.
Part part_of(const Screen& screen, TerminalSize size, std::size_t leaf);

// Which rows of the question on the screen were shown, over all parts and sizes of the terminal. A
// question that was shown whole once stays so until another one is asked.
class ShownQuestion {
 public:
  // Takes note of a part that is shown now. True while rows of the question were not yet; false on
  // every page but a question.
  bool has_more(const Interview& call, const Part& part);

 private:
  std::optional<knowledge::FindingId> asking_;
  std::vector<knowledge::FindingId> bundle_;
  std::size_t answers_ = 0;
  std::set<std::pair<std::size_t, std::string>> rows_;  // where it stands, and its words
  bool whole_ = false;
};

}  // namespace paraspinal::cli
