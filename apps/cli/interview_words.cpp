#include "apps/cli/interview_words.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <variant>

#include "apps/cli/text_layout.h"
#include "knowledge/triage/hand_over.h"
#include "knowledge/triage/words.h"

namespace paraspinal::cli {

using knowledge::AnswerValue;
using knowledge::Finding;
using knowledge::Presence;

std::string wording(const Finding& finding) {
  return finding.question ? finding.question->read_aloud : finding.name + "?";
}

std::string unit_words(const Finding& finding) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> names = {
      {{"1", ""},
       {"a", "years"},
       {"wk", "weeks"},
       {"d", "days"},
       {"h/d", "hours a day"},
       {"Cel", "degrees C"},
       {"/min", "a minute"},
       {"/h", "an hour"},
       {"mm[Hg]", "mmHg"}}};
  const std::string_view unit = finding.unit;
  const auto* const found = std::ranges::find(names, unit, &decltype(names)::value_type::first);
  return found == names.end() ? finding.unit : std::string(found->second);
}

std::string state_label(const Finding& finding, std::size_t state) {
  // Royal College of Physicians, NEWS2 (2017).
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> letters = {
      {{"A", "alert"},
       {"C", "newly confused"},
       {"V", "wakes to a voice"},
       {"P", "wakes to pain only"},
       {"U", "does not wake"}}};
  const std::string& name = finding.states.at(state);
  const auto* const found =
      std::ranges::find(letters, std::string_view(name), &decltype(letters)::value_type::first);
  return found == letters.end() ? name : name + " " + std::string(found->second);
}

char cannot_say_key(const Finding& finding) {
  return std::ranges::find(finding.states, "U") == finding.states.end() ? 'u' : 'x';
}

std::string said_words(const Finding& finding, const AnswerValue& value) {
  if (const auto* presence = std::get_if<Presence>(&value)) {
    return *presence == Presence::present ? "yes" : "no";
  }
  if (const auto* quantity = std::get_if<knowledge::Quantity>(&value)) {
    const std::string unit = unit_words(finding);
    return triage::number_words(quantity->value) + (unit.empty() ? "" : " " + unit);
  }
  if (const auto* state = std::get_if<knowledge::State>(&value)) {
    return state_label(finding, state->index);
  }
  return std::holds_alternative<knowledge::Unknown>(value) ? "cannot say"
                                                           : triage::state_words(finding, value);
}

bool is_not_yet_an_answer(const Interview& call) {
  return call.assessment && !is_handed_over(call) &&
         call.assessment->urgency == knowledge::Urgency::self_care &&
         (call.assessment->provisional || call.inquiry.state == triage::InquiryState::ask);
}

bool is_handed_over(const Interview& call) {
  return call.assessment && !call.assessment->handed_over.empty();
}

std::string hand_over_words(const triage::Assessment& assessment) {
  const std::string lead = "HAND OVER TO A CLINICIAN - ";
  if (triage::is_left_open(assessment)) {
    return lead + "not yet safe to close";
  }
  const std::string within(contact_within(assessment.urgency));
  const bool says_when = triage::spoken(assessment.urgency) == within;
  return lead + "at least " + large_print(name(assessment.urgency)) +
         (says_when ? "" : " - " + within);
}

}  // namespace paraspinal::cli
