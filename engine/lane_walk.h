#pragma once

// Many lanes carried out in one tree of their plan, eight at a time: what lane_variations.h asks of
// lane_propagation.h.
//
//   LaneWalk walk(plan, tree, workspace, lane_workspace, bases, evidence);
//   walk.begin();                              // with the lanes that the evidence has now
//   for (const LaneWalk::Batch batch : walk.batches()) {
//     walk.run(batch);
//     walk.lanes().marginal(local, 1, 0);      // of the batch's first row
//   }
//
// Where two batches in a row have the same base only those messages to the root are sent that
// differ. What is sent is the same bits as if all was. Of a base with many rows nothing is sent to
// branches of the tree that none of the eight changes (present_messages.h). Where six bases or more
// have the same rows a batch is one row of each, every lane its own base: it touches what that row
// does, which is less than eight rows of one base do together.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/distinct_lanes.h"
#include "engine/lane_evidence.h"
#include "engine/lane_propagation.h"
#include "engine/plan_trees.h"
#include "engine/present_messages.h"
#include "engine/sliced_bases.h"

namespace paraspinal::engine {

class LaneWalk {
 public:
  // Up to eight rows of the tree's distinct lanes.
  struct Batch {
    std::size_t first = 0;
    std::size_t count = 0;
  };

  // All must outlive this object, and nobody else write to the lane workspace.
  LaneWalk(const QueryPlan& plan, const PlanTree& tree, Workspace& workspace,
           LaneWorkspace& lane_workspace, const SlicedBases& bases, const LaneEvidence& evidence);

  // From now on the plan's program is followed.
  void follow(const LaneProgram& program) { program_ = &program; }

  // With other lanes of the same bases: of a base that stands, that is where it goes on.
  void begin();

  const DistinctLanes& distinct() const { return distinct_; }

  // Of one base each, unless rows of several bases need far fewer: factors of each lane its own
  // cost more than those of all.
  std::span<const Batch> batches() const { return batches_; }

  void run(Batch batch);

  // After a run.
  const LanePropagation& lanes() const { return lanes_; }

 private:
  std::vector<Batch> find_batches() const;
  std::vector<Batch> batches_side_by_side() const;
  void enter_factors(Batch batch);
  void enter_constants_of_each(const std::array<std::size_t, Lanes::count>& bases);
  void enter_constants(std::size_t base);
  void enter_base(Batch batch);
  void enter_changes(Batch batch);
  void take_changes_back(Batch batch);
  bool has_one_base(Batch batch) const;
  bool has_many_rows(std::size_t base) const;
  void count_untouched(Batch batch);
  bool find_present(Batch batch);
  void enter_present(std::span<const std::size_t> targets, Batch batch);
  void run_beside(Batch batch);
  void touch(std::span<const std::uint64_t> path);
  void find_touched();
  void find_anew();
  void find_walked();
  bool all_are_possible(Batch batch) const;
  // Lanes that stay free are not run on what lies about.
  std::size_t row_in(Batch batch, std::size_t lane) const {
    return batch.first + std::min(lane, batch.count - 1);
  }
  std::span<const LaneEvidence::Change> changes_of(std::size_t row) const {
    return evidence_.changes(distinct_.lane(row));
  }
  // Of the base in one lane.
  std::span<const double> unary_of(Batch batch, std::size_t lane) const {
    return evidence_.of_base(evidence_.base_of(distinct_.lane(row_in(batch, lane))));
  }

  const QueryPlan& plan_;
  Workspace& workspace_;
  LaneWorkspace& lane_workspace_;
  const SlicedBases& bases_;
  const LaneEvidence& evidence_;
  LanePropagation lanes_;
  DistinctLanes distinct_;
  const LaneProgram* program_ = nullptr;     // where it is followed
  std::optional<std::size_t> constants_of_;  // the base whose constants are used, or the first one
  const PlanTree& tree_;
  std::vector<std::size_t> parent_of_;  // [clique of the tree]: its parent's place there, or none
  std::vector<bool> can_be_set_;        // [local]: its unary values are read
  std::vector<std::uint64_t> path_;     // a bit for each clique that the lanes at hand touch
  std::vector<bool> touched_;           // [clique of the tree]: its message to the root differs
  std::vector<bool> anew_;              // likewise: it is sent anew
  std::vector<std::size_t> walked_;     // the cliques that messages from the root go to
  std::vector<std::size_t> branches_;  // places of those that are read without (present_messages.h)
  std::vector<Batch> batches_;
  std::vector<double> untouched_;  // [clique of the tree]: by so many batches of a base
  PresentMessages present_;
  std::optional<std::size_t> present_of_;  // the base that it was looked for
  bool is_present_known_ = false;
  // What stands from the run before.
  std::optional<std::size_t> standing_;                       // the base that its lanes vary
  std::vector<std::pair<std::size_t, std::size_t>> changed_;  // lanes, with a local that differs
  std::vector<bool> stale_;  // [clique of the tree]: its message or table is not the base's
};

}  // namespace paraspinal::engine
