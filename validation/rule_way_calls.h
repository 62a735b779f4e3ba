#pragma once

// A call by each way into each red-flag rule (rule_ways.h): does the program find out, by its own
// questions, what makes the rule fire?
//
//   const auto made = call_by_each_way(rule_ways(knowledge, plain_callers(), 2), {model, plain}, 2,
//                                      {});
//   for (const RuleWayCall& call : made.calls) levels_below(call);   // 0: found
//   for (const WaySummary& one : summary(made)) one.found.share();
//
// They test which questions are asked, never how often such callers are.

#include <array>
#include <string>
#include <vector>

#include "validation/call_sets.h"
#include "validation/rule_ways.h"

namespace paraspinal::validation {

// Answered truly, to its end.
struct RuleWayCall {
  RuleWay way;
  Call call;          // as made when `error` is empty; else it reached self-care
  std::string error;  // those of conduct()

  bool operator==(const RuleWayCall&) const = default;
};

struct RuleWayCalls {
  std::vector<RuleWayCall> calls;  // in the order of the ways
  std::vector<RuleWithoutWay> without;

  bool operator==(const RuleWayCalls&) const = default;
};

// The number of threads changes nothing but the time.
RuleWayCalls call_by_each_way(const RuleWays& ways, const Questioning& questioning,
                              std::size_t threads, const Progress& progress);

// By how many levels the urgency on evidence at the end is slower than the rule asks; 0 when not.
int levels_below(const RuleWayCall& call);
// A rule for hospital or ambulance, and a call that ended two levels or more below it.
bool is_unsafe(const RuleWayCall& call);
// "rf_ces (emergency_department) by saddle_anaesthesia, man of 45, pain of 3 days: ended with
// same_day".
std::string words(const RuleWayCall& call);

// The urgencies whose rules are tried, fastest first.
inline constexpr std::array<knowledge::Urgency, 4> urgencies_of_ways = {
    knowledge::Urgency::ambulance, knowledge::Urgency::emergency_department,
    knowledge::Urgency::urgent_care, knowledge::Urgency::same_day};

// Of the rules that ask for one urgency.
struct WaySummary {
  knowledge::Urgency urgency = knowledge::Urgency::same_day;
  std::size_t rules = 0;  // with a way
  std::size_t rules_without = 0;
  Proportion found;  // of the ways
  std::size_t below_by_one = 0;
  std::size_t below_by_two = 0;  // levels or more

  bool operator==(const WaySummary&) const = default;
};
// One of each urgency of `urgencies_of_ways`.
std::vector<WaySummary> summary(const RuleWayCalls& made);

}  // namespace paraspinal::validation
