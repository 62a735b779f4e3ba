#include "engine/renumbered_plan.h"

#include <utility>

#include "engine/distribution_checks.h"
#include "engine/plan_constants.h"
#include "engine/slicing.h"

namespace paraspinal::engine {
namespace {

bool has_rows(const Distribution& distribution) {
  return !std::holds_alternative<NoisyOr>(distribution) &&
         !std::holds_alternative<LogOddsDistribution>(distribution);
}

}  // namespace

RenumberedNetwork::RenumberedNetwork(const CompiledNetwork& compiled)
    : compiled_(compiled), normalised_(compiled.size()), changed_(compiled.size(), false) {}

void RenumberedNetwork::take(std::span<const ChangedDistribution> changes,
                             const std::vector<bool>& relevant) {
  std::vector<bool> changed(compiled_.size(), false);
  for (const ChangedDistribution& change : changes) {
    const std::size_t i = change.variable.index;
    if (!relevant[i]) {
      continue;
    }
    const Distribution* numbers = &change.distribution;
    if (has_rows(*numbers)) {
      normalised_[i] = with_normalised_rows(*numbers, compiled_.states(i));
      numbers = &normalised_[i];
    }
    compiled_.renumber(i, *numbers);
    changed[i] = true;
  }
  for (std::size_t i = 0; i < changed.size(); ++i) {
    if (changed_[i] && !changed[i]) {
      compiled_.renumber(i, compiled_.network().distribution(VariableId{i}));
    }
  }
  changed_ = std::move(changed);
}

RenumberedPlan::RenumberedPlan(const CompiledNetwork& renumbered, const QueryPlan& plan,
                               Workspace& workspace)
    : renumbered_(renumbered), plan_(plan), workspace_(workspace) {}

PropagationResult RenumberedPlan::propagate(const Observation& observation) {
  refill_constants(plan_, renumbered_);
  return engine::propagate(renumbered_, plan_, observation, workspace_);
}

double RenumberedPlan::slice(const Observation& observation) {
  refill_constants(plan_, renumbered_);
  const double log_families = slice_families(renumbered_, plan_, observation, workspace_);
  return log_families + enter_evidence(renumbered_, plan_, observation, workspace_);
}

}  // namespace paraspinal::engine
