#pragma once

// One plan carried out for up to eight sets of numbers at once (lane_propagation.h), factors and
// unary values of each its own.
//
//   ParameterLanes lanes(plan, lane_workspace);
//   lanes.add(workspace, log_constant);        // as slice_families() and enter_evidence() left it
//   if (lanes.full()) lanes.run();
//   lanes.present(local, 3);                   // of the fourth that was added
//   lanes.clear();
//
// The memory that is worked in may serve several plans, each run and read before the next, and so
// stays in the nearest caches.

#include <array>
#include <optional>
#include <vector>

#include "engine/lane_propagation.h"

namespace paraspinal::engine {

// From the first entry of a factor's values to the last one that the plan reads.
std::size_t extent_of(const QueryPlan& plan, const PlanFactor& factor);

class ParameterLanes {
 public:
  // Whether the tables are small enough for eight of each to be faster than one after another:
  // where they take more than some megabytes the memory sets the pace.
  static bool serves(const QueryPlan& plan);

  // Both must outlive this object.
  ParameterLanes(const QueryPlan& plan, LaneWorkspace& workspace);
  ParameterLanes(const ParameterLanes&) = delete;
  ParameterLanes& operator=(const ParameterLanes&) = delete;

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  bool full() const { return size_ == Lanes::count; }

  // Requires that it is not full.
  void add(const Workspace& numbers, double log_constant);

  // Requires that it is not empty.
  void run();

  // Of what was run, as long as nothing else is in the workspace: natural log of P(evidence), -inf
  // when it is zero; and P(state 1) of a wanted local variable, where it is not.
  double log_evidence(std::size_t lane) const;
  double present(std::size_t local, std::size_t lane) const;

  void clear() { size_ = 0; }

 private:
  // The factors, one after another, and the unary values.
  struct Added {
    std::vector<double> factors;
    std::vector<double> unary;
  };

  const Added& added(std::size_t lane) const { return added_[lane < size_ ? lane : 0]; }
  void spread();

  const QueryPlan& plan_;
  const LaneProgram program_;
  const Workspace none_shared_;
  LaneWorkspace& workspace_;
  std::vector<std::size_t> begin_;  // of each factor among all, and the end of the last
  std::array<Added, Lanes::count> added_;
  std::optional<LanePropagation> propagation_;
  std::size_t size_ = 0;
  std::array<double, Lanes::count> log_constants_{};
};

}  // namespace paraspinal::engine
