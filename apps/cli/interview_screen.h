#pragma once

// What a nurse sees: the urgency always on top, then the page, then the keys, within 80 columns.
//
//   const Screen shown = screen(call, knowledge);
//   plain(shown);                    // everything, as text
//
// What of it fits into a terminal is told by interview_parts.h.
//
// Every word comes from the call and the knowledge; nothing is decided here. Self-care is never
// shown before the questions have ended.

#include <string>
#include <vector>

#include "apps/cli/interview.h"

namespace paraspinal::cli {

// How loud the banner is; never the only sign, the words say the same.
enum class Tone { calm, soon, urgent };

struct Screen {
  Tone tone = Tone::calm;
  std::vector<std::string> banner;  // two lines of exactly `page_width` columns
  std::vector<std::string> news;    // what the last key did
  std::vector<std::string> body;
  std::vector<std::string> keys;
};

Screen screen(const Interview& call, const knowledge::KnowledgeBase& knowledge);

// Banner between rules, news, body and keys.
std::string plain(const Screen& screen);

// The two banner lines: urgency and where to go; safety k of n and who it is.
std::vector<std::string> banner(const Interview& call);

}  // namespace paraspinal::cli
