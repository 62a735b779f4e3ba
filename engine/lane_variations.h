#pragma once

// Many variations of one observation on one plan, or of several observations that it serves, eight
// at a time (lane_propagation.h): what evidence_variations.h asks.
//
//   LaneVariations variations(compiled, plan, cache);
//   const auto base = variations.add_base(observation, targets);
//   variations.add(base, observation);           // as often as there are variations
//   variations.run();                            // once
//   variations.log_evidence(7);                  // of the eighth that was added
//
// In each tree of the plan (plan_trees.h) only what is distinct is carried out. Variations of
// several observations stand in the lanes of one walk where that saves walks; factors are then
// those of each lane (sliced_bases.h). Many variations follow the plan's program (lane_program.h).
//
// Const in nothing and of one thread: made for one call, with memory of the cache.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/common_plan.h"
#include "engine/compiled_network.h"
#include "engine/plan_cache.h"
#include "engine/plan_trees.h"
#include "engine/sliced_bases.h"
#include "engine/slicing.h"

namespace paraspinal::engine {

class LaneVariations {
 public:
  // What is asked for, of two states: P(state 1) where it is known beforehand, for no observation
  // bears on it (barren_targets.h), and no place in the plan is needed.
  struct Target {
    VariableId variable;
    std::optional<double> known = {};
  };

  // Whether the plan can be run in lanes for these targets: each is known, stands in its tree or is
  // always observed, and eight of all its tables fit into some tens of megabytes.
  static bool serves(const CompiledNetwork& compiled, const CommonPlan& plan,
                     const Observation& base, std::span<const Target> targets);

  // `further` as the plan was made.
  LaneVariations(const CompiledNetwork& compiled, const CommonPlan& plan, FurtherEvidence further,
                 PlanCache& cache);
  ~LaneVariations();
  LaneVariations(const LaneVariations&) = delete;
  LaneVariations& operator=(const LaneVariations&) = delete;

  // An observation that the plan was made for; of each the same targets are in the tree. Gives its
  // place among these.
  std::size_t add_base(const Observation& base, std::span<const Target> targets);

  // Makes room for so many variations.
  void reserve(std::size_t variations) { unary_.reserve(variations * plan_.unary_size); }

  // A variation of it: an observation as KeptPropagation::log_total() takes it, or with further
  // evidence that dissolves and whose parents are in the plan or can be summed out
  // (left_out_parents.h), each doubling the lanes. Gives its place among those added.
  std::size_t add(std::size_t base, const Observation& observation);

  // Carries out what was added.
  void run();

  // Natural log of P(observation); -inf when it is zero.
  double log_evidence(std::size_t place) const;

  // Puts P(state 1) of every target into the row; zeros where the probability is zero.
  void read_present(std::size_t place, std::vector<double>& row) const;

 private:
  // The lanes that one observation is the sum of.
  struct Parts {
    std::size_t first = 0;
    std::size_t count = 0;
  };

  // Up to eight of the distinct lanes of a tree.
  struct Batch {
    std::size_t first = 0;
    std::size_t count = 0;
  };

  void add_part(std::size_t base, const Observation& observation, double share,
                std::span<const NoisyTerm> terms);
  void find_distinct(const PlanTree& tree);
  std::vector<Batch> batches() const;
  void run(const PlanTree& tree, std::span<const std::size_t> targets);
  void run(const PlanTree& tree, Batch batch);
  void enter_factors(const PlanTree& tree, Batch batch);
  void enter_constants(const PlanTree& tree, std::size_t base);
  void read_lane(std::size_t lane, std::size_t row, std::span<const std::size_t> targets);
  void list_distinct(const PlanTree& tree, std::size_t lane);
  bool same_evidence(const PlanTree& tree, std::size_t a, std::size_t b) const;
  std::uint64_t hash_of(const PlanTree& tree, std::size_t lane) const;
  std::span<const double> unary_of(std::size_t lane) const {
    return std::span(unary_).subspan(lane * plan_.unary_size, plan_.unary_size);
  }

  const CompiledNetwork& compiled_;
  const CommonPlan& common_;
  const QueryPlan& plan_;
  FurtherEvidence further_;
  PlanCache& cache_;
  std::unique_ptr<Workspace> workspace_;
  std::unique_ptr<LaneWorkspace> lane_workspace_;
  LanePropagation lanes_;
  SlicedBases bases_;
  std::vector<bool> linked_from_outside_;    // left_out_parents.h; empty without further evidence
  const LaneProgram* program_ = nullptr;     // where it is followed
  std::optional<std::size_t> constants_of_;  // the base whose constants are used
  std::vector<std::size_t> locals_;          // of each target, or none where it is known
  std::vector<double> known_;                // [base][target]
  std::vector<Parts> parts_;                 // of each observation
  std::vector<std::size_t> base_of_;         // of each lane
  std::vector<double>& unary_;               // [lane][unary value]
  std::vector<double> log_evidence_;   // of each lane; before run() without what that will give
  std::vector<double> present_;        // [lane][target]
  std::vector<std::size_t> like_;      // of the tree at hand: of each base one with its numbers
  std::vector<std::size_t> distinct_;  // lanes whose numbers there differ, by that base
  std::vector<std::uint64_t> hashes_;  // of these
  std::vector<std::size_t> slots_;     // by hash, one more than the place among these; 0 where free
  std::vector<std::size_t> same_as_;   // of each lane the place among these
  std::vector<double> tree_log_;       // [distinct]
  std::vector<double> tree_present_;   // [distinct][target of the tree]
  std::vector<std::size_t> lanes_in_order_;
};

}  // namespace paraspinal::engine
