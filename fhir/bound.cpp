#include "fhir/bound.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>

namespace paraspinal::fhir {

using knowledge::Answer;
using knowledge::AnswerValue;
using knowledge::FindingId;
using knowledge::Implication;
using knowledge::Presence;
using knowledge::Quantity;
using knowledge::Truth;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

bool is_of_a_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The numbers that a rule compares with, in its text: those that are no part of a name.
std::vector<double> thresholds(std::string_view rule) {
  std::vector<double> found;
  for (std::size_t i = 0; i < rule.size(); ++i) {
    const bool digit = rule[i] >= '0' && rule[i] <= '9';
    if (!digit || (i > 0 && is_of_a_word(rule[i - 1]))) {
      continue;
    }
    const bool minus = i > 0 && rule[i - 1] == '-';
    double value = 0;
    const char* const begin = rule.data() + i;
    const auto [end, error] = std::from_chars(begin, rule.data() + rule.size(), value);
    if (error == std::errc{}) {
      found.push_back(minus ? -value : value);
      i += static_cast<std::size_t>(end - begin) - 1;
    }
  }
  return found;
}

// A number from each stretch of the interval between the thresholds, and the thresholds inside.
std::vector<double> samples(const Interval& interval, const std::vector<double>& thresholds) {
  const double first =
      interval.with_lowest ? interval.lowest : std::nextafter(interval.lowest, infinity);
  const double last =
      interval.with_highest ? interval.highest : std::nextafter(interval.highest, -infinity);
  std::vector<double> numbers = {first, last};
  for (const double threshold : thresholds) {
    for (const double number :
         {std::nextafter(threshold, -infinity), threshold, std::nextafter(threshold, infinity)}) {
      if (number > first && number < last) {
        numbers.push_back(number);
      }
    }
  }
  return numbers;
}

// The rule's truth when it is the same for all of the interval; else undecided.
Truth truth_within(const Interval& interval, FindingId finding, const knowledge::Rule& rule) {
  std::optional<Truth> common;
  for (const double number : samples(interval, thresholds(rule.text()))) {
    const Answer answer{Quantity{number}, knowledge::SaidBy::record, std::nullopt, ""};
    const Truth truth =
        rule.evaluate([&](FindingId asked) { return asked == finding ? &answer : nullptr; });
    if (common && *common != truth) {
      return Truth::undecided;
    }
    common = truth;
  }
  return common.value_or(Truth::undecided);
}

}  // namespace

std::optional<Interval> interval_of(std::string_view comparator, double value,
                                    const knowledge::Finding& finding) {
  const bool below = comparator == "<" || comparator == "<=";
  if (!below && comparator != ">" && comparator != ">=") {
    return std::nullopt;
  }
  const bool with_end = comparator.size() == 2;
  const Interval interval = below ? Interval{finding.lowest, value, true, with_end}
                                  : Interval{value, finding.highest, with_end, true};
  const bool none =
      interval.lowest > interval.highest || (interval.lowest == interval.highest && !with_end);
  return none ? std::nullopt : std::optional<Interval>(interval);
}

std::vector<Decided> decided_within(const Interval& interval, FindingId finding,
                                    const knowledge::KnowledgeBase& knowledge) {
  std::vector<Decided> decided;
  for (const Implication& implication : knowledge.implications) {
    const std::vector<FindingId>& mentions = implication.when_true.mentions();
    if (mentions != std::vector<FindingId>{finding}) {
      continue;
    }
    const Truth truth = truth_within(interval, finding, implication.when_true);
    const bool known = truth == Truth::yes || (truth == Truth::no && implication.defines);
    if (known) {
      const bool present = (truth == Truth::yes) != implication.then_absent;
      decided.push_back(
          {implication.then, AnswerValue(present ? Presence::present : Presence::absent)});
    }
  }
  return decided;
}

}  // namespace paraspinal::fhir
