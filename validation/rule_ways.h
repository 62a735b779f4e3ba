#pragma once

// The ways into a red-flag rule: the smallest sets of present findings by which somebody on the
// telephone makes it fire. A rule that waits for something nobody is ever asked is found by calling
// with each (rule_way_calls.h).
//
//   const RuleWays found = rule_ways(knowledge, plain_callers(), 2);
//   found.ways.front();           // rf_ces_major: saddle_anaesthesia, "man of 45, pain of 3 days"
//   found.without.front().rule;   // "rf_hypoK": needs a laboratory
//
// A caller has the complaint and the findings of the set, what these imply, and nothing else: every
// other two-state finding is absent, whoever could find it out. A set is smallest when, for some
// caller, it fires the rule and no set within it does. Sets whose findings contradict each other or
// the caller are no way.
//
// Not for: rules that fire by a number alone, or by more findings than `most_findings_of_a_way`.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "knowledge/base/knowledge_base.h"
#include "validation/person.h"

namespace paraspinal::validation {

inline constexpr std::size_t most_findings_of_a_way = 3;

// Somebody of whom nothing is known but who they are and how long it has hurt.
struct PlainCaller {
  std::string who;  // "man of 45", "woman of 30, 9 weeks pregnant"
  double age_years = 0;
  knowledge::Sex sex = knowledge::Sex::female;
  std::optional<double> weeks_pregnant;
  bool after_birth = false;
  double days = 0;  // since the pain began

  bool operator==(const PlainCaller&) const = default;
};

// A man of 45, a woman of 30, both of 70, a woman of 30 pregnant for 9, 18, 30, 26 and 38 weeks and
// after birth, a man of 17; each with pain of 3 days, then of 100, then of half a day.
std::vector<PlainCaller> plain_callers();
// "man of 45, pain of 3 days".
std::string words(const PlainCaller& caller);

struct RuleWay {
  std::string rule;
  knowledge::Urgency urgency = knowledge::Urgency::same_day;  // that the rule asks for
  std::vector<std::string> findings;                          // present; as the rule mentions them
  PlainCaller caller;  // the first for whom the set is smallest

  bool operator==(const RuleWay&) const = default;
};

struct RuleWithoutWay {
  std::string rule;
  knowledge::Urgency urgency = knowledge::Urgency::same_day;

  bool operator==(const RuleWithoutWay&) const = default;
};

struct RuleWays {
  std::vector<RuleWay> ways;  // in the order of the content; of a rule the smaller sets first
  std::vector<RuleWithoutWay> without;

  bool operator==(const RuleWays&) const = default;
};

// Of every rule that asks for the same day or faster. Tried are the two-state findings that the
// rule mentions, that a caller can tell and that have a question. Takes time in proportion to the
// callers and to the sets of each rule.
RuleWays rule_ways(const knowledge::KnowledgeBase& knowledge,
                   const std::vector<PlainCaller>& callers, std::size_t threads);

// The caller with all that they would answer: numbers and grades are told as in told_numbers.h.
// Requires findings of this knowledge base.
Person person_of(const RuleWay& way, const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::validation
