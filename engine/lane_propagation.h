#pragma once

// A plan carried out for up to eight variations of the evidence at once, side by side in the lanes
// of vectors (lane_kernels.h): one walk over the plan serves all of them. The messages are those of
// message_passing.h; unary values differ, factors are the same for all lanes, or differ too where
// lane_workspace.factors says so (parameter_lanes.h).
//
//   LanePropagation lanes(plan, workspace, lane_workspace);  // factors as slice_families() left them
//   lanes.use(program, constants);                           // where it is run often enough
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
#include "engine/lane_program.h"
#include "engine/present_messages.h"
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
  std::vector<Lanes> of_branch;  // of each target of a branch
  std::vector<Lanes> message_scales;
  std::vector<Lanes> table_scales;    // what tables were divided by while they were made
  LaneProgram program;                // of a plan that is used for the first time
  std::vector<double> constants;      // of a program, the same in all lanes
  std::vector<Lanes> lane_constants;  // of a program, each lane its own
  std::vector<double> variations;     // unary values of variations to come (lane_variations.h)

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

  // From now on the plan's program is followed (lane_program.h), with these constants, which stand
  // for the factors; without them tables are built step by step, of the factors of the workspaces.
  // Both must outlive the runs. What a program gives differs by rounding.
  void use(const LaneProgram& program, const double* constants) {
    program_ = &program;
    constants_ = constants;
    lane_constants_ = nullptr;
  }

  // The same with constants of each lane, beside factors of each.
  void use_of_each(const LaneProgram& program, const Lanes* constants) {
    program_ = &program;
    constants_ = nullptr;
    lane_constants_ = constants;
  }

  // Unary values of one lane, laid out as the plan says; all lanes are given some.
  void set_unary(std::size_t lane, std::span<const double> unary);

  // The same of all lanes, for some local variables only.
  void set_unary(const std::array<const double*, Lanes::count>& unary,
                 std::span<const std::size_t> locals);

  // The same of one lane and one local variable.
  void set_unary(std::size_t lane, std::size_t local, std::span<const double> unary);

  // Messages to the root.
  void collect();

  // The same in one tree of the plan alone, whose cliques are given in the plan's order; the total
  // is then that of the tree.
  void collect(std::span<const std::size_t> cliques);

  // Of these only those that are marked, by their place; those of the others still stand from the
  // run before, and so must all that they are made from. By a program; those that must be built
  // are always marked.
  void collect(std::span<const std::size_t> cliques, const std::vector<bool>& anew);

  // The same of messages that nothing is sent back to before they are made again.
  void collect_only(std::span<const std::size_t> cliques, const std::vector<bool>& anew);

  // Natural log of the sum over all states, without the constants of the families and of the
  // evidence; -inf when it is zero.
  double log_total(std::size_t lane) const;

  // Of a clique whose table is rescaled while it is made: whether what that divides by is out of
  // the range in which it is kept for runs that leave the table as it is.
  bool must_be_built(std::size_t clique) const;

  // Messages from the root, and the wanted marginals.
  void distribute();
  void distribute(std::span<const std::size_t> cliques);

  // Reads the marginals of the targets of a branch off the message that its parent sent to it: the
  // branch is then not distributed itself (present_messages.h).
  void read_branch(std::size_t clique, const PresentBranch& branch);

  // What a clique sends to the root, but for a factor: whether that is another one than 1.
  std::span<const Lanes> message(std::size_t clique) const {
    return {arena_ + plan_.cliques[clique].message, plan_.cliques[clique].separator_states};
  }
  bool is_scaled(std::size_t clique, std::size_t lane) const {
    const double scale = lanes_.message_scales[clique][lane];
    return scaled_[clique] && scale != 1 && scale != 0;
  }

  // Of a wanted variable; sums to 1 over the states, in a lane whose total is not zero.
  double marginal(std::size_t local, std::size_t state, std::size_t lane) const {
    return lanes_.marginals[plan_.unary_begin[local] + state][lane];
  }

 private:
  void begin_total();
  void collect(std::size_t index, bool is_answered);
  void count_scale(const Lanes& scale);
  void scale_message(std::size_t index, const Lanes& largest);
  void build(const PlanClique& clique, Lanes* table, std::size_t left_out, bool counted);
  void build_by_program(std::size_t index, Lanes* table);
  void run_pass(const LanePass& pass, std::size_t outer, Lanes* block);
  const Lanes* values_of(const LaneInput& input, std::size_t outer) const;
  void run_step(const BuildStep& step, std::size_t outer, Lanes* block, bool left_out);
  void run_factor(const BuildStep& step, const double* values, Lanes* block) const;
  void run_lanes(const BuildStep& step, const Lanes* values, Lanes* block) const;
  void distribute(std::size_t index);
  bool vanishes_somewhere(const Lanes& smallest, const Lanes& largest) const;
  void find_hidden(std::size_t index, bool vanishes);
  void send_to_children(std::size_t index);
  void run_sum(std::size_t index, const LaneSum& sum, bool scaled);
  void run_sum(std::size_t index, const SumStep& step);
  void divide_down(std::size_t index, std::size_t child);
  void send_down_undivided(std::size_t index, std::size_t child);
  void sum_onto_separator(const PlanClique& child, const Lanes* table, Lanes* sums) const;
  void take_in(std::size_t index);
  void scale_separator(const PlanClique& clique, const Lanes* table, Lanes* scaled,
                       Lanes* sums) const;
  bool wants_any(const PlanClique& clique, Stretch axes) const;
  void read_marginals(const PlanClique& clique, Stretch axes, Lanes* belief);

  // Of the clique that is distributed, unless it is a root, whose belief its table is.
  Lanes* belief() const { return scratch_ + 2 * plan_.scratch_size; }

  Lanes* marginal_of(const WantedAxis& wanted) {
    return lanes_.marginals.data() + plan_.unary_begin[wanted.local];
  }

  const QueryPlan& plan_;
  const Workspace& workspace_;
  LaneWorkspace& lanes_;
  const LaneKernels& kernels_;
  const LaneProgram* program_ = nullptr;
  const double* constants_ = nullptr;      // either of all lanes
  const Lanes* lane_constants_ = nullptr;  // or of each
  Lanes* arena_;
  Lanes* scratch_;           // three tables
  Lanes product_;            // of scales, not yet in the logs
  std::vector<bool> clean_;  // of each clique: no zero here or below hides what it was summed from
  std::vector<bool> divides_;                // of each clique: its message may be divided by
  std::vector<bool> scaled_;                 // of each clique: its message was divided by its scale
  std::array<double, Lanes::count> logs_{};  // of what was divided by; -inf: nothing is left
};

}  // namespace paraspinal::engine
