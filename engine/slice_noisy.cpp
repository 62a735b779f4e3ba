#include "engine/slice_noisy.h"

#include <algorithm>
#include <vector>

namespace paraspinal::engine {
namespace {

constexpr double smallest_exact = 1e-4;

}  // namespace

void NoisySlicer::slice(const NoisyPart& noisy) {
  const SumOfProducts& sum = compiled_.family(noisy.variable).noisy;
  const auto groups = part(plan_.term_groups, noisy.groups);
  if (groups.empty()) {
    output_.multiply_constant(0);
    return;
  }
  const std::size_t first_term = plan_.group_terms[groups[0].terms.begin];
  for (const NoisyLink& link : part(plan_.noisy_links, noisy.common)) {
    const TermLink& values = sum.links[link.link];
    output_.multiply_unary(link.local, values.values.data() + first_term * values.parent.states, 1);
  }
  if (groups.size() == 1) {
    weigh_single(noisy, groups[0]);
  } else if (noisy.hub == QueryPlan::none) {
    fill_table(noisy, output_.arena() + noisy.values);
    output_.set_factor(noisy.weights, output_.arena() + noisy.values);
  } else if (noisy.chain != QueryPlan::none) {
    begin_and_end_chain(noisy);
  } else {
    weigh_star(noisy);
  }
}

// Of a group of terms, with the observed parents taken in.
double NoisySlicer::weight(const NoisyPart& noisy, const TermGroup& group,
                           std::size_t effect) const {
  const SumOfProducts& sum = compiled_.family(noisy.variable).noisy;
  double total = 0;
  for (const std::size_t term : part(plan_.group_terms, group.terms)) {
    double product = sum.weights[term * sum.effect_states + effect];
    for (const NoisyLink& link : part(plan_.noisy_links, noisy.observed)) {
      const TermLink& values = sum.links[link.link];
      product *= values.values[term * values.parent.states + *observation_.state[link.local]];
    }
    total += product;
  }
  return total;
}

// No open link tells the terms apart: a number, or one for each state of the effect.
void NoisySlicer::weigh_single(const NoisyPart& noisy, const TermGroup& group) {
  if (noisy.effect == QueryPlan::none) {
    output_.multiply_constant(exact_weight(noisy, group, *observation_.state[noisy.variable]));
    return;
  }
  double* unary = output_.unary(noisy.effect);
  for (std::size_t x = 0; x < compiled_.states(noisy.variable); ++x) {
    unary[x] *= std::max(exact_weight(noisy, group, x), 0.0);  // below zero by rounding only
  }
}

// A sum of terms that nearly cancel has few digits left; with every parent observed it is the plain
// conditional probability.
double NoisySlicer::exact_weight(const NoisyPart& noisy, const TermGroup& group,
                                 std::size_t effect) const {
  const double sum = weight(noisy, group, effect);
  if (group.terms.count < 2 || sum > smallest_exact || noisy.common.count > 0) {
    return sum;
  }
  std::vector<StateIndex> parents;
  for (const std::size_t parent : compiled_.family(noisy.variable).parents()) {
    parents.push_back(*observation_.state[parent]);
  }
  return compiled_.conditional(noisy.variable, effect, parents);
}

// The weights of the terms over the effect, when it is open, and the hidden variable.
void NoisySlicer::weigh_star(const NoisyPart& noisy) {
  const auto groups = part(plan_.term_groups, noisy.groups);
  const bool effect_open = noisy.effect != QueryPlan::none;
  double* values = effect_open ? output_.arena() + noisy.values : output_.unary(noisy.hub);
  for (std::size_t x = 0; x < (effect_open ? compiled_.states(noisy.variable) : 1); ++x) {
    for (const TermGroup& group : groups) {
      *values++ = weight(noisy, group, effect_open ? x : *observation_.state[noisy.variable]);
    }
  }
  if (effect_open) {
    output_.set_factor(noisy.weights, output_.arena() + noisy.values);
  }
}

// The chance that the leak or an observed raising parent has raised the effect, where the chain
// begins, and what is left of it after the observed lowering parents, where it ends.
void NoisySlicer::begin_and_end_chain(const NoisyPart& noisy) {
  const auto& noisy_or = std::get<NoisyOr>(compiled_.distribution(noisy.variable));
  double raised = noisy_or.leak;
  double kept = 1;
  for (const NoisyLink& link : part(plan_.noisy_links, noisy.observed)) {
    if (*observation_.state[link.local] == 0) {
      continue;
    }
    if (link.link < noisy_or.raising.size()) {
      raised += noisy_or.raising[link.link].strength * (1 - raised);
    } else {
      kept *= 1 - noisy_or.lowering[link.link - noisy_or.raising.size()].strength;
    }
  }
  double* begin = output_.unary(noisy.chain);
  begin[0] *= 1 - raised;
  begin[1] *= raised;
  if (noisy.effect == QueryPlan::none) {
    const bool present = *observation_.state[noisy.variable] == 1;
    double* end = output_.unary(noisy.hub);
    end[0] *= present ? 0 : 1;
    end[1] *= present ? kept : 1 - kept;
    return;
  }
  double* end = output_.arena() + noisy.values;  // over the effect and the last step
  output_.set_factor(noisy.weights, end);
  end[0] = 1;
  end[1] = 1 - kept;
  end[2] = 0;
  end[3] = kept;
}

// Over the effect, when it is open, and the varying links, the last fastest.
void NoisySlicer::fill_table(const NoisyPart& noisy, double* values) const {
  const SumOfProducts& sum = compiled_.family(noisy.variable).noisy;
  const auto links = part(plan_.noisy_links, noisy.varying);
  const bool effect_open = noisy.effect != QueryPlan::none;
  const std::size_t effects = effect_open ? sum.effect_states : 1;
  std::size_t rows = 1;
  for (const NoisyLink& link : links) {
    rows *= plan_.states[link.local];
  }
  std::fill_n(values, effects * rows, 0.0);
  for (const TermGroup& group : part(plan_.term_groups, noisy.groups)) {
    const std::size_t term = plan_.group_terms[group.terms.begin];
    for (std::size_t x = 0; x < effects; ++x) {
      const double first =
          weight(noisy, group, effect_open ? x : *observation_.state[noisy.variable]);
      for (std::size_t row = 0; row < rows; ++row) {
        double product = first;
        std::size_t rest = row;
        for (std::size_t l = links.size(); l-- > 0;) {
          const TermLink& link = sum.links[links[l].link];
          product *= link.values[term * link.parent.states + rest % link.parent.states];
          rest /= link.parent.states;
        }
        values[x * rows + row] += product;
      }
    }
  }
  // Below zero by rounding only.
  std::transform(values, values + effects * rows, values,
                 [](double value) { return std::max(value, 0.0); });
}

}  // namespace paraspinal::engine
