#pragma once

// Many variations of one observation on one plan, or of several observations that it serves, eight
// at a time (lane_propagation.h): what evidence_variations.h asks.
//
//   LaneVariations variations(compiled, plan, cache);
//   const auto base = variations.add_base(base_observation, observation, targets);
//   variations.add(base, observation);           // as often as there are variations
//   variations.add_further(base, further);       // those that only observe more
//   variations.run();
//   variations.log_evidence(7);                  // of the eighth that was added
//   variations.begin();                          // others, where the lanes stand from these
//
// In each tree of the plan (plan_trees.h) only what is distinct is carried out (distinct_lanes.h),
// and of that only what differs from the batch before is sent to the root. Variations of several
// observations stand in the lanes of one walk where that saves walks; factors are then those of
// each lane (sliced_bases.h). Many variations follow the plan's program (lane_program.h).
//
// Const in nothing and of one thread, with memory of the cache.

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/common_plan.h"
#include "engine/compiled_network.h"
#include "engine/lane_evidence.h"
#include "engine/lane_walk.h"
#include "engine/left_out_parents.h"
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

  // An observation as the plan has it, and the same as add() takes it, near to which variations
  // are; of each the same targets are in the tree. Gives its place among these.
  std::size_t add_base(const Observation& base, const Observation& varied,
                       std::span<const Target> targets);

  // A variation of it: an observation as KeptPropagation::log_total() takes it, or with further
  // evidence that dissolves and whose parents are in the plan or can be summed out
  // (left_out_parents.h), each doubling the lanes. Gives its place among those added.
  std::size_t add(std::size_t base, const Observation& observation);

  // The same of what is varied and further evidence alone: with the states and likelihoods of both,
  // of which only those of the further are listed as observed. Nothing where it cannot be added so:
  // then add() may.
  std::optional<std::size_t> add_further(std::size_t base, const Observation& further);

  // Carries out what was added, once.
  void run();

  // Forgets the variations; the bases stay, and none is added any more.
  void begin();

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

  // What evidence is entered into: unary values, and the logarithm of what stands beside them.
  struct Entered {
    std::span<const double> unary;
    double log_evidence = 0;
  };

  // What one tree gives.
  struct OfTree {
    LaneWalk walk;
    std::vector<std::size_t> targets;  // that stand in it
    std::vector<double> log_total;     // [distinct lane]
    std::vector<double> present;       // [distinct lane][target]
  };

  // A base's observation.
  struct Varied {
    double log_evidence = 0;  // as of a lane
    bool leaves_none_out = false;
  };

  std::size_t add_parts(std::size_t base, Entered before, const Observation& observation,
                        const LeftOutParents& left_out);
  void add_part(std::size_t base, Entered before, const Observation& observation, double share,
                std::span<const NoisyTerm> terms);
  void list_changed_by(const Observation& further);
  void enter_trees();
  void run(OfTree& tree);
  void add_present(std::size_t lane, double weight, std::vector<double>& row) const;

  const CompiledNetwork& compiled_;
  const CommonPlan& common_;
  const QueryPlan& plan_;
  std::vector<bool> linked_from_outside_;  // left_out_parents.h; nothing without further evidence
  PlanCache& cache_;
  std::unique_ptr<Workspace> workspace_;
  std::vector<std::unique_ptr<LaneWorkspace>> lane_workspaces_;  // of each tree, one at least
  SlicedBases bases_;
  LaneEvidence evidence_;
  const LaneProgram* program_ = nullptr;  // where it is followed
  std::vector<OfTree> trees_;             // of each, from the first run on
  std::vector<std::size_t> locals_;       // of each target, or none where it is known
  std::vector<double> known_;             // [base][target]
  std::vector<Parts> parts_;              // of each observation
  std::vector<Varied> varied_;            // of each base
  std::vector<double> log_evidence_;      // of each lane; before run() without what that gives
  std::vector<std::size_t> may_change_;   // locals of the lane that is added
};

}  // namespace paraspinal::engine
