#pragma once

// A plan and its network with numbers of their own: what one thread of parameter_variations.h works
// with.
//
//   RenumberedPlan numbers(compiled, plan);
//   numbers.take(changes, relevant);
//   numbers.propagate(observation);

#include <span>
#include <vector>

#include "engine/compiled_network.h"
#include "engine/parameter_variations.h"
#include "engine/propagation.h"

namespace paraspinal::engine {

class RenumberedPlan {
 public:
  // Copies both; the network that `compiled` is of must outlive this object.
  RenumberedPlan(const CompiledNetwork& compiled, const QueryPlan& plan);

  // The network's own numbers but for these changes, as far as their variables are `relevant`.
  // Requires keeps_equalities() (renumbering.h) of each.
  void take(std::span<const ChangedDistribution> changes, const std::vector<bool>& relevant);

  PropagationResult propagate(const Observation& observation);

  // The numbers of the query in workspace(); gives the natural log of the constant factor, as in
  // slicing.h.
  double slice(const Observation& observation);

  const QueryPlan& plan() const { return plan_; }
  const Workspace& workspace() const { return workspace_; }

 private:
  CompiledNetwork compiled_;
  QueryPlan plan_;
  std::vector<Distribution> own_;  // of each variable, what was taken last
  std::vector<bool> changed_;      // of each variable, whether that is what it has
  Workspace workspace_;
};

}  // namespace paraspinal::engine
