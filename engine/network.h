#pragma once

// A Bayesian network: a directed acyclic graph of discrete variables, each with its distribution
// given its parents. Built once and checked while building, then const for life and thread-safe.
//
//   Network::Builder builder;
//   const VariableId rain = builder.add(two_state("rain"), TableDistribution{{}, {0.8, 0.2}});
//   const VariableId wet = builder.add(two_state("wet"), NoisyOr{0.01, {{rain, 0.9}}, {}});
//   const Result<Network> network = builder.build();
//
// Because a variable's parents must have been added before it, every order of adding is a
// topological order and cycles cannot be written.

#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/distribution.h"
#include "engine/result.h"
#include "engine/variable.h"

namespace paraspinal::engine {

class Network {
 public:
  class Builder;

  std::size_t size() const { return variables_.size(); }
  const Variable& variable(VariableId id) const;
  const Distribution& distribution(VariableId id) const;
  // Each parent once, in the order the distribution names them.
  std::span<const VariableId> parents(VariableId id) const;
  std::span<const VariableId> children(VariableId id) const;

  // By name; nothing when there is none.
  std::optional<VariableId> find(std::string_view name) const;

  // P(variable = state | the parents have these states), `parent_states` in the order of parents().
  double conditional(VariableId id, StateIndex state,
                     std::span<const StateIndex> parent_states) const;

 private:
  Network() = default;

  std::vector<Variable> variables_;
  std::vector<Distribution> distributions_;
  std::vector<std::vector<VariableId>> parents_;
  std::vector<std::vector<VariableId>> children_;
  std::unordered_map<std::string, std::size_t> by_name_;
};

// Collects variables and reports everything that is wrong at once, when building.
class Network::Builder {
 public:
  // Adds a variable whose parents have been added before. Problems are reported by build().
  VariableId add(Variable variable, Distribution distribution);

  // The network, or an `invalid_argument` error naming the first faulty variable: a repeated or
  // empty name, fewer than two states or a repeated one, an unknown or repeated parent, a table
  // whose size is not the product of its axes, an entry outside [0, 1] or NaN, a row that does not
  // sum to 1 within 1e-9, a noisy-OR or log-odds over variables that do not have two states.
  // Table rows are divided by their sum.
  Result<Network> build() const;

 private:
  std::vector<Variable> variables_;
  std::vector<Distribution> distributions_;
};

}  // namespace paraspinal::engine
