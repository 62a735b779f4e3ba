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

// For each variable, whether it would make the common tree large and bears on no evidence.
std::vector<bool> asked_apart(const CompiledNetwork& compiled, const Observation& observation) {
  const std::vector<bool> bears =
      compiled.with_ancestors(observation.observed, observation.implied);
  std::vector<bool> apart(compiled.size(), false);
  for (std::size_t i = 0; i < compiled.size(); ++i) {
    if (bears[i]) {
      continue;
    }
    const auto parents = compiled.family(i).parents();
    const auto open = std::ranges::count_if(
        parents, [&](std::size_t parent) { return !observation.state[parent]; });
    const bool large =
        static_cast<std::size_t>(open) > parents_in_common_tree(compiled.family(i).form);
    apart[i] =
        large || std::ranges::any_of(parents, [&](std::size_t parent) { return apart[parent]; });
  }
  return apart;
}

}  // namespace

Result<CommonPlan> make_common_plan(const CompiledNetwork& compiled, const Observation& observation,
                                    const std::vector<bool>& targets, bool none_apart,
                                    const PlanOptions& options) {
  std::vector<bool> apart =
      none_apart ? std::vector<bool>(compiled.size(), false) : asked_apart(compiled, observation);
  std::vector<bool> wanted(compiled.size(), false);
  std::vector<VariableId> roots = observation.observed;
  for (std::size_t i = 0; i < compiled.size(); ++i) {
    wanted[i] = targets[i] && !apart[i];
    if (wanted[i]) {
      roots.push_back(VariableId{i});
    }
  }
  auto plan = make_plan(compiled, observation, compiled.with_ancestors(roots, observation.implied),
                        wanted, options);
  if (!plan) {
    return fail(plan.error());
  }
  std::vector<PlanTree> trees = trees_of(*plan);
  return CommonPlan{*std::move(plan), std::move(apart), std::move(trees),
                    std::make_shared<KeptSlices>(), std::make_shared<KeptLaneProgram>()};
}

}  // namespace paraspinal::engine
