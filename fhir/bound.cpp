#include "fhir/bound.h"

#include <algorithm>
#include <array>
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

// The rule's truth when it is the same for all of the interval; nothing when it is not. Other
// findings are not known.
std::optional<Truth> common_truth(const Interval& interval, FindingId finding,
                                  const knowledge::Rule& rule) {
  std::optional<Truth> common;
  for (const double number : samples(interval, thresholds(rule.text()))) {
    const Answer answer{Quantity{number}, knowledge::SaidBy::record, std::nullopt, ""};
    const Truth truth =
        rule.evaluate([&](FindingId asked) { return asked == finding ? &answer : nullptr; });
    if (common.value_or(truth) != truth) {
      return std::nullopt;
    }
    common = truth;
  }
  return common;
}

// The rules of the content that compare the finding.
std::vector<const knowledge::Rule*> rules_on(FindingId finding,
                                             const knowledge::KnowledgeBase& knowledge) {
  std::vector<const knowledge::Rule*> rules;
  const auto add = [&](const knowledge::Rule& rule) {
    if (std::find(rule.mentions().begin(), rule.mentions().end(), finding) !=
        rule.mentions().end()) {
      rules.push_back(&rule);
    }
  };
  for (const Implication& implication : knowledge.implications) {
    add(implication.when_true);
  }
  for (const knowledge::RedFlag& flag : knowledge.red_flags) {
    add(flag.rule);
  }
  for (const knowledge::Action& action : knowledge.actions) {
    for (const knowledge::Contraindication& against : action.contraindications) {
      add(against.rule);
    }
  }
  return rules;
}

bool is_read_alike(const Interval& interval, FindingId finding,
                   const knowledge::KnowledgeBase& knowledge) {
  const std::vector<const knowledge::Rule*> rules = rules_on(finding, knowledge);
  return std::all_of(rules.begin(), rules.end(), [&](const knowledge::Rule* rule) {
    return common_truth(interval, finding, *rule).has_value();
  });
}

bool is_contraindicating(FindingId finding, const knowledge::KnowledgeBase& knowledge) {
  return std::any_of(
      knowledge.actions.begin(), knowledge.actions.end(), [&](const knowledge::Action& action) {
        return std::any_of(action.contraindications.begin(), action.contraindications.end(),
                           [&](const knowledge::Contraindication& against) {
                             const std::vector<FindingId>& mentions = against.rule.mentions();
                             return std::find(mentions.begin(), mentions.end(), finding) !=
                                    mentions.end();
                           });
      });
}

// Formulas (knowledge/triage/score_findings.cpp) reckon with the number itself, and weeks go on.
bool is_reckoned_with(const knowledge::Finding& finding) {
  constexpr std::array<std::string_view, 3> reckoned = {"calcium_total", "sodium",
                                                        "gestational_age"};
  return std::find(reckoned.begin(), reckoned.end(), finding.id) != reckoned.end();
}

// A number of the interval beside its given end: 14.9 of "<15", 15 of "<=15".
double beside_the_end(const Interval& interval, const knowledge::Finding& finding) {
  constexpr double step = 0.1;
  const bool below = interval.highest < finding.highest || interval.lowest == finding.lowest;
  const double end = below ? interval.highest : interval.lowest;
  if (below ? interval.with_highest : interval.with_lowest) {
    return end;
  }
  const double near = below ? end - step : end + step;
  const bool inside = near > interval.lowest && near < interval.highest;
  return inside ? near : (interval.lowest + interval.highest) / 2;
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
    const Truth truth =
        common_truth(interval, finding, implication.when_true).value_or(Truth::undecided);
    const bool known = truth == Truth::yes || (truth == Truth::no && implication.defines);
    if (known) {
      const bool present = (truth == Truth::yes) != implication.then_absent;
      decided.push_back(
          {implication.then, AnswerValue(present ? Presence::present : Presence::absent)});
    }
  }
  const knowledge::Finding& row = knowledge.findings[finding];
  if (is_contraindicating(finding, knowledge) && !is_reckoned_with(row) &&
      is_read_alike(interval, finding, knowledge)) {
    decided.push_back({finding, Quantity{beside_the_end(interval, row)}});
  }
  return decided;
}

}  // namespace paraspinal::fhir
