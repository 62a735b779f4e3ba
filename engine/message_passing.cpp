#include "engine/message_passing.h"

#include <algorithm>
#include <cmath>

#include "engine/probability.h"

namespace paraspinal::engine {
namespace {

bool divides(const double* message, std::size_t count) {
  return std::all_of(message, message + count,
                     [](double value) { return std::abs(value) >= smallest_divisor; });
}

// What a step does when its input is all ones.
BuildStep without_input(BuildStep step) {
  step.source = InputSource::none;
  step.axis.stride = 0;
  if (step.kind == BuildKind::multiply) {
    step.loops.count = 0;  // the first entry by 1
  }
  return step;
}

// A table of no more entries is summed axis by axis, for longer inner loops; a larger one would be
// written and read too often.
constexpr std::size_t summed_by_axis = 4096;

void normalise(double* marginal, std::size_t states) {
  double total = 0;
  for (std::size_t s = 0; s < states; ++s) {
    marginal[s] = std::max(marginal[s], 0.0);  // below zero by rounding only
    total += marginal[s];
  }
  for (std::size_t s = 0; s < states; ++s) {
    marginal[s] /= total;
  }
}

}  // namespace

MessagePassing::MessagePassing(const QueryPlan& plan, Workspace& workspace)
    : plan_(plan),
      workspace_(workspace),
      kernels_(*workspace.kernels),
      arena_(workspace.arena(plan.arena_size)),
      scratch_(workspace.scratch(2 * plan.scratch_size + summed_by_axis)) {
  workspace.message_scales.resize(plan.cliques.size());
}

const double* MessagePassing::values_of(const BuildStep& step) const {
  switch (step.source) {
    case InputSource::none:
      return &value_of_none;
    case InputSource::factor:
      return workspace_.factors[step.index];
    case InputSource::unary:
      return workspace_.unary.data() + plan_.unary_begin[step.index];
    case InputSource::message:
      return arena_ + plan_.cliques[step.index].message;
  }
  return &value_of_none;
}

// Gives what the block was divided by.
double MessagePassing::run_step(const BuildStep& step, std::size_t outer, double* block) const {
  const double* values = values_of(step);
  if (step.source != InputSource::none && outer > 0) {
    values += plan_.step_offsets[step.offsets + outer];
  }
  const Stride* loops = plan_.loops.data() + step.loops.begin;
  switch (step.kind) {
    case BuildKind::multiply:
      kernels_.multiply_into(block, loops, step.loops.count, values);
      return 1;
    case BuildKind::assign:
      kernels_.assign_from(block, loops, step.loops.count, values);
      return 1;
    case BuildKind::extend:
      kernels_.extend(block, step.size, step.axis, values);
      return 1;
    case BuildKind::rescale:
      return kernels_.rescale(block, step.size);
  }
  return 1;
}

// The product of the clique's inputs without the message of `left_out`; gives the log of what it
// was divided by.
double MessagePassing::build(const PlanClique& clique, double* table, std::size_t left_out) const {
  const std::size_t size = clique.states() / clique.outer;
  double log_scale = 0;
  for (std::size_t outer = 0; outer < clique.outer; ++outer) {
    double* block = table + outer * size;
    block[0] = 1;
    for (const BuildStep& step : part(plan_.build_steps, clique.steps)) {
      if (step.source == InputSource::message && step.index == left_out) {
        run_step(without_input(step), outer, block);
        continue;
      }
      const double scale = run_step(step, outer, block);
      log_scale += step.kind == BuildKind::rescale ? std::log(scale) : 0;
    }
  }
  return log_scale;
}

double MessagePassing::collect(std::size_t index) {
  return collect(index, arena_ + plan_.cliques[index].table);
}

double MessagePassing::send_up(std::size_t index) {
  return collect(index, scratch_);
}

double MessagePassing::collect(std::size_t index, double* table) {
  const PlanClique& clique = plan_.cliques[index];
  const double log_scale = build(clique, table, QueryPlan::none);
  double* message = arena_ + clique.message;
  if (clique.separator_last) {
    kernels_.sum_columns(message, table, clique.rest_states, clique.separator_states);
  } else {
    kernels_.sum_rows(message, table, clique.separator_states, clique.rest_states);
  }
  const double largest = kernels_.rescale(message, clique.separator_states);
  workspace_.message_scales[index] = largest;
  // At a root the message is the total itself, which is not negative but by rounding.
  const bool vanishes = clique.parent == PlanClique::none ? !(message[0] > 0) : largest == 0;
  return vanishes ? log_of_zero : log_scale + std::log(largest);
}

void MessagePassing::distribute_in_place(std::size_t index, std::span<double> marginals) {
  const PlanClique& clique = plan_.cliques[index];
  double* belief = arena_ + clique.table;
  for (const std::size_t k : part(plan_.clique_children, clique.children)) {
    const PlanClique& child = plan_.cliques[k];
    if (child.distributes) {
      send_down(index, k, belief);
      scale_separator(child, arena_ + child.table, arena_ + child.table, arena_ + child.down);
    }
  }
  read_marginals(clique, belief, marginals);
}

void MessagePassing::distribute(std::size_t index, std::span<double> marginals) {
  const PlanClique& clique = plan_.cliques[index];
  double* belief = scratch_;
  const double* table = arena_ + clique.table;
  if (clique.parent == PlanClique::none) {
    std::copy_n(table, clique.states(), belief);
  } else {
    scale_separator(clique, belief, table, arena_ + clique.down);
  }
  for (const std::size_t k : part(plan_.clique_children, clique.children)) {
    if (plan_.cliques[k].distributes) {
      send_down(index, k, belief);
    }
  }
  read_marginals(clique, belief, marginals);
}

// The belief summed onto the separator, without what the child itself has sent.
void MessagePassing::send_down(std::size_t index, std::size_t child, const double* belief) const {
  const PlanClique& receiver = plan_.cliques[child];
  const double* up = arena_ + receiver.message;
  if (receiver.signed_weights && !divides(up, receiver.separator_states)) {
    send_down_undivided(index, child);
    return;
  }
  double* down = arena_ + receiver.down;
  sum_onto_separator(plan_.cliques[index], receiver, belief, down);
  const bool root = plan_.cliques[index].parent == PlanClique::none;
  const double scale =
      workspace_.message_scales[child] * (root ? workspace_.message_scales[index] : 1);
  kernels_.divide(down, up, scale, receiver.separator_states);
}

// The same from all other inputs of the clique, as far as a common factor.
void MessagePassing::send_down_undivided(std::size_t index, std::size_t child) const {
  const PlanClique& clique = plan_.cliques[index];
  const PlanClique& receiver = plan_.cliques[child];
  double* others = scratch_ + plan_.scratch_size;
  build(clique, others, child);
  if (clique.parent != PlanClique::none) {
    scale_separator(clique, others, others, arena_ + clique.down);
  }
  double* down = arena_ + receiver.down;
  sum_onto_separator(clique, receiver, others, down);
  kernels_.rescale(down, receiver.separator_states);
}

void MessagePassing::sum_onto_separator(const PlanClique& clique, const PlanClique& child,
                                        const double* table, double* sums) const {
  const Stride* loops = plan_.loops.data() + child.loops.begin;
  if (clique.states() <= summed_by_axis) {
    kernels_.sum_onto(sums, loops, child.loops.count, table, scratch_ + 2 * plan_.scratch_size);
    return;
  }
  std::fill_n(sums, child.separator_states, 0.0);
  kernels_.add_onto(sums, loops, child.loops.count, table);
}

// The table times a message over the clique's separator.
void MessagePassing::scale_separator(const PlanClique& clique, double* scaled, const double* table,
                                     const double* scales) const {
  if (clique.separator_last) {
    kernels_.scale_columns(scaled, table, scales, clique.rest_states, clique.separator_states);
  } else {
    kernels_.scale_rows(scaled, table, scales, clique.separator_states, clique.rest_states);
  }
}

// Sums the belief onto each wanted variable in turn, slowest axis first; uses the belief up.
void MessagePassing::read_marginals(const PlanClique& clique, double* belief,
                                    std::span<double> marginals) const {
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
    double* marginal = marginals.data() + plan_.unary_begin[wanted.local];
    kernels_.sum_rows(marginal, belief, states, size / states);
    normalise(marginal, states);
  }
}

}  // namespace paraspinal::engine
