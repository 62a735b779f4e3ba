#include "engine/renumbered_plan.h"

#include <utility>

#include "engine/distribution_checks.h"
#include "engine/plan_constants.h"
#include "engine/slicing.h"

namespace paraspinal::engine {
namespace {

void normalise_rows(Distribution& distribution, std::size_t states) {
  if (!std::holds_alternative<NoisyOr>(distribution) &&
      !std::holds_alternative<LogOddsDistribution>(distribution)) {
    distribution = with_normalised_rows(std::move(distribution), states);
  }
}

}  // namespace

RenumberedPlan::RenumberedPlan(const CompiledNetwork& compiled, const QueryPlan& plan)
    : compiled_(compiled), plan_(plan), own_(compiled.size()), changed_(compiled.size(), false) {}

void RenumberedPlan::take(std::span<const ChangedDistribution> changes,
                          const std::vector<bool>& relevant) {
  std::vector<bool> changed(compiled_.size(), false);
  for (const ChangedDistribution& change : changes) {
    const std::size_t i = change.variable.index;
    if (relevant[i]) {
      own_[i] = change.distribution;
      normalise_rows(own_[i], compiled_.states(i));
      compiled_.renumber(i, own_[i]);
      changed[i] = true;
    }
  }
  for (std::size_t i = 0; i < changed.size(); ++i) {
    if (changed_[i] && !changed[i]) {
      compiled_.renumber(i, compiled_.network().distribution(VariableId{i}));
    }
  }
  changed_ = std::move(changed);
  refill_constants(plan_, compiled_);
}

PropagationResult RenumberedPlan::propagate(const Observation& observation) {
  return engine::propagate(compiled_, plan_, observation, workspace_);
}

double RenumberedPlan::slice(const Observation& observation) {
  const double log_families = slice_families(compiled_, plan_, observation, workspace_);
  return log_families + enter_evidence(compiled_, plan_, observation, workspace_);
}

}  // namespace paraspinal::engine
