#include "engine/common_plan.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace paraspinal::engine {
namespace {

// A target with more unobserved parents than this, and nothing observed below it, is not put into
// the common tree but asked on its own: a noisy one from the messages of that tree, at little cost
// (apart_targets.h), a log-odds one in a tree of its own.
constexpr std::size_t noisy_parents_in_common_tree = 1;
constexpr std::size_t log_odds_parents_in_common_tree = 6;

std::size_t parents_in_common_tree(FamilyForm form) {
  switch (form) {
    case FamilyForm::table:
      return std::numeric_limits<std::size_t>::max();
    case FamilyForm::noisy:
      return noisy_parents_in_common_tree;
    case FamilyForm::logistic:
      return log_odds_parents_in_common_tree;
  }
  return 0;
}

// The variables that would make the common tree large and bear on no evidence.
VariableSet asked_apart(const CompiledNetwork& compiled, const Observation& observation,
                        const VariableSet& bears) {
  VariableSet apart(compiled.size());
  for (std::size_t i = 0; i < compiled.size(); ++i) {
    if (bears[i]) {
      continue;
    }
    const auto parents = compiled.parents(i);
    const auto open = std::ranges::count_if(
        parents, [&](std::size_t parent) { return !observation.state[parent]; });
    if (static_cast<std::size_t>(open) > parents_in_common_tree(compiled.family(i).form) ||
        std::ranges::any_of(parents, [&](std::size_t parent) { return apart[parent]; })) {
      apart.insert(i);
    }
  }
  return apart;
}

}  // namespace

Result<CommonPlan> make_common_plan(const CompiledNetwork& compiled, const Observation& observation,
                                    const VariableSet& targets, bool none_apart,
                                    const PlanOptions& options, CommonPlan memory) {
  const VariableSet observed(compiled.size(), observation.observed);
  VariableSet apart(compiled.size());
  if (!none_apart) {
    apart = asked_apart(compiled, observation, compiled.and_above(observed, observation.implied));
  }
  VariableSet wanted = targets;
  wanted.remove(apart);
  VariableSet roots = wanted;
  roots.insert(observed);
  auto plan =
      make_plan(compiled, observation, compiled.and_above(std::move(roots), observation.implied),
                wanted, options, false, std::move(memory.plan));
  if (!plan) {
    return fail(plan.error());
  }
  std::vector<PlanTree> trees = trees_of(*plan);
  return CommonPlan{*std::move(plan), std::move(apart), std::move(trees),
                    std::make_shared<KeptSlices>(), std::make_shared<KeptLaneProgram>()};
}

}  // namespace paraspinal::engine
