#pragma once

// What the branches of a tree say of their targets: of a branch that lanes (lane_propagation.h)
// leave as it is in their base, P(target present) hangs on the message that comes from its parent
// alone. The messages that it would send with each of its targets present are found once for a
// base; then a lane needs one product for each target of the branch, and no walk through it.
//
//   PresentMessages messages;
//   messages.lay_out(plan, tree, program, can_be_set);
//   messages.begin(propagation);                 // whose lanes all have the base's evidence
//   messages.keep(target, lane, propagation);    // each wanted() one, present in some lane
//   if (messages.are_known(place)) propagation.read_branch(clique, messages.branch(place));
//
// Not for: a base of few lanes; to find the messages costs about as much as one lane for each
// target.

#include <cstdint>
#include <span>
#include <vector>

#include "engine/lane_program.h"
#include "engine/plan_trees.h"
#include "engine/query_plan.h"

namespace paraspinal::engine {

class LanePropagation;

// A clique with all below it.
struct PresentBranch {
  std::span<const std::size_t> targets;  // locals
  const double* messages = nullptr;      // [target][state of the separator], to its parent
};

class PresentMessages {
 public:
  // Anew for a tree. `can_be_set`: of each local variable whether evidence can be entered on it.
  void lay_out(const QueryPlan& plan, const PlanTree& tree, const LaneProgram& program,
               const std::vector<bool>& can_be_set);

  // Locals, in an order in which those of one branch stand together; and the places among them of
  // those that stand in a branch that is to be known.
  std::span<const std::size_t> targets() const { return targets_; }
  std::span<const std::size_t> wanted() const { return wanted_; }

  // Begins with a base, whose own messages to the root have just been sent in all lanes.
  void begin(const LanePropagation& base);

  // Of the target at this place among them, which was present in this lane.
  void keep(std::size_t target, std::size_t lane, const LanePropagation& propagation);

  // Of the branch at a clique of the tree, whether it pays to read it so, and it can be.
  bool are_known(std::size_t place) const { return branches_[place].is_known; }

  PresentBranch branch(std::size_t place) const {
    const Branch& branch = branches_[place];
    return {std::span(targets_).subspan(branch.first, branch.count),
            messages_.data() + branch.messages};
  }

 private:
  struct Branch {
    std::size_t clique = 0;
    std::size_t parent = PlanClique::none;  // its place
    std::size_t first = 0;                  // of its targets
    std::size_t count = 0;
    std::size_t messages = 0;
    double walk = 0;     // what a walk through it costs, about, in instructions
    bool can_be = true;  // read so
    bool pays = false;
    bool is_known = false;
  };

  void list_targets(std::size_t place);
  void weigh_up(const LaneProgram& program);
  bool stands_in_a_branch(std::size_t target) const;
  void take_back(std::size_t place);

  const QueryPlan* plan_ = nullptr;
  const std::vector<bool>* can_be_set_ = nullptr;
  std::vector<Branch> branches_;                    // [place in the tree]
  std::vector<std::vector<std::size_t>> children_;  // [place in the tree]
  std::vector<std::size_t> targets_;
  std::vector<std::size_t> home_;    // of each target, the place of its clique
  std::vector<std::size_t> wanted_;  // places of targets
  std::vector<double> messages_;
};

}  // namespace paraspinal::engine
