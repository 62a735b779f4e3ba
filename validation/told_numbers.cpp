#include "validation/told_numbers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

namespace paraspinal::validation {
namespace {

using knowledge::Answer;
using knowledge::AnswerValue;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::PregnancyStage;
using knowledge::Presence;
using knowledge::Quantity;
using knowledge::State;
using knowledge::Truth;
using knowledge::ValueType;

// What people tell: the spread before their findings are known. Expert judgement; it only fills the
// bands that the findings leave.
struct Told {
  std::string_view id;
  double low;
  double high;
  double step;       // to which people round
  bool by_tenfolds;  // evenly on the scale of logarithms
};
constexpr std::array<Told, 5> told_quantities = {{{"temp_c", 36.2, 40, 0.1, false},
                                                  {"pain_nrs", 1, 10, 1, false},
                                                  {"time_since_onset", 0.1, 365, 0.1, true},
                                                  {"bmi", 18, 40, 0.5, false},
                                                  {"prolonged_sitting", 0, 12, 0.5, false}}};

AnswerValue drawn(const Told& told, Random& random) {
  const double value = told.by_tenfolds
                           ? std::exp(random.between(std::log(told.low), std::log(told.high)))
                           : random.between(told.low, told.high);
  return Quantity{std::round(value / told.step) * told.step};
}

std::optional<AnswerValue> told_quantity(FindingId finding, const Answers& answers,
                                         const KnowledgeBase& knowledge, Random& random) {
  constexpr int attempts = 500;
  const auto told = std::ranges::find(told_quantities, knowledge.findings[finding].id, &Told::id);
  if (told == told_quantities.end()) {
    return std::nullopt;
  }
  for (int i = 0; i < attempts; ++i) {
    const AnswerValue value = drawn(*told, random);
    if (fits(finding, value, answers, knowledge)) {
      return value;
    }
  }
  return std::nullopt;
}

std::optional<AnswerValue> told_state(FindingId finding, const Answers& answers,
                                      const KnowledgeBase& knowledge, Random& random) {
  std::vector<AnswerValue> fitting;
  for (std::size_t s = 0; s < knowledge.findings[finding].states.size(); ++s) {
    if (fits(finding, State{s}, answers, knowledge)) {
      fitting.emplace_back(State{s});
    }
  }
  return fitting.empty() ? std::nullopt : std::optional(fitting[random.below(fitting.size())]);
}

bool reads_only(const knowledge::Implication& implication, FindingId finding) {
  const auto& mentions = implication.when_true.mentions();
  return mentions.size() == 1 && mentions.front() == finding;
}

}  // namespace

Answer told_truly(AnswerValue value) {
  return {std::move(value), knowledge::SaidBy::caller, std::nullopt, "true"};
}

bool fits(FindingId finding, const AnswerValue& value, const Answers& answers,
          const KnowledgeBase& knowledge) {
  const Answer answer{value, knowledge::SaidBy::caller, std::nullopt, ""};
  const auto lookup = [&](FindingId id) { return id == finding ? &answer : nullptr; };
  return std::ranges::all_of(knowledge.implications, [&](const auto& implication) {
    const auto then = answers.find(implication.then);
    const Presence* known =
        then == answers.end() ? nullptr : std::get_if<Presence>(&then->second.value);
    if (!reads_only(implication, finding) || known == nullptr) {
      return true;
    }
    const bool holds = implication.when_true.evaluate(lookup) == Truth::yes;
    const bool present = (*known == Presence::present) != implication.then_absent;
    return holds ? present : !(implication.defines && present);
  });
}

std::optional<AnswerValue> told_value(FindingId finding, const Answers& answers,
                                      const KnowledgeBase& knowledge, Random& random) {
  switch (knowledge.findings[finding].value_type) {
    case ValueType::quantity:
      return told_quantity(finding, answers, knowledge, random);
    case ValueType::ordinal:
      return told_state(finding, answers, knowledge, random);
    case ValueType::boolean:
    case ValueType::date:
      return std::nullopt;
  }
  return std::nullopt;
}

void tell_numbers(const KnowledgeBase& knowledge, Random& random, Answers& answers) {
  for (std::size_t f = 0; f < knowledge.findings.size(); ++f) {
    const FindingId finding{f};
    const bool tellable =
        knowledge.findings[finding].obtainable_by == knowledge::ObtainableBy::caller;
    if (!tellable || answers.contains(finding)) {
      continue;
    }
    if (auto value = told_value(finding, answers, knowledge, random)) {
      answers[finding] = told_truly(std::move(*value));
    }
  }
}

std::optional<double> told_weeks(PregnancyStage stage, Random& random) {
  const auto within = [&random](int from, int below) {
    constexpr std::size_t days_a_week = 7;
    const auto days = random.below(static_cast<std::size_t>(below - from) * days_a_week);
    return from + static_cast<double>(days) / static_cast<double>(days_a_week);
  };
  switch (stage) {
    case PregnancyStage::not_pregnant:
    case PregnancyStage::postpartum:
      return std::nullopt;
    case PregnancyStage::trimester_1:
      return within(5, 14);
    case PregnancyStage::weeks_14_19:
      return within(14, 20);
    case PregnancyStage::weeks_20_27:
      return within(20, 28);
    case PregnancyStage::weeks_28_33:
      return within(28, 34);
    case PregnancyStage::weeks_34_36:
      return within(34, 37);
    case PregnancyStage::term:
      return within(37, 42);
  }
  return std::nullopt;
}

}  // namespace paraspinal::validation
