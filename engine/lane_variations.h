#pragma once

// Many variations of one observation on one plan, eight at a time (lane_propagation.h): what
// evidence_variations.h asks.
//
//   LaneVariations variations(compiled, plan, base, targets, cache);
//   variations.add(observation);                 // as often as there are variations
//   variations.run();
//   variations.log_evidence(7);                  // of the eighth that was added
//
// Const in nothing and of one thread: made for one call, with memory of the cache.

#include <memory>
#include <span>
#include <vector>

#include "engine/common_plan.h"
#include "engine/compiled_network.h"
#include "engine/plan_cache.h"
#include "engine/slicing.h"

namespace paraspinal::engine {

class LaneVariations {
 public:
  // Whether the plan can be run in lanes for these targets: each stands in its tree or is always
  // observed, and eight of all its tables fit into some tens of megabytes.
  static bool serves(const CompiledNetwork& compiled, const CommonPlan& plan,
                     const Observation& base, std::span<const VariableId> targets);

  // `base` is the observation that the plan was made for. Targets have two states.
  LaneVariations(const CompiledNetwork& compiled, const QueryPlan& plan, const Observation& base,
                 std::span<const VariableId> targets, PlanCache& cache);
  ~LaneVariations();
  LaneVariations(const LaneVariations&) = delete;
  LaneVariations& operator=(const LaneVariations&) = delete;

  // An observation as KeptPropagation::log_total() takes it, or with further evidence that
  // dissolves and whose parents are in the plan or can be summed out (left_out_parents.h), each
  // doubling the lanes. Gives its place among those added. Every eighth lane runs what was added so
  // far.
  std::size_t add(const Observation& observation);

  // Runs what has not been run.
  void run();

  // Natural log of P(observation); -inf when it is zero.
  double log_evidence(std::size_t place) const;

  // P(state 1) of every target; zeros where the probability is zero.
  std::vector<double> present(std::size_t place) const;

 private:
  // Where a target stands in the tree, or what it is observed to be.
  struct Place {
    std::size_t local = QueryPlan::none;
    double observed = 0;
  };

  // The lanes that one observation is the sum of.
  struct Parts {
    std::size_t first = 0;
    std::size_t count = 0;
  };

  void add_part(const Observation& observation, double share, std::span<const NoisyTerm> terms);
  void read_lane(std::size_t lane);

  const CompiledNetwork& compiled_;
  const QueryPlan& plan_;
  PlanCache& cache_;
  std::unique_ptr<Workspace> workspace_;
  std::unique_ptr<LaneWorkspace> lane_workspace_;
  LanePropagation lanes_;
  std::vector<Place> places_;
  std::vector<double> family_unary_;  // before evidence is entered
  double log_families_ = 0;
  std::size_t waiting_ = 0;           // lanes that are filled and not run
  std::vector<Parts> parts_;          // of each observation
  std::vector<double> log_evidence_;  // of each lane; of those waiting without what they will give
  std::vector<double> present_;       // [lane][target]
};

}  // namespace paraspinal::engine
