#include <string>
#include <string_view>
#include <utility>

#include "knowledge/base/read_content.h"

namespace paraspinal::knowledge {

namespace {

std::vector<std::string> parted(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) {
      return parts;
    }
    text.remove_prefix(end + 1);
  }
}

}  // namespace

engine::Result<void> read_phrases(Reading& reading) {
  Rows rows(reading.database, "phrase",
            {"finding", "phrase", "source", "NULL", "verified", "grade", "sign_off"});
  while (rows.next()) {
    Phrase phrase;
    phrase.finding = finding_in(rows, reading.knowledge.findings);
    for (const std::string& place : parted(rows.text(), ' ')) {
      phrase.words.push_back(parted(place, '|'));
    }
    phrase.citation = citation_in(rows);
    reading.knowledge.phrases.push_back(std::move(phrase));
  }
  return rows.result();
}

}  // namespace paraspinal::knowledge
