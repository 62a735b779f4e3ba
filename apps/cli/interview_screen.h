#pragma once

// What a nurse sees: the urgency always on top, then the page, then the keys, within 80 columns.
//
//   const Screen shown = screen(call, knowledge);
//   plain(shown);                    // everything, as text
//   lines_shown(shown, 24, 0);       // the first leaf that fits into 24 rows
//
// Every word comes from the call and the knowledge; nothing is decided here. Self-care is never
// shown before the questions have ended.

#include <cstddef>
#include <string>
#include <vector>

#include "apps/cli/interview.h"

namespace paraspinal::cli {

// How loud the banner is; never the only sign, the words say the same.
enum class Tone { calm, soon, urgent };

struct Screen {
  Tone tone = Tone::calm;
  std::vector<std::string> banner;  // two lines of exactly `page_width` columns
  std::vector<std::string> body;
  std::vector<std::string> keys;
};

Screen screen(const Interview& call, const knowledge::KnowledgeBase& knowledge);

// Banner between rules, body and keys.
std::string plain(const Screen& screen);

// The body's lines of one leaf, where the whole screen has so many rows; leaves are counted round.
// A body of several leaves ends with a line that says which one it is.
std::vector<std::string> lines_shown(const Screen& screen, std::size_t rows, std::size_t leaf);

// The two banner lines: urgency and where to go; safety k of n and who it is.
std::vector<std::string> banner(const Interview& call);

}  // namespace paraspinal::cli
