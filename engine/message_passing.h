#pragma once

// Messages over the junction tree of one plan: to the root, and back with division (Jensen,
// Lauritzen & Olesen 1990), the plan's tables in a workspace.
//
//   MessagePassing passing(plan, workspace);      // with the numbers of slicing.h
//   for (clique from last to first) log_total += passing.collect(clique);
//   for (clique from first to last) passing.distribute_in_place(clique, marginals);
//
// Around the hidden variable of a star weights are signed, and a message to the root may vanish by
// cancellation where what it sums does not; what is sent back over such an entry is made without
// division. Every message to the root is divided by its largest entry.

#include <span>

#include "engine/propagation.h"

namespace paraspinal::engine {

// An entry of a signed message below this, where the largest is 1, is not divided by: what it was
// summed from may be larger by more than a double can hold.
inline constexpr double smallest_divisor = 1e-100;

class MessagePassing {
 public:
  MessagePassing(const QueryPlan& plan, Workspace& workspace);

  // Makes the clique's table, the product of its factors and of all that comes from below, and its
  // message to the parent. Gives the log of what table and message were divided by; -inf when all
  // of it is zero. Children come first.
  double collect(std::size_t index);

  // The same, but only the message is kept; the clique's table stays what it was.
  double send_up(std::size_t index);

  // Makes the messages to the children, multiplies them into their tables and reads the wanted
  // marginals of the clique; its table is used up. The parent comes first.
  void distribute_in_place(std::size_t index, std::span<double> marginals);

  // The same, but tables stay what collect() made them.
  void distribute(std::size_t index, std::span<double> marginals);

 private:
  double collect(std::size_t index, double* table);
  double build(const PlanClique& clique, double* table, std::size_t left_out) const;
  double run_step(const BuildStep& step, std::size_t outer, double* block) const;
  const double* values_of(const BuildStep& step) const;
  void send_down(std::size_t index, std::size_t child, const double* belief) const;
  void send_down_undivided(std::size_t index, std::size_t child) const;
  void sum_onto_separator(const PlanClique& clique, const PlanClique& child, const double* table,
                          double* sums) const;
  void scale_separator(const PlanClique& clique, double* scaled, const double* table,
                       const double* scales) const;
  void read_marginals(const PlanClique& clique, double* belief, std::span<double> marginals) const;

  const QueryPlan& plan_;
  Workspace& workspace_;
  const TableKernels& kernels_;
  double* arena_;
  double* scratch_;  // two tables, and room to sum a small one
};

}  // namespace paraspinal::engine
