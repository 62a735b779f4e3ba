#include "tests/support/enumerate.h"

namespace paraspinal::tests {

using engine::StateIndex;
using engine::VariableId;

double joint_states(const engine::Network& network) {
  double product = 1;
  for (std::size_t i = 0; i < network.size(); ++i) {
    product *= static_cast<double>(network.variable(VariableId{i}).states.size());
  }
  return product;
}

double joint_probability(const engine::Network& network, const std::vector<StateIndex>& states) {
  double product = 1;
  for (std::size_t i = 0; i < network.size() && product != 0; ++i) {
    std::vector<StateIndex> parents;
    for (const VariableId parent : network.parents(VariableId{i})) {
      parents.push_back(states[parent.index]);
    }
    product *= network.conditional(VariableId{i}, states[i], parents);
  }
  return product;
}

double likelihood_of(const engine::Evidence& evidence, const std::vector<StateIndex>& states) {
  double product = 1;
  for (const auto& [id, item] : evidence.items()) {
    if (const auto* state = std::get_if<StateIndex>(&item)) {
      product *= states[id.index] == *state ? 1 : 0;
    } else {
      product *= std::get<engine::Likelihood>(item)[states[id.index]];
    }
  }
  return product;
}

bool next_joint_state(const engine::Network& network, std::vector<StateIndex>& states) {
  for (std::size_t i = states.size(); i-- > 0;) {
    if (++states[i] < network.variable(VariableId{i}).states.size()) {
      return true;
    }
    states[i] = 0;
  }
  return false;
}

Enumeration enumerate(const engine::Network& network, const engine::Evidence& evidence) {
  Enumeration result;
  for (std::size_t i = 0; i < network.size(); ++i) {
    result.marginals.emplace_back(network.variable(VariableId{i}).states.size(), 0.0);
  }
  std::vector<StateIndex> states(network.size(), 0);
  do {
    const double likelihood = likelihood_of(evidence, states);
    if (likelihood == 0) {
      continue;
    }
    const double weight = likelihood * joint_probability(network, states);
    result.evidence += weight;
    for (std::size_t i = 0; i < network.size(); ++i) {
      result.marginals[i][states[i]] += weight;
    }
  } while (next_joint_state(network, states));
  if (result.evidence == 0) {
    result.marginals.clear();
    return result;
  }
  for (auto& marginal : result.marginals) {
    for (double& value : marginal) {
      value /= result.evidence;
    }
  }
  return result;
}

}  // namespace paraspinal::tests
