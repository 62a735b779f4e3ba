#include "engine/network.h"

#include <cmath>
#include <utility>

#include "engine/distribution_checks.h"
#include "engine/probability.h"
#include "engine/require.h"

namespace paraspinal::engine {
namespace {

// P(variable = state | parents) of each kind; `parents` in the order of parents_of().
struct ConditionalProbability {
  const std::vector<Variable>& variables;
  std::size_t states;
  StateIndex state;
  std::span<const StateIndex> parents;

  // Row of the joint state of the first axes, last fastest.
  std::size_t row(std::span<const VariableId> axes) const {
    std::size_t row = 0;
    for (std::size_t i = 0; i < axes.size(); ++i) {
      row = row * variables[axes[i].index].states.size() + parents[i];
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

const Variable& Network::variable(VariableId id) const {
  require(id.index < size(), "the variable is one of the network's");
  return variables_[id.index];
}

const Distribution& Network::distribution(VariableId id) const {
  require(id.index < size(), "the variable is one of the network's");
  return distributions_[id.index];
}

std::span<const VariableId> Network::parents(VariableId id) const {
  require(id.index < size(), "the variable is one of the network's");
  return parents_[id.index];
}

std::span<const VariableId> Network::children(VariableId id) const {
  require(id.index < size(), "the variable is one of the network's");
  return children_[id.index];
}

std::optional<VariableId> Network::find(std::string_view name) const {
  const auto found = by_name_.find(std::string(name));
  if (found == by_name_.end()) {
    return std::nullopt;
  }
  return VariableId{found->second};
}

double Network::conditional(VariableId id, StateIndex state,
                            std::span<const StateIndex> parent_states) const {
  const auto parents = this->parents(id);
  require(state < variables_[id.index].states.size(), "the state is one of the variable's");
  require(parent_states.size() == parents.size(), "there is one state for each parent");
  for (std::size_t i = 0; i < parents.size(); ++i) {
    require(parent_states[i] < variables_[parents[i].index].states.size(),
            "each parent's state is one of the parent's");
  }
  return std::visit(
      ConditionalProbability{variables_, variables_[id.index].states.size(), state, parent_states},
      distributions_[id.index]);
}

VariableId Network::Builder::add(Variable variable, Distribution distribution) {
  variables_.push_back(std::move(variable));
  distributions_.push_back(std::move(distribution));
  return VariableId{variables_.size() - 1};
}

Result<Network> Network::Builder::build() const {
  Network network;
  network.variables_ = variables_;
  network.children_.resize(variables_.size());
  for (std::size_t i = 0; i < variables_.size(); ++i) {
    const Variable& variable = variables_[i];
    if (const auto faulty = variable_fault(variable)) {
      return fail(*faulty);
    }
    if (!network.by_name_.emplace(variable.name, i).second) {
      return fail(ErrorKind::invalid_argument,
                  "variable '" + variable.name + "': the name is repeated");
    }
    if (const auto faulty = distribution_fault(VariableId{i}, distributions_[i], variables_)) {
      return fail(*faulty);
    }
    network.distributions_.push_back(
        with_normalised_rows(distributions_[i], variable.states.size()));
    network.parents_.push_back(parents_of(distributions_[i]));
    for (const VariableId parent : network.parents_.back()) {
      network.children_[parent.index].push_back(VariableId{i});
    }
  }
  return network;
}

}  // namespace paraspinal::engine
