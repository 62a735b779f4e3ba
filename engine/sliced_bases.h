#pragma once

// The numbers of several observations that one plan serves (a person at several stages of
// pregnancy): the factors and unary values of their families, before evidence that varies.
//
//   SlicedBases bases(compiled, plan);
//   bases.add(observation, workspace);                    // as often as there are observations
//   bases.alike(tree.factors);                            // which give the same numbers there
//   bases.spread(tree.factors, {0, 0, 1, 1, 2, 2, 3, 3}, lane_workspace);   // or one, by enter()
//
// Of one thread; the plan must outlive this object.

#include <array>
#include <memory>
#include <span>
#include <vector>

#include "engine/kept_slices.h"
#include "engine/lane_propagation.h"
#include "engine/observation.h"
#include "engine/query_plan.h"

namespace paraspinal::engine {

class SlicedBases {
 public:
  // What is sliced is kept, and looked up, in `kept`, the plan's own.
  SlicedBases(const CompiledNetwork& compiled, const QueryPlan& plan, KeptSlices& kept)
      : compiled_(compiled), plan_(plan), kept_(kept) {}

  // Gives its place among those added.
  std::size_t add(const Observation& base, Workspace& workspace);

  // Natural log of the constant factor of the families; -inf when it is zero.
  double log_constant(std::size_t base) const { return bases_[base]->log_constant; }
  std::span<const double> unary(std::size_t base) const { return bases_[base]->unary; }

  // Of each observation the first one whose numbers are the same in all of these factors.
  std::vector<std::size_t> alike(std::span<const std::size_t> factors) const;

  // Puts these factors of one observation where a propagation looks for those of all lanes.
  void enter(std::span<const std::size_t> factors, std::size_t base, Workspace& workspace,
             LaneWorkspace& lanes) const;

  // The same of one observation for each lane.
  void spread(std::span<const std::size_t> factors,
              const std::array<std::size_t, Lanes::count>& bases, LaneWorkspace& lanes) const;

 private:
  std::shared_ptr<const Slices> sliced(const Observation& base, Workspace& workspace) const;

  const CompiledNetwork& compiled_;
  const QueryPlan& plan_;
  KeptSlices& kept_;
  std::vector<std::shared_ptr<const Slices>> bases_;
};

}  // namespace paraspinal::engine
