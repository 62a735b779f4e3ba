#pragma once

// Free text heard for words of red flags: what a nurse types while a caller speaks. It assumes
// nothing; whoever shows it asks.
//
//   screen_text("numb down below since monday, no fever", knowledge);
//   // {saddle_anaesthesia, "numb down below", 0, false}, {fever, "fever", 35, true}
//
// By the phrases of the knowledge base (content/phrase.csv): whole words, letter case and
// punctuation aside, with one slip of typing in a word of six letters or more. A phrase is denied
// only when that is certain ("no fever", "fever: none"; denials.h): in doubt it is said, and asked.
// Not a parser: it hears what it has phrases for, and silence says nothing.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/base/answer.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::triage {

struct Heard {
  knowledge::FindingId finding;
  std::string words;   // as typed
  std::size_t at = 0;  // byte where they begin in the text
  bool denied = false;

  bool operator==(const Heard&) const = default;
};

// In the order of the text, each finding once for each way it is heard (said, denied): at its first
// place. Linear in the text: some milliseconds for a page. Bytes above 127 are letters.
std::vector<Heard> screen_text(std::string_view text, const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::triage
