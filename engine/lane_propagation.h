#pragma once

// A plan carried out for up to eight variations of the evidence at once, side by side in the lanes
// of vectors (lane_kernels.h): one walk over the plan serves all of them. The messages are those of
// message_passing.h; unary values differ, factors are the same for all lanes, or differ too where
// lane_workspace.factors says so (parameter_lanes.h).
//
//   LanePropagation lanes(plan, workspace, lane_workspace);  // factors as slice_families() left them
//   lanes.set_unary(lane, unary);                            // for each lane, before each run
//   lanes.collect();
//   lanes.log_total(lane);
//   lanes.distribute();
//   lanes.marginal(local, state, lane);
//
// Lanes do not mix: what one gives does not depend on the others, but for rounding where a message
// with a zero in some lane makes all of them be sent without division.
//
// Not for: a single set of evidence; see propagation.h.

#include <array>
#include <memory>
#include <span>
#include <vector>

#include "engine/lane_kernels.h"
#include "engine/propagation.h"

namespace paraspinal::engine {

// Memory that batches of one thread use again and again.
class LaneWorkspace {
 public:
  // Room for so many entries, not initialised.
  Lanes* arena(std::size_t size) { return grown(arena_, size); }
  Lanes* scratch(std::size_t size) { return grown(scratch_, size); }
  Lanes* factor_values(std::size_t size) { return grown(factor_values_, size); }

  const LaneKernels* kernels = &best_lane_kernels();
  std::vector<Lanes> unary;
  std::vector<const Lanes*> factors;  // where each lane has its own; else empty
  std::vector<Lanes> marginals;
  std::vector<Lanes> message_scales;
  std::vector<double> variations;  // unary values of variations to come (lane_variations.h)

 private:
  struct Buffer {
    std::unique_ptr<Lanes[]> values;
    std::size_t size = 0;
  };
  static Lanes* grown(Buffer& buffer, std::size_t size);

  Buffer arena_;
  Buffer scratch_;
  Buffer factor_values_;
};

class LanePropagation {
 public:
  // Reads workspace.factors, which are not changed.
  LanePropagation(const QueryPlan& plan, const Workspace& workspace, LaneWorkspace& lanes);

  // Unary values of one lane, laid out as the plan says; all lanes are given some.
  void set_unary(std::size_t lane, std::span<const double> unary);

  // The same for some local variables only.
  void set_unary(std::size_t lane, std::span<const double> unary,
                 std::span<const std::size_t> locals);

  // Messages to the root.
  void collect();

  // The same in one tree of the plan alone, whose cliques are given in the plan's order; the total
  // is then that of the tree.
  void collect(std::span<const std::size_t> cliques);

  // Natural log of the sum over all states, without the constants of the families and of the
  // evidence; -inf when it is zero.
  double log_total(std::size_t lane) const;

  // Messages from the root, and the wanted marginals.
  void distribute();
  void distribute(std::span<const std::size_t> cliques);

  // Of a wanted variable; sums to 1 over the states, in a lane whose total is not zero.
  double marginal(std::size_t local, std::size_t state, std::size_t lane) const {
    return lanes_.marginals[plan_.unary_begin[local] + state][lane];
  }

 private:
  void begin_total();
  void collect(std::size_t index);
  void count_scale(const Lanes& scale);
  void find_hidden(std::size_t index);
  void build(const PlanClique& clique, Lanes* table, std::size_t left_out, bool counted);
  void run_step(const BuildStep& step, std::size_t outer, Lanes* block, bool left_out);
  void run_factor(const BuildStep& step, const double* values, Lanes* block) const;
  void run_lanes(const BuildStep& step, const Lanes* values, Lanes* block) const;
  void distribute(std::size_t index);
  bool vanishes_somewhere(const PlanClique& clique) const;
  void send_to_children(std::size_t index, const Lanes* belief);
  void run_sum(std::size_t index, const SumStep& step, const Lanes* belief);
  void divide_down(std::size_t index, std::size_t child);
  void send_down_undivided(std::size_t index, std::size_t child);
  void sum_onto_separator(const PlanClique& child, const Lanes* table, Lanes* sums) const;
  void scale_separator(const PlanClique& clique, const Lanes* table, const Lanes* scales,
                       Lanes* scaled) const;
  void read_marginals(const PlanClique& clique, Lanes* belief);

  Lanes* marginal_of(const WantedAxis& wanted) {
    return lanes_.marginals.data() + plan_.unary_begin[wanted.local];
  }

  const QueryPlan& plan_;
  const Workspace& workspace_;
  LaneWorkspace& lanes_;
  const LaneKernels& kernels_;
  Lanes* arena_;
  Lanes* scratch_;           // two tables
  Lanes product_;            // of scales, not yet in the logs
  std::vector<bool> clean_;  // of each clique: no zero here or below hides what it was summed from
  std::vector<bool> divides_;                // of each clique: its message may be divided by
  std::array<double, Lanes::count> logs_{};  // of what was divided by; -inf: nothing is left
};

}  // namespace paraspinal::engine
