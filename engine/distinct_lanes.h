#pragma once

// The lanes of a run (lane_variations.h) whose numbers differ in one tree of its plan: only these
// are carried out there. They stand in an order in which those that touch the same cliques are
// neighbours, for what two batches in a row have in common is not sent anew.
//
//   distinct.find(plan, tree, evidence, bases);
//   distinct.lane(row);            // of each row a lane with its numbers
//   distinct.row_of(lane);
//   distinct.touched(row);         // a bit for each clique of the tree
//
// Of one thread; made for one run.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/lane_evidence.h"
#include "engine/plan_trees.h"
#include "engine/query_plan.h"
#include "engine/sliced_bases.h"

namespace paraspinal::engine {

class DistinctLanes {
 public:
  // Rows are to stand side by side where they can and each base has at least so many; never: 0.
  void find(const QueryPlan& plan, const PlanTree& tree, const LaneEvidence& evidence,
            const SlicedBases& bases, std::size_t least_side_by_side);

  // How many rows in a row are the same variation of a base each, always of the same bases; 0 where
  // rows of one base stand together.
  std::size_t side_by_side() const { return side_by_side_; }

  // Of rows.
  std::size_t size() const { return lanes_.size(); }
  std::size_t lane(std::size_t row) const { return lanes_[row]; }
  std::size_t row_of(std::size_t lane) const { return row_of_[lane]; }

  // The first base that has the same factors in the tree.
  std::size_t factors_of(std::size_t row) const { return factors_like_[bases_[row]]; }
  // The first base that has the same unary values there too.
  std::size_t base_of(std::size_t row) const { return bases_[row]; }

  // Which cliques have other messages to the root than the base: bit i of the words for the tree's
  // i-th clique.
  std::span<const std::uint64_t> touched(std::size_t row) const {
    return std::span(touched_).subspan(row * words_, words_);
  }
  std::size_t words() const { return words_; }

  // The same of a lane that had other unary values of one local variable alone; none where the tree
  // reads none of it.
  std::span<const std::uint64_t> path(std::size_t local) const {
    return std::span(paths_).subspan(local * words_, words_);
  }
  bool is_read(std::size_t local) const { return is_read_[local] != 0; }

 private:
  void find_paths(const QueryPlan& plan, const PlanTree& tree);
  void find_alike(const QueryPlan& plan, const PlanTree& tree, const LaneEvidence& evidence,
                  const SlicedBases& bases);
  void list(std::size_t lane, const LaneEvidence& evidence);
  std::uint64_t hash_of(std::size_t lane, const LaneEvidence& evidence) const;
  bool same_changes(std::size_t a, std::size_t b, const LaneEvidence& evidence) const;
  std::size_t find_side_by_side(std::size_t least) const;
  std::optional<bool> touches_less(std::size_t row, std::size_t other) const;
  void put_in_order(const LaneEvidence& evidence);

  std::vector<std::uint64_t> path_of_;  // [clique of the tree][word]: it and all above it
  std::vector<std::uint64_t> paths_;    // [local][word]: of the cliques that read its unary values
  std::vector<char> is_read_;           // [local]: whether there are any
  std::vector<std::size_t> place_of_;   // [clique of the plan]: among those of the tree
  std::vector<std::size_t> factors_like_;  // [base]
  std::vector<std::size_t> base_like_;     // [base]
  std::size_t words_ = 0;
  std::size_t side_by_side_ = 0;
  std::vector<std::size_t> lanes_;      // [row]
  std::vector<std::size_t> bases_;      // [row]
  std::vector<std::uint64_t> touched_;  // [row][word]
  std::vector<std::size_t> row_of_;     // [lane]
  std::vector<std::uint64_t> hashes_;   // [row]
  std::vector<std::size_t> slots_;      // by hash, one more than the row; 0 where free
  std::vector<std::size_t> order_;
};

}  // namespace paraspinal::engine
