#pragma once

// Many variations of one observation on one plan, eight at a time (lane_propagation.h): what
// evidence_variations.h asks.
//
//   LaneVariations variations(compiled, plan, base, targets, cache);
//   variations.add(observation);                 // as often as there are variations
//   variations.run();                            // once
//   variations.log_evidence(7);                  // of the eighth that was added
//
// In each tree of the plan (plan_trees.h) only what is distinct is carried out.
//
// Const in nothing and of one thread: made for one call, with memory of the cache.

#include <memory>
#include <span>
#include <vector>

#include "engine/common_plan.h"
#include "engine/compiled_network.h"
#include "engine/plan_cache.h"
#include "engine/plan_trees.h"
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
  // doubling the lanes. Gives its place among those added.
  std::size_t add(const Observation& observation);

  // Carries out what was added.
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
  void find_distinct(const PlanTree& tree);
  void run(const PlanTree& tree, std::span<const std::size_t> targets);
  void read_lane(std::size_t lane, std::size_t row, std::span<const std::size_t> targets);
  std::span<const double> unary_of(std::size_t lane) const {
    return std::span(unary_).subspan(lane * plan_.unary_size, plan_.unary_size);
  }

  const CompiledNetwork& compiled_;
  const QueryPlan& plan_;
  PlanCache& cache_;
  std::unique_ptr<Workspace> workspace_;
  std::unique_ptr<LaneWorkspace> lane_workspace_;
  LanePropagation lanes_;
  std::vector<Place> places_;
  std::vector<double> family_unary_;  // before evidence is entered
  double log_families_ = 0;
  std::vector<Parts> parts_;           // of each observation
  std::vector<double> unary_;          // [lane][unary value]
  std::vector<double> log_evidence_;   // of each lane; before run() without what that will give
  std::vector<double> present_;        // [lane][target]
  std::vector<std::size_t> distinct_;  // of the tree at hand: lanes whose evidence there differs
  std::vector<std::size_t> same_as_;   // of each lane the place among these
  std::vector<double> tree_log_;       // [distinct]
  std::vector<double> tree_present_;   // [distinct][target of the tree]
};

}  // namespace paraspinal::engine
