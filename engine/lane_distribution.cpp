// The way from the root to the leaves of lane_propagation.h; entry points: distribute().

#include <algorithm>

#include "engine/lane_propagation.h"

namespace paraspinal::engine {
namespace {

constexpr std::size_t none = QueryPlan::none;

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

void LanePropagation::distribute(std::size_t index) {
  const PlanClique& clique = plan_.cliques[index];
  Lanes* belief = arena_ + clique.table;
  if (clique.parent != none) {
    scale_separator(clique, belief, arena_ + clique.down, belief);
  }
  send_to_children(index, belief);
  read_marginals(clique, belief);
}

void LanePropagation::send_to_children(std::size_t index, const Lanes* belief) {
  const PlanClique& clique = plan_.cliques[index];
  for (const SumStep& step : part(plan_.sum_steps, clique.sums)) {
    run_sum(index, step, belief);
  }
  for (const std::size_t k : part(plan_.clique_children, clique.children)) {
    if (plan_.cliques[k].distributes && !divides_[k]) {
      send_down_undivided(index, k);
    }
  }
}

// What the belief is summed onto a separator holds what the child itself has sent.
void LanePropagation::run_sum(std::size_t index, const SumStep& step, const Lanes* belief) {
  const Lanes* from = step.from == SumStep::none ? belief : scratch_ + step.from;
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
  const bool root = plan_.cliques[index].parent == none;
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
  if (clique.parent != none) {
    scale_separator(clique, others, arena_ + clique.down, others);
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

// The table times a message over the clique's separator.
void LanePropagation::scale_separator(const PlanClique& clique, const Lanes* table,
                                      const Lanes* scales, Lanes* scaled) const {
  if (clique.separator_last) {
    kernels_.scale_columns(scaled, table, scales, clique.rest_states, clique.separator_states);
  } else {
    kernels_.scale_rows(scaled, table, scales, clique.separator_states, clique.rest_states);
  }
}

// Sums the belief onto each wanted variable in turn, slowest axis first; uses the belief up.
void LanePropagation::read_marginals(const PlanClique& clique, Lanes* belief) {
  const auto axes = part(plan_.clique_axes, clique.axes);
  std::size_t axis = 0;
  std::size_t size = clique.states();
  for (const WantedAxis& wanted : part(plan_.wanted_axes, clique.wanted)) {
    std::size_t rows = 1;
    for (; axis < wanted.axis; ++axis) {
      rows *= plan_.states[axes[axis]];
    }
    if (rows > 1) {
      size /= rows;
      kernels_.sum_columns(belief, belief, rows, size);
    }
    const std::size_t states = plan_.states[wanted.local];
    kernels_.sum_rows(marginal_of(wanted), belief, states, size / states);
    normalise(marginal_of(wanted), states);
  }
}

}  // namespace paraspinal::engine
