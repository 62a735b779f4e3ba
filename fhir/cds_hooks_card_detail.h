#pragma once

// The words of a card, a line after the other; where they are too long together, the line that is
// worth least goes first.
//
//   CardDetail detail;
//   detail.add("Do", "call an ambulance", Worth::always);
//   card.detail = detail.text();                          // "**Do:** call an ambulance"

#include <string>
#include <vector>

namespace paraspinal::fhir {

// How much a line of a card is worth, the least first.
enum class Worth { likely, also, hint, question, missed, why, always };

class CardDetail {
 public:
  // Nothing when there are no words. `words` are Markdown.
  void add(const std::string& title, const std::string& words, Worth worth);

  // At most 900 bytes; but what is worth to stand there always stands there, however long.
  std::string text() const;

 private:
  struct Line {
    std::string text;
    Worth worth;
  };

  static std::string joined(const std::vector<Line>& lines);

  std::vector<Line> lines_;
};

}  // namespace paraspinal::fhir
