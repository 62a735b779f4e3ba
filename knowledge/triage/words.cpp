#include "knowledge/triage/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <variant>

namespace paraspinal::triage {
namespace {

// One word for each kind of answer.
struct Wording {
  const knowledge::Finding& finding;

  std::string operator()(knowledge::Presence presence) const {
    return presence == knowledge::Presence::present ? "present" : "absent";
  }
  std::string operator()(knowledge::Unknown /*value*/) const { return "unknown"; }
  std::string operator()(knowledge::Refused /*value*/) const { return "refused"; }
  std::string operator()(knowledge::Quantity quantity) const {
    const bool plain = finding.unit.empty() || finding.unit == "1";
    return number_words(quantity.value) + (plain ? "" : " " + finding.unit);
  }
  std::string operator()(knowledge::State state) const {
    return state.index < finding.states.size() ? finding.states[state.index] : "";
  }
  std::string operator()(const knowledge::Day& day) const { return day.iso; }
};

bool is_of_an_id(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_';
}

std::string with_names_in(const std::string& sentence, const knowledge::FindingTable& findings) {
  std::string text;
  auto from = sentence.begin();
  while (from != sentence.end()) {
    const auto to = std::find_if_not(from, sentence.end(), is_of_an_id);
    const std::string word(from, to);
    const auto finding = findings.find(word);
    text += finding ? findings[*finding].name : word;
    from = std::find_if(to, sentence.end(), is_of_an_id);
    text.append(to, from);
  }
  return text;
}

}  // namespace

std::string state_words(const knowledge::Finding& finding, const knowledge::AnswerValue& value) {
  return std::visit(Wording{finding}, value);
}

std::string spoken(knowledge::Urgency urgency) {
  if (urgency == knowledge::Urgency::self_care) {
    return "self-care";
  }
  std::string words(knowledge::name(urgency));
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

std::string number_words(double value) {
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return error == std::errc() ? std::string(buffer.data(), end) : std::string();
}

std::vector<std::string> with_names(std::vector<std::string> sentences,
                                    const knowledge::FindingTable& findings) {
  for (std::string& sentence : sentences) {
    sentence = with_names_in(sentence, findings);
  }
  return sentences;
}

}  // namespace paraspinal::triage
