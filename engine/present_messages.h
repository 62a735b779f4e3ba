#pragma once

// What the branches of a tree say of their targets: of a branch that lanes (lane_propagation.h)
// leave as it is in their base, P(target present) hangs on the message that comes from its parent
// alone. The messages that it would send with each of its targets present are found once for a
// base; then a lane needs one product for each target of the branch, and no walk through it.
//
//   PresentMessages messages;
//   messages.lay_out(plan, tree, program, can_be_set, reads);
//   messages.begin(propagation);                 // whose lanes all have the base's evidence
//   messages.keep(target, lane, propagation);    // each wanted() one, present in some lane
//   if (messages.are_known(place)) propagation.read_branch(clique, messages.branch(place));
//
// Where each lane has a base of its own there are messages of each lane. To find these costs a walk
// of its own for each target, so that they are found of those branches alone that are read often
// enough. Not for: a base of few lanes; its messages cost about as much as one lane for each
// target.

#include <cstdint>
#include <span>
#include <vector>

#include "engine/lane_kernels.h"
#include "engine/lane_program.h"
#include "engine/plan_trees.h"
#include "engine/query_plan.h"

namespace paraspinal::engine {

class LanePropagation;

// A clique with all below it.
struct PresentBranch {
  std::span<const std::size_t> targets;  // locals
  // [target][state of the separator], to its parent: of all lanes, or else of each.
  const double* messages = nullptr;
  const Lanes* messages_of_each = nullptr;
};

// What the lanes that are to come will ask for.
struct BranchReads {
  bool of_each = false;  // each lane has a base of its own
  // Then, [place]: how many of them leave the clique and all below it as they are.
  std::span<const double> runs = {};
};

class PresentMessages {
 public:
  // Anew for a tree. `can_be_set`: of each local variable whether evidence can be entered on it.
  void lay_out(const QueryPlan& plan, const PlanTree& tree, const LaneProgram& program,
               const std::vector<bool>& can_be_set, const BranchReads& reads);

  // Locals, in an order in which those of one branch stand together; and the places among them of
  // those that stand in a branch that is to be known.
  std::span<const std::size_t> targets() const { return targets_; }
  std::span<const std::size_t> wanted() const { return wanted_; }

  // Begins with a base, whose own messages to the root have just been sent in all lanes.
  void begin(const LanePropagation& base);

  // Of the target at this place among them, which was present in this lane, or in all.
  void keep(std::size_t target, std::size_t lane, const LanePropagation& propagation);
  void keep_of_each(std::size_t target, const LanePropagation& propagation);

  // Of the branch at a clique of the tree, whether it pays to read it so, and it can be.
  bool are_known(std::size_t place) const { return branches_[place].is_known; }

  PresentBranch branch(std::size_t place) const {
    const Branch& branch = branches_[place];
    const bool of_each = !messages_of_each_.empty();
    return {std::span(targets_).subspan(branch.first, branch.count),
            of_each ? nullptr : messages_.data() + branch.messages,
            of_each ? messages_of_each_.data() + branch.messages : nullptr};
  }

 private:
  struct Branch {
    std::size_t clique = 0;
    std::size_t parent = PlanClique::none;  // its place
    std::size_t first = 0;                  // of its targets
    std::size_t count = 0;
    std::size_t messages = 0;
    double walk = 0;     // what a walk through it costs, about, in instructions
    double find = 0;     // and what it does to find its messages
    bool can_be = true;  // read so
    bool is_wanted = false;
    bool is_known = false;
  };

  void list_targets(std::size_t place);
  void weigh_up(const LaneProgram& program, const BranchReads& reads);
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
  std::vector<Lanes> messages_of_each_;  // one of the two is empty
};

}  // namespace paraspinal::engine
