#include "fhir/cds_hooks_card_detail.h"

#include <algorithm>

namespace paraspinal::fhir {

namespace {

constexpr std::size_t longest_detail = 900;

}  // namespace

void CardDetail::add(const std::string& title, const std::string& words, Worth worth) {
  if (!words.empty()) {
    lines_.push_back({"**" + title + ":** " + words, worth});
  }
}

std::string CardDetail::text() const {
  std::vector<Line> kept = lines_;
  while (joined(kept).size() > longest_detail) {
    const auto least = std::ranges::min_element(kept, {}, &Line::worth);
    if (least->worth == Worth::always) {
      break;
    }
    kept.erase(least);
  }
  return joined(kept);
}

std::string CardDetail::joined(const std::vector<Line>& lines) {
  std::string text;
  for (const Line& line : lines) {
    text += (text.empty() ? "" : "\n\n") + line.text;
  }
  return text;
}

}  // namespace paraspinal::fhir
