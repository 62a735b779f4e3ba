#include "engine/conditional.h"

#include "engine/probability.h"

namespace paraspinal::engine {
namespace {

// P(variable = state | parents) of each kind; `parents` in the order of parents_of().
struct ConditionalProbability {
  const Network& network;
  std::size_t states;
  StateIndex state;
  std::span<const StateIndex> parents;

  // Row of the joint state of the first axes, last fastest.
  std::size_t row(std::span<const VariableId> axes) const {
    std::size_t row = 0;
    for (std::size_t i = 0; i < axes.size(); ++i) {
      row = row * network.variable(axes[i]).states.size() + parents[i];
    }
    return row;
  }

  double of_present(double present) const { return state == 1 ? present : 1 - present; }

  double operator()(const TableDistribution& table) const {
    return table.values[row(table.parents) * states + state];
  }

  double operator()(const NoisyOr& noisy_or) const {
    double present = noisy_or.leak;
    std::size_t i = 0;
    for (const NoisyOrLink& link : noisy_or.raising) {
      if (parents[i++] == 1) {
        present += link.strength * (1 - present);  // 1 - (1 - a)(1 - b) without cancellation
      }
    }
    for (const NoisyOrLink& link : noisy_or.lowering) {
      if (parents[i++] == 1) {
        present *= 1 - link.strength;
      }
    }
    return of_present(present);
  }

  double operator()(const LogOddsDistribution& logistic) const {
    double sum = logistic.base[row(logistic.context)];
    std::size_t i = logistic.context.size();
    for (const LogOddsTerm& term : logistic.terms) {
      if (parents[i++] == 1) {
        sum += term.weight;
      }
    }
    // Not 1 - present: the absent side keeps its digits when present is near 1.
    return probability(LogOdds{state == 1 ? sum : -sum}).value;
  }

  double operator()(const NoisyMax& noisy_max) const {
    const double up_to_state = cumulative(noisy_max, state);
    return state == 0 ? up_to_state : up_to_state - cumulative(noisy_max, state - 1);
  }

  double cumulative(const NoisyMax& noisy_max, StateIndex grade) const {
    if (grade + 1 == states) {
      return 1;
    }
    double product = 0;
    for (StateIndex g = 0; g <= grade; ++g) {
      product += noisy_max.leak[g];
    }
    for (std::size_t i = 0; i < noisy_max.links.size(); ++i) {
      double sum = 0;
      for (StateIndex g = 0; g <= grade; ++g) {
        sum += noisy_max.links[i].values[parents[i] * states + g];
      }
      product *= sum;
    }
    return product;
  }
};

}  // namespace

double conditional_probability(const Network& network, VariableId variable,
                               const Distribution& distribution, StateIndex state,
                               std::span<const StateIndex> parents) {
  const std::size_t states = network.variable(variable).states.size();
  return std::visit(ConditionalProbability{network, states, state, parents}, distribution);
}

}  // namespace paraspinal::engine
