#include "fhir/bound.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>

#include "knowledge/base/rule_tokens.h"

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

// A comparison of a rule with the finding.
struct Comparing {
  std::string_view sign;
  double number = 0;

  bool holds_of(double value) const {
    return sign == ">="   ? value >= number
           : sign == "<=" ? value <= number
           : sign == ">"  ? value > number
           : sign == "<"  ? value < number
           : sign == "="  ? value == number
                          : value != number;
  }
};

std::vector<Comparing> comparings(const knowledge::Rule& rule, const knowledge::Finding& finding) {
  std::vector<Comparing> found;
  const auto tokens = knowledge::rule_tokens(rule.text());
  for (std::size_t i = 0; tokens && i + 2 < tokens->size(); ++i) {
    const knowledge::Token& number = (*tokens)[i + 2];
    if ((*tokens)[i].text != finding.id || number.kind != knowledge::TokenKind::number) {
      continue;
    }
    double value = 0;
    std::from_chars(number.text.data(), number.text.data() + number.text.size(), value);
    found.push_back({(*tokens)[i + 1].text, value});
  }
  return found;
}

// Numbers of the interval: its first and last, and those beside and at the threshold inside.
std::vector<double> samples(const Interval& interval, double threshold) {
  const double first =
      interval.with_lowest ? interval.lowest : std::nextafter(interval.lowest, infinity);
  const double last =
      interval.with_highest ? interval.highest : std::nextafter(interval.highest, -infinity);
  std::vector<double> numbers = {first, last};
  for (const double number :
       {std::nextafter(threshold, -infinity), threshold, std::nextafter(threshold, infinity)}) {
    if (number > first && number < last) {
      numbers.push_back(number);
    }
  }
  return numbers;
}

// Whether all numbers of the interval give each comparison of the rule one truth.
bool is_read_alike_by(const knowledge::Rule& rule, const Interval& interval,
                      const knowledge::Finding& finding) {
  const std::vector<Comparing> all = comparings(rule, finding);
  return std::all_of(all.begin(), all.end(), [&](const Comparing& one) {
    const std::vector<double> numbers = samples(interval, one.number);
    return std::all_of(numbers.begin(), numbers.end(), [&](double number) {
      return one.holds_of(number) == one.holds_of(numbers.front());
    });
  });
}

// The rule's truth, of a rule on the finding alone that reads all of the interval alike; undecided
// of any other.
Truth common_truth(const Interval& interval, FindingId finding, const knowledge::Rule& rule,
                   const knowledge::Finding& row) {
  if (!is_read_alike_by(rule, interval, row)) {
    return Truth::undecided;
  }
  const Answer answer{Quantity{samples(interval, interval.lowest).front()},
                      knowledge::SaidBy::record, std::nullopt, ""};
  return rule.evaluate([&](FindingId asked) { return asked == finding ? &answer : nullptr; });
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

// By a red flag or a contraindication.
bool is_compared(FindingId finding, const knowledge::KnowledgeBase& knowledge) {
  const auto mentions = [finding](const knowledge::Rule& rule) {
    return std::find(rule.mentions().begin(), rule.mentions().end(), finding) !=
           rule.mentions().end();
  };
  return std::any_of(knowledge.red_flags.begin(), knowledge.red_flags.end(),
                     [&](const knowledge::RedFlag& flag) { return mentions(flag.rule); }) ||
         std::any_of(knowledge.actions.begin(), knowledge.actions.end(),
                     [&](const knowledge::Action& action) {
                       return std::any_of(
                           action.contraindications.begin(), action.contraindications.end(),
                           [&](const auto& against) { return mentions(against.rule); });
                     });
}

// Formulas (knowledge/triage/score_findings.cpp) reckon with the number itself, and weeks go on.
bool is_reckoned_with(const knowledge::Finding& finding) {
  constexpr std::array<std::string_view, 6> reckoned = {
      "calcium_total", "sodium", "urea", "creatinine", "albumin", "gestational_age"};
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

bool is_read_alike(const Interval& interval, FindingId finding,
                   const knowledge::KnowledgeBase& knowledge) {
  const knowledge::Finding& row = knowledge.findings[finding];
  const std::vector<const knowledge::Rule*> rules = rules_on(finding, knowledge);
  return !is_reckoned_with(row) &&
         std::all_of(rules.begin(), rules.end(), [&](const knowledge::Rule* rule) {
           return is_read_alike_by(*rule, interval, row);
         });
}

std::vector<Decided> decided_within(const Interval& interval, FindingId finding,
                                    const knowledge::KnowledgeBase& knowledge) {
  const knowledge::Finding& row = knowledge.findings[finding];
  std::vector<Decided> decided;
  for (const Implication& implication : knowledge.implications) {
    const std::vector<FindingId>& mentions = implication.when_true.mentions();
    if (mentions != std::vector<FindingId>{finding}) {
      continue;
    }
    const Truth truth = common_truth(interval, finding, implication.when_true, row);
    const bool known = truth == Truth::yes || (truth == Truth::no && implication.defines);
    if (known) {
      const bool present = (truth == Truth::yes) != implication.then_absent;
      decided.push_back(
          {implication.then, AnswerValue(present ? Presence::present : Presence::absent)});
    }
  }
  if (is_compared(finding, knowledge) && is_read_alike(interval, finding, knowledge)) {
    decided.push_back({finding, Quantity{beside_the_end(interval, row)}});
  }
  return decided;
}

}  // namespace paraspinal::fhir
