// The way from the root to the leaves of lane_propagation.h; entry points: distribute().

#include <algorithm>

#include "engine/lane_propagation.h"

namespace paraspinal::engine {
namespace {

void normalise(Lanes* marginal, std::size_t states) {
  Lanes::Vector total{};
  for (std::size_t s = 0; s < states; ++s) {
    const Lanes::Vector value = marginal[s].v;
    marginal[s].v = value > 0 ? value : Lanes::Vector{};  // below zero by rounding only
    total += marginal[s].v;
  }
  for (std::size_t s = 0; s < states; ++s) {
    marginal[s].v /= total;
  }
}

bool holds(Stretch axes, const WantedAxis& wanted) {
  return wanted.axis >= axes.begin && wanted.axis < axes.begin + axes.count;
}

}  // namespace

void LanePropagation::distribute() {
  for (std::size_t c = 0; c < plan_.cliques.size(); ++c) {
    if (plan_.cliques[c].distributes) {
      distribute(c);
    }
  }
}

void LanePropagation::distribute(std::span<const std::size_t> cliques) {
  for (const std::size_t c : cliques) {
    if (plan_.cliques[c].distributes) {
      distribute(c);
    }
  }
}

void LanePropagation::read_branch(std::size_t index, const PresentBranch& branch) {
  const PlanClique& clique = plan_.cliques[index];
  const Lanes* down = arena_ + clique.down;
  const std::size_t states = clique.separator_states;
  lanes_.of_branch.resize(std::max(lanes_.of_branch.size(), branch.targets.size()));
  Lanes* const present = lanes_.of_branch.data();
  if (branch.messages_of_each != nullptr) {
    kernels_.weigh_each(present, down, branch.messages_of_each, branch.targets.size(), states);
  } else {
    kernels_.weigh(present, down, branch.messages, branch.targets.size(), states);
  }
  Lanes total;
  kernels_.multiply(scratch_, down, arena_ + clique.message, states);
  kernels_.sum_rows(&total, scratch_, 1, states);
  for (std::size_t t = 0; t < branch.targets.size(); ++t) {
    Lanes* const marginal = lanes_.marginals.data() + plan_.unary_begin[branch.targets[t]];
    const Lanes::Vector value = present[t].v / total.v;
    marginal[1].v = value > 0 ? value : Lanes::Vector{};  // below zero by rounding only
    marginal[0].v = 1 - marginal[1].v;
  }
}

void LanePropagation::distribute(std::size_t index) {
  const PlanClique& clique = plan_.cliques[index];
  if (clique.parent != PlanClique::none) {
    take_in(index);
    send_to_children(index);
    return;
  }
  send_to_children(index);
  read_marginals(clique, {0, clique.axes.count}, arena_ + clique.table);
}

// Makes the belief of a clique, where it is kept, beside its table, and reads its marginals: those
// of the separator off the messages over it, those of other axes off the sums over it.
void LanePropagation::take_in(std::size_t index) {
  const PlanClique& clique = plan_.cliques[index];
  const Lanes* table = arena_ + clique.table;
  const auto axes = part(plan_.clique_axes, clique.axes);
  const std::size_t first_states =
      clique.separator_last ? clique.rest_states : clique.separator_states;
  std::uint32_t first_axes = 0;
  for (std::size_t states = 1; states < first_states; ++first_axes) {
    states *= plan_.states[axes[first_axes]];
  }
  const Stretch first{0, first_axes};
  const Stretch second{first_axes, clique.axes.count - first_axes};
  const Stretch rest = clique.separator_last ? first : second;
  const Stretch separator = clique.separator_last ? second : first;
  const bool keeps =
      program_ != nullptr ? program_->cliques[index].keeps_belief : clique.sums.count > 0;
  const bool reads = wants_any(clique, rest);
  Lanes* const sums = scratch_;
  if (keeps || reads) {
    scale_separator(clique, table, keeps ? belief() : nullptr, reads ? sums : nullptr);
  }
  if (reads) {
    read_marginals(clique, rest, sums);
  }
  if (wants_any(clique, separator)) {
    kernels_.multiply(sums, arena_ + clique.down, arena_ + clique.message, clique.separator_states);
    read_marginals(clique, separator, sums);
  }
}

bool LanePropagation::wants_any(const PlanClique& clique, Stretch axes) const {
  return std::ranges::any_of(part(plan_.wanted_axes, clique.wanted),
                             [axes](const WantedAxis& wanted) { return holds(axes, wanted); });
}

void LanePropagation::send_to_children(std::size_t index) {
  const PlanClique& clique = plan_.cliques[index];
  if (program_ != nullptr) {
    const LaneClique& made = program_->cliques[index];
    const bool scaled = clique.parent != PlanClique::none && !made.keeps_belief;
    for (const LaneSum& sum : part(program_->sums, made.sums)) {
      run_sum(index, sum, scaled);
    }
  } else {
    for (const SumStep& step : part(plan_.sum_steps, clique.sums)) {
      run_sum(index, step);
    }
  }
  for (const std::size_t k : part(plan_.clique_children, clique.children)) {
    if (plan_.cliques[k].distributes && !divides_[k]) {
      send_down_undivided(index, k);
    }
  }
}

// What the belief is summed onto a separator holds what the child itself has sent.
void LanePropagation::run_sum(std::size_t index, const LaneSum& sum, bool scaled) {
  const PlanClique& clique = plan_.cliques[index];
  const std::uint32_t* offsets = program_->offsets.data();
  LaneGathering gathering;
  gathering.sums =
      sum.child == SumStep::none ? scratch_ + sum.to : arena_ + plan_.cliques[sum.child].down;
  gathering.count = sum.sums;
  gathering.terms = sum.terms;
  gathering.first_of = offsets + sum.first_of;
  gathering.term_at = offsets + sum.term_at;
  if (sum.from != SumStep::none) {
    gathering.table = scratch_ + sum.from;
  } else {
    const bool is_table = scaled || clique.parent == PlanClique::none;
    gathering.table = is_table ? arena_ + clique.table : belief();
    gathering.scales = scaled ? arena_ + clique.down : nullptr;
    gathering.scale_first_of = offsets + sum.scale_first_of;
    gathering.scale_term_at = offsets + sum.scale_term_at;
  }
  kernels_.gather(gathering);
  if (sum.child != SumStep::none && divides_[sum.child]) {
    divide_down(index, sum.child);
  }
}

void LanePropagation::run_sum(std::size_t index, const SumStep& step) {
  const PlanClique& clique = plan_.cliques[index];
  const Lanes* table = clique.parent == PlanClique::none ? arena_ + clique.table : belief();
  const Lanes* from = step.from == SumStep::none ? table : scratch_ + step.from;
  Lanes* to =
      step.child == SumStep::none ? scratch_ + step.to : arena_ + plan_.cliques[step.child].down;
  if (step.middle == 1) {
    std::copy_n(from, step.outer, to);
  } else {
    kernels_.sum_middle(to, from, step.outer, step.middle, step.inner);
  }
  if (step.child != SumStep::none && divides_[step.child]) {
    divide_down(index, step.child);
  }
}

// By what the child itself has sent.
void LanePropagation::divide_down(std::size_t index, std::size_t child) {
  const PlanClique& receiver = plan_.cliques[child];
  const bool root = plan_.cliques[index].parent == PlanClique::none;
  Lanes scale = lanes_.message_scales[child];
  if (root) {
    scale.v *= lanes_.message_scales[index].v;
  }
  kernels_.divide(arena_ + receiver.down, arena_ + receiver.message, scale,
                  receiver.separator_states);
}

// The same from all other inputs of the clique, as far as a common factor.
void LanePropagation::send_down_undivided(std::size_t index, std::size_t child) {
  const PlanClique& clique = plan_.cliques[index];
  const PlanClique& receiver = plan_.cliques[child];
  Lanes* others = scratch_ + plan_.scratch_size;
  build(clique, others, child, false);
  if (clique.parent != PlanClique::none) {
    scale_separator(clique, others, others, nullptr);
  }
  Lanes* down = arena_ + receiver.down;
  sum_onto_separator(receiver, others, down);
  Lanes scale;
  kernels_.rescale(down, receiver.separator_states, scale);
}

void LanePropagation::sum_onto_separator(const PlanClique& child, const Lanes* table,
                                         Lanes* sums) const {
  kernels_.sum_onto(sums, plan_.loops.data() + child.loops.begin, child.loops.count, table,
                    scratch_);
}

// The table times the message from the parent, and the sums of that over the separator; either may
// be left out.
void LanePropagation::scale_separator(const PlanClique& clique, const Lanes* table, Lanes* scaled,
                                      Lanes* sums) const {
  const Lanes* down = arena_ + clique.down;
  if (clique.separator_last) {
    kernels_.scale_columns(scaled, table, down, clique.rest_states, clique.separator_states, sums);
  } else {
    kernels_.scale_rows(scaled, table, down, clique.separator_states, clique.rest_states, sums);
  }
}

// Sums a belief over these axes of the clique onto each wanted one of them in turn, slowest first;
// uses the belief up.
void LanePropagation::read_marginals(const PlanClique& clique, Stretch axes, Lanes* belief) {
  const auto locals = part(plan_.clique_axes, clique.axes);
  std::size_t axis = axes.begin;
  std::size_t states = 1;
  for (std::size_t i = axis; i < axis + axes.count; ++i) {
    states *= plan_.states[locals[i]];
  }
  for (const WantedAxis& wanted : part(plan_.wanted_axes, clique.wanted)) {
    if (!holds(axes, wanted)) {
      continue;
    }
    std::size_t rows = 1;
    for (; axis < wanted.axis; ++axis) {
      rows *= plan_.states[locals[axis]];
    }
    if (rows > 1) {
      states /= rows;
      kernels_.sum_columns(belief, belief, rows, states);
    }
    const std::size_t own = plan_.states[wanted.local];
    kernels_.sum_rows(marginal_of(wanted), belief, own, states / own);
    normalise(marginal_of(wanted), own);
  }
}

}  // namespace paraspinal::engine
