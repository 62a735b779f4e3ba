#pragma once

// A network with numbers of its own, and plans carried out with these: what one thread of
// parameter_variations.h works with.
//
//   RenumberedNetwork numbers(compiled);
//   RenumberedPlan renumbered(numbers.compiled(), plan, workspace);
//   numbers.take(changes, relevant);
//   renumbered.propagate(observation);           // of this plan and any other

#include <span>
#include <vector>

#include "engine/compiled_network.h"
#include "engine/parameter_variations.h"
#include "engine/propagation.h"

namespace paraspinal::engine {

class RenumberedNetwork {
 public:
  // Copies the layout; the network that `compiled` is of must outlive this object.
  explicit RenumberedNetwork(const CompiledNetwork& compiled);
  RenumberedNetwork(const RenumberedNetwork&) = delete;
  RenumberedNetwork& operator=(const RenumberedNetwork&) = delete;

  // The network's own numbers but for these changes, as far as their variables are `relevant`. The
  // distributions must stay until others are taken, or nothing is asked any more. Requires
  // keeps_equalities() (renumbering.h) of each.
  void take(std::span<const ChangedDistribution> changes, const std::vector<bool>& relevant);

  const CompiledNetwork& compiled() const { return compiled_; }

 private:
  CompiledNetwork compiled_;
  std::vector<Distribution> normalised_;  // of each variable whose rows were to be normalised
  std::vector<bool> changed_;             // of each variable
};

class RenumberedPlan {
 public:
  // Copies the plan; the others must outlive this object. The numbers are those that `renumbered`
  // has when something is asked. The workspace may serve several, one after another.
  RenumberedPlan(const CompiledNetwork& renumbered, const QueryPlan& plan, Workspace& workspace);
  RenumberedPlan(const RenumberedPlan&) = delete;
  RenumberedPlan& operator=(const RenumberedPlan&) = delete;

  PropagationResult propagate(const Observation& observation);

  // The numbers of the query in the workspace; gives the natural log of the constant factor, as in
  // slicing.h.
  double slice(const Observation& observation);

  const QueryPlan& plan() const { return plan_; }

 private:
  const CompiledNetwork& renumbered_;
  QueryPlan plan_;
  Workspace& workspace_;
};

}  // namespace paraspinal::engine
