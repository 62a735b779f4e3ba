#pragma once

// All that one run of the validation found, before it is written down.

#include <string>
#include <vector>

#include "validation/call_sets.h"
#include "validation/interval_coverage.h"
#include "validation/measures.h"
#include "validation/rule_burden.h"
#include "validation/rule_way_calls.h"
#include "validation/simulated_calibration.h"

namespace paraspinal::validation {

// One way of judging, over one set of cases.
struct MethodMeasures {
  std::string method;
  Measures measures;
};

struct GroupMeasures {
  std::string group;
  std::string value;
  Measures measures;
};

// A set of cases is never pooled with another.
struct SetMeasures {
  std::string kind;                     // "published", "constructed"
  std::vector<MethodMeasures> methods;  // as built first
  std::vector<MethodMeasures> parts;  // as built, over parts of the set: without the not unseen ...
  std::vector<GroupMeasures> groups;
};

// A case that is answered wrongly in some way.
struct Gap {
  std::string id;
  std::string kind;
  std::string what;  // "emergency missed", "slower", "faster", "condition not in first three"
  std::string ours;
  std::string expected;

  bool operator==(const Gap&) const = default;
};

struct Run {
  std::string version;  // of the knowledge
  std::string hash;
  std::string signature;
  std::vector<Assessed> assessed;
  std::vector<SetMeasures> sets;
  std::vector<Gap> gaps;
  std::vector<CallSet> calls;  // none when calls were left out
  RuleWayCalls ways;           // likewise
  RuleBurdens burdens;         // likewise
  std::vector<std::pair<std::string, SimulatedCalibration>> simulations;  // likewise
  IntervalCoverage coverage;                                              // likewise
  std::vector<std::string> changes;  // since the last run, in words
};

// The cases of a kind, and what `answers` (one an assessed case, in order) say to them.
Measures measure_those(const Run& run, const std::vector<MethodAnswer>& answers,
                       const std::function<bool(const Assessed&)>& belongs,
                       const knowledge::KnowledgeBase& knowledge);

// Measures of a kind: every method, the parts of the set, the groups. `ablations` are answers of
// other models, by name.
SetMeasures measure_set(
    const Run& run, const std::string& kind, const Model& model,
    const std::vector<std::pair<std::string, std::vector<MethodAnswer>>>& ablations);

// Each case we get wrong, in the order of the cases.
std::vector<Gap> gaps_of(const Run& run, const Model& model);

}  // namespace paraspinal::validation
