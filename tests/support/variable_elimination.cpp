#include "tests/support/variable_elimination.h"

#include <algorithm>
#include <set>

#include "engine/factor.h"

namespace paraspinal::tests {
namespace {

using engine::Axis;
using engine::Factor;
using engine::Network;
using engine::StateIndex;
using engine::VariableId;

std::size_t states_of(const Network& network, std::size_t variable) {
  return network.variable(VariableId{variable}).states.size();
}

// P(variable | parents) as a table over the family, axes ascending.
Factor family_table(const Network& network, VariableId id) {
  const auto parents = network.parents(id);
  std::vector<Axis> axes{{id.index, states_of(network, id.index)}};
  for (const VariableId parent : parents) {
    axes.push_back({parent.index, states_of(network, parent.index)});
  }
  std::ranges::sort(axes, {}, &Axis::variable);
  std::vector<double> values(engine::joint_states(axes));
  for (std::size_t cell = 0; cell < values.size(); ++cell) {
    std::vector<StateIndex> of_variable(network.size(), 0);
    std::size_t rest = cell;
    for (std::size_t axis = axes.size(); axis-- > 0; rest /= axes[axis].states) {
      of_variable[axes[axis].variable] = rest % axes[axis].states;
    }
    std::vector<StateIndex> given;
    for (const VariableId parent : parents) {
      given.push_back(of_variable[parent.index]);
    }
    values[cell] = network.conditional(id, of_variable[id.index], given);
  }
  return Factor(std::move(axes), std::move(values));
}

Factor likelihood_table(const Network& network, VariableId id,
                        const std::variant<StateIndex, engine::Likelihood>& item) {
  std::vector<double> values(states_of(network, id.index), 0.0);
  if (const auto* state = std::get_if<StateIndex>(&item)) {
    values[*state] = 1;
  } else {
    values = std::get<engine::Likelihood>(item);
  }
  std::vector<Axis> axis{{id.index, values.size()}};
  return Factor(std::move(axis), std::move(values));
}

bool mentions(const Factor& factor, std::size_t variable) {
  return std::ranges::any_of(factor.axes(),
                             [variable](const Axis& axis) { return axis.variable == variable; });
}

// How many joint states the product of all factors over a variable has.
std::size_t cost(const std::vector<Factor>& factors, std::size_t variable) {
  std::vector<Axis> scope;
  for (const Factor& factor : factors) {
    if (mentions(factor, variable)) {
      scope = engine::united(scope, factor.axes());
    }
  }
  return engine::joint_states(scope);
}

// Replaces the factors over a variable by their product, the variable summed out.
void sum_out(std::vector<Factor>& factors, std::size_t variable) {
  const auto begin = std::stable_partition(
      factors.begin(), factors.end(),
      [variable](const Factor& factor) { return !mentions(factor, variable); });
  std::vector<const Factor*> over;
  for (auto factor = begin; factor != factors.end(); ++factor) {
    over.push_back(&*factor);
  }
  const Factor all = engine::product(over);
  std::vector<std::size_t> kept;
  for (const Axis& axis : all.axes()) {
    if (axis.variable != variable) {
      kept.push_back(axis.variable);
    }
  }
  Factor message = engine::sum_onto(all, kept);
  factors.erase(begin, factors.end());
  factors.push_back(std::move(message));
}

}  // namespace

std::vector<double> eliminate_all_but(const Network& network, const engine::Evidence& evidence,
                                      VariableId target) {
  std::vector<Factor> factors;
  std::set<std::size_t> open;
  for (std::size_t i = 0; i < network.size(); ++i) {
    factors.push_back(family_table(network, VariableId{i}));
    open.insert(i);
  }
  for (const auto& [id, item] : evidence.items()) {
    factors.push_back(likelihood_table(network, id, item));
  }
  open.erase(target.index);
  while (!open.empty()) {
    const std::size_t next = *std::ranges::min_element(
        open, {}, [&](std::size_t variable) { return cost(factors, variable); });
    sum_out(factors, next);
    open.erase(next);
  }
  std::vector<const Factor*> rest;
  for (const Factor& factor : factors) {
    rest.push_back(&factor);
  }
  const Factor joint = engine::product(rest);
  return {joint.values().begin(), joint.values().end()};
}

}  // namespace paraspinal::tests
