// Entry points: fastest_by_number and numbers_waited_for, at the end.

#include "knowledge/triage/inquire_numbers.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <span>
#include <utility>

#include "knowledge/base/rule_tokens.h"
#include "knowledge/triage/inquire_supposed.h"

namespace paraspinal::triage {
namespace {

using knowledge::Answer;
using knowledge::Finding;
using knowledge::FindingId;
using knowledge::KnowledgeBase;
using knowledge::Presence;
using knowledge::Rule;
using knowledge::Token;
using knowledge::TokenKind;
using knowledge::Truth;
using knowledge::Urgency;

// P(the number is one that a rule waits for).
// source: expert judgement
constexpr double share_that_decides = 0.5;

bool can_be_told(const Finding& finding) {
  return finding.value_type == knowledge::ValueType::quantity && finding.question.has_value() &&
         finding.obtainable_by == knowledge::ObtainableBy::caller;
}

// The limits that the rule holds the finding against.
void add_limits(const Rule& rule, const Finding& finding, std::vector<double>& limits) {
  const auto tokens = knowledge::rule_tokens(rule.text());
  for (std::size_t i = 0; tokens && i + 2 < tokens->size(); ++i) {
    const Token& number = (*tokens)[i + 2];
    if ((*tokens)[i].text != finding.id || number.kind != TokenKind::number) {
      continue;
    }
    double limit = 0;
    const auto read =
        std::from_chars(number.text.data(), number.text.data() + number.text.size(), limit);
    if (read.ec == std::errc()) {
      limits.push_back(limit);
    }
  }
}

// Below, at and above each limit, where the finding's range holds it.
std::vector<double> around(const std::vector<double>& limits, const Finding& finding) {
  std::vector<double> values;
  for (const double limit : limits) {
    const double step = 1e-3 * std::max(1.0, std::abs(limit));
    for (const double value : {limit - step, limit, limit + step}) {
      if (value >= finding.lowest && value <= finding.highest) {
        values.push_back(value);
      }
    }
  }
  return values;
}

using Implications = std::vector<const knowledge::Implication*>;

// What follows from the number.
Implications implications_of(FindingId number, const KnowledgeBase& knowledge) {
  Implications implications;
  for (const knowledge::Implication& implication : knowledge.implications) {
    if (contains(implication.when_true.mentions(), number)) {
      implications.push_back(&implication);
    }
  }
  return implications;
}

// One number, its value supposed, on top of what is closed.
class SupposedNumber {
 public:
  SupposedNumber(FindingId number, double value, const Closed& closed,
                 const Implications& implications)
      : number_(number), closed_(closed), answer_(answer_if_asked(knowledge::Quantity{value})) {
    for (const knowledge::Implication* implication : implications) {
      suppose(*implication);
    }
  }

  // Whether the value agrees with all answers and says nothing but what it defines.
  bool is_possible() const { return possible_; }

  bool fires(const Rule& rule) const { return rule.evaluate(lookup()) == Truth::yes; }

 private:
  Rule::Lookup lookup() const {
    return [this](FindingId finding) -> const Answer* {
      if (finding == number_) {
        return &answer_;
      }
      const auto defined =
          std::ranges::find(defined_, finding, &std::pair<FindingId, Answer>::first);
      return defined == defined_.end() ? closed_.find(finding) : &defined->second;
    };
  }

  void suppose(const knowledge::Implication& implication) {
    const Truth truth = implication.when_true.evaluate(lookup());
    if (truth == Truth::undecided || (truth == Truth::no && !implication.defines)) {
      return;
    }
    const Presence presence =
        (truth == Truth::yes) == implication.then_absent ? Presence::absent : Presence::present;
    const Answer* told = closed_.find(implication.then);
    if (told != nullptr || !implication.defines) {
      possible_ &= told != nullptr && told->value == knowledge::AnswerValue(presence);
      return;
    }
    defined_.emplace_back(implication.then, answer_if_asked(presence));
  }

  FindingId number_;
  const Closed& closed_;
  Answer answer_;
  std::vector<std::pair<FindingId, Answer>> defined_;
  bool possible_ = true;
};

// The rules that the number, or what it defines, may fire.
std::vector<const knowledge::RedFlag*> rules_of(FindingId number, const Implications& implications,
                                                Urgency now, const KnowledgeBase& knowledge) {
  std::vector<FindingId> read{number};
  for (const knowledge::Implication* implication : implications) {
    if (implication->defines) {
      read.push_back(implication->then);
    }
  }
  std::vector<const knowledge::RedFlag*> rules;
  for (const knowledge::RedFlag& flag : knowledge.red_flags) {
    const auto reads = [&flag](FindingId finding) {
      return contains(flag.rule.mentions(), finding);
    };
    if (flag.urgency > now && std::ranges::any_of(read, reads)) {
      rules.push_back(&flag);
    }
  }
  return rules;
}

std::vector<double> values_of(const Finding& finding, const Implications& implications,
                              std::span<const knowledge::RedFlag* const> rules) {
  std::vector<double> limits;
  for (const knowledge::RedFlag* flag : rules) {
    add_limits(flag->rule, finding, limits);
  }
  for (const knowledge::Implication* implication : implications) {
    add_limits(implication->when_true, finding, limits);
  }
  std::ranges::sort(limits);
  limits.erase(std::unique(limits.begin(), limits.end()), limits.end());
  return around(limits, finding);
}

}  // namespace

Urgency fastest_by_number(FindingId number, const Known& known, const KnowledgeBase& knowledge) {
  Urgency fastest = known.on_evidence;
  const Implications implications = implications_of(number, knowledge);
  const auto rules = rules_of(number, implications, fastest, knowledge);
  if (rules.empty()) {
    return fastest;
  }
  for (const double value : values_of(knowledge.findings[number], implications, rules)) {
    const SupposedNumber supposed(number, value, known.closed, implications);
    for (const knowledge::RedFlag* flag : rules) {
      if (flag->urgency > fastest && supposed.is_possible() && supposed.fires(flag->rule)) {
        fastest = flag->urgency;
      }
    }
  }
  return fastest;
}

std::vector<Weighed> numbers_waited_for(const Grounds& grounds, const Known& known) {
  const KnowledgeBase& knowledge = grounds.knowledge;
  std::vector<Weighed> numbers;
  for (std::size_t i = 0; i < knowledge.findings.size(); ++i) {
    const FindingId id{i};
    const Finding& finding = knowledge.findings[id];
    if (!can_be_told(finding) || known.closed.find(id) != nullptr) {
      continue;
    }
    const Urgency fastest = fastest_by_number(id, known, knowledge);
    if (fastest <= known.on_evidence) {
      continue;
    }
    Weighed number{id, {}, fastest, true};
    number.question.finding = finding.id;
    number.question.seconds = seconds_to_ask(finding);
    number.question.p_present = share_that_decides;
    number.question.if_present = fastest;
    number.question.if_absent = known.on_evidence;
    number.question.loss_fall =
        share_that_decides * (static_cast<int>(fastest) - static_cast<int>(known.on_evidence));
    numbers.push_back(std::move(number));
  }
  return numbers;
}

}  // namespace paraspinal::triage
