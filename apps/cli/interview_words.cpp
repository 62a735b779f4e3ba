#include "apps/cli/interview_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <utility>
#include <variant>

#include "apps/cli/text_layout.h"
#include "fhir/told_finding.h"
#include "knowledge/triage/hand_over.h"
#include "knowledge/triage/words.h"

namespace paraspinal::cli {

using knowledge::AnswerValue;
using knowledge::Finding;
using knowledge::Presence;

namespace {

// "day" of "days", "hour a day" of "hours a day".
std::string of_one(std::string unit) {
  const std::size_t end = std::min(unit.find(' '), unit.size());
  if (end > 1 && unit[end - 1] == 's') {
    unit.erase(end - 1, 1);
  }
  return unit;
}

std::string counted(std::int64_t number, const std::string& unit) {
  return std::to_string(number) + " " + (number == 1 ? of_one(unit) : unit);
}

// As midwives count them.
std::string weeks_and_days(double weeks) {
  const std::int64_t days = std::llround(weeks * 7);
  return counted(days / 7, "weeks") + (days % 7 == 0 ? "" : " " + counted(days % 7, "days"));
}

}  // namespace

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

std::string quantity_words(const Finding& finding, double value) {
  if (finding.unit == "wk") {
    return weeks_and_days(value);
  }
  const std::string unit = unit_words(finding);
  return fhir::rounded(triage::number_words(value)) +
         (unit.empty() ? "" : " " + (value == 1 ? of_one(unit) : unit));
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
    return quantity_words(finding, quantity->value);
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
