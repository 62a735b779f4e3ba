#include "engine/propagation.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/slicing.h"

namespace paraspinal::engine {
namespace {

constexpr std::size_t none = QueryPlan::none;
constexpr double infinity = std::numeric_limits<double>::infinity();

// After so many messages into one clique its table is scaled again.
constexpr std::size_t messages_between_scalings = 8;

// One run of a plan; propagate() is the entry point.
class Run {
 public:
  Run(const QueryPlan& plan, Workspace& workspace)
      : plan_(plan),
        workspace_(workspace),
        kernels_(*workspace.kernels),
        arena_(workspace.arena(plan.arena_size)),
        scratch_(workspace.scratch(3 * plan.scratch_size)) {
    workspace.message_scales.resize(plan.cliques.size());
  }

  // The log of the total; -inf as soon as a message is all zero.
  double collect() {
    double log_total = 0;
    for (std::size_t c = plan_.cliques.size(); c-- > 0;) {
      log_total += collect(c);
      if (log_total == -infinity) {
        return log_total;
      }
    }
    return log_total;
  }

  std::vector<double> distribute() {
    std::vector<double> marginals(plan_.unary_size, 0.0);
    for (const PlanClique& clique : plan_.cliques) {
      if (!clique.distributes) {
        continue;
      }
      if (clique.signed_weights) {
        distribute_signed(clique, marginals);
      } else {
        distribute_positive(clique, marginals);
      }
    }
    return marginals;
  }

 private:
  void initialise(const PlanClique& clique, double* table) const;
  double collect(std::size_t index);
  void distribute_positive(const PlanClique& clique, std::vector<double>& marginals);
  void distribute_signed(const PlanClique& clique, std::vector<double>& marginals);
  void scale_separator(const PlanClique& clique, double* table, const double* scales) const;
  void read_marginals(const PlanClique& clique, double* belief,
                      std::vector<double>& marginals) const;
  void normalise(double* marginal, std::size_t states) const;

  template <typename Kernel>
  void apply(Kernel kernel, double* target, Stretch loops, const double* source) const {
    kernel(target, plan_.loops.data() + loops.begin, loops.count, source);
  }

  const QueryPlan& plan_;
  Workspace& workspace_;
  const TableKernels& kernels_;
  double* arena_;
  double* scratch_;
};

// The product of the clique's own factors.
void Run::initialise(const PlanClique& clique, double* table) const {
  bool first = true;
  for (const FactorUse& use : part(plan_.factor_uses, clique.uses)) {
    const double* values = use.unary ? workspace_.unary.data() + plan_.unary_begin[use.source]
                                     : workspace_.factors[use.source];
    if (first) {
      apply(kernels_.assign_from, table, use.loops, values);
    } else {
      apply(kernels_.multiply_into, table, use.loops, values);
    }
    first = false;
  }
  if (first) {
    std::fill_n(table, clique.states(), 1.0);
  }
}

// Makes the clique's product with all that comes from below and its message to the parent.
double Run::collect(std::size_t index) {
  const PlanClique& clique = plan_.cliques[index];
  const std::size_t states = clique.states();
  const bool keeps_products = clique.signed_weights && clique.distributes;
  double* table = arena_ + clique.table;
  initialise(clique, table);
  double log_scale = 0;
  std::size_t received = 0;
  for (const std::size_t k : part(plan_.clique_children, clique.children)) {
    const PlanClique& child = plan_.cliques[k];
    if (keeps_products) {
      std::copy_n(table, states, table + states);
      table += states;
    }
    apply(kernels_.multiply_into, table, child.loops, arena_ + child.message);
    if (++received % messages_between_scalings == 0) {
      log_scale += std::log(kernels_.rescale(table, states));
    }
  }
  double* message = arena_ + clique.message;
  if (clique.separator_last) {
    kernels_.sum_columns(message, table, clique.rest_states, clique.separator_states);
  } else {
    kernels_.sum_rows(message, table, clique.separator_states, clique.rest_states);
  }
  const double largest = kernels_.rescale(message, clique.separator_states);
  workspace_.message_scales[index] = largest;
  // At a root the message is the total itself, which is not negative but by rounding.
  const bool vanishes = clique.parent == none ? !(message[0] > 0) : largest == 0;
  return vanishes ? -infinity : log_scale + std::log(largest);
}

void Run::distribute_positive(const PlanClique& clique, std::vector<double>& marginals) {
  double* table = arena_ + clique.table;
  if (clique.parent == none) {
    const auto index = static_cast<std::size_t>(&clique - plan_.cliques.data());
    const double factor = 1 / workspace_.message_scales[index];
    for (std::size_t i = 0; i < clique.states(); ++i) {
      table[i] *= factor;
    }
  }
  for (const std::size_t k : part(plan_.clique_children, clique.children)) {
    const PlanClique& child = plan_.cliques[k];
    if (!child.distributes) {
      continue;
    }
    double* ratio = scratch_;
    std::fill_n(ratio, child.separator_states, 0.0);
    apply(kernels_.add_onto, ratio, child.loops, table);
    const double* up = arena_ + child.message;
    const double scale = workspace_.message_scales[k];
    for (std::size_t s = 0; s < child.separator_states; ++s) {
      ratio[s] = up[s] == 0 ? 0 : ratio[s] / (up[s] * scale);
    }
    scale_separator(child, arena_ + child.table, ratio);
  }
  read_marginals(clique, table, marginals);
}

// The message of the parent stands in the place of the clique's own (but for a root).
// The message of the parent stands where the clique's own stood; a root has none.
void Run::distribute_signed(const PlanClique& clique, std::vector<double>& marginals) {
  const std::size_t states = clique.states();
  const bool root = clique.parent == none;
  const double* from_above = arena_ + clique.message;
  double* table = arena_ + clique.table;
  double* others = scratch_;  // what comes from above and from later children
  double* all_but_one = scratch_ + states;
  double* down = scratch_ + 2 * plan_.scratch_size;
  const auto children = part(plan_.clique_children, clique.children);
  if (!children.empty()) {
    std::fill_n(others, states, 1.0);
    if (!root) {
      scale_separator(clique, others, from_above);
    }
  }
  if (clique.wanted.count > 0) {
    double* belief = table + children.size() * states;
    if (!root) {
      scale_separator(clique, belief, from_above);
    }
    read_marginals(clique, belief, marginals);
  }
  for (std::size_t j = children.size(); j-- > 0;) {
    const PlanClique& child = plan_.cliques[children[j]];
    double* message = arena_ + child.message;
    if (child.distributes) {
      kernels_.multiply_to(all_but_one, table + j * states, others, states);
      std::fill_n(down, child.separator_states, 0.0);
      apply(kernels_.add_onto, down, child.loops, all_but_one);
      kernels_.rescale(down, child.separator_states);
    }
    if (j > 0) {
      apply(kernels_.multiply_into, others, child.loops, message);
    }
    if (child.distributes && child.signed_weights) {
      std::copy_n(down, child.separator_states, message);
    } else if (child.distributes) {
      scale_separator(child, arena_ + child.table, down);
    }
  }
}

// The table times a message over the clique's separator.
void Run::scale_separator(const PlanClique& clique, double* table, const double* scales) const {
  if (clique.separator_last) {
    kernels_.scale_columns(table, scales, clique.rest_states, clique.separator_states);
  } else {
    kernels_.scale_rows(table, scales, clique.separator_states, clique.rest_states);
  }
}

// Sums the belief onto each wanted variable in turn, slowest axis first; uses the belief up.
void Run::read_marginals(const PlanClique& clique, double* belief,
                         std::vector<double>& marginals) const {
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

void Run::normalise(double* marginal, std::size_t states) const {
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

double* Workspace::grown(Buffer& buffer, std::size_t size) {
  if (buffer.size < size) {
    buffer.values = std::make_unique_for_overwrite<double[]>(size);
    buffer.size = size;
  }
  return buffer.values.get();
}

PropagationResult propagate(const CompiledNetwork& compiled, const QueryPlan& plan,
                            const Observation& observation, Workspace& workspace) {
  Run run(plan, workspace);
  PropagationResult result;
  result.log_total = slice_in(compiled, plan, observation, workspace);
  if (result.log_total != -infinity) {
    result.log_total += run.collect();
  }
  if (result.log_total != -infinity) {
    result.marginals = run.distribute();
  }
  return result;
}

}  // namespace paraspinal::engine
