#include "engine/network.h"

#include <utility>

#include "engine/conditional.h"
#include "engine/distribution_checks.h"
#include "engine/require.h"

namespace paraspinal::engine {
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
  return conditional_probability(*this, id, distributions_[id.index], state, parent_states);
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
