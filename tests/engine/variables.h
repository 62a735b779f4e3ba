#pragma once

// Short ways to name variables of a network and to observe them.
//
//   observed(id(network, "dysp"), 1);
//   observed_by(evidence);   // {dysp}

#include <vector>

#include "engine/evidence.h"
#include "engine/network.h"

namespace paraspinal::tests {

inline engine::VariableId id(const engine::Network& network, const char* name) {
  return network.find(name).value();
}

inline std::vector<engine::VariableId> all_of(const engine::Network& network) {
  std::vector<engine::VariableId> all;
  for (std::size_t i = 0; i < network.size(); ++i) {
    all.push_back(engine::VariableId{i});
  }
  return all;
}

inline engine::Evidence observed(engine::VariableId variable, engine::StateIndex state) {
  engine::Evidence evidence;
  evidence.observe(variable, state);
  return evidence;
}

inline std::vector<engine::VariableId> observed_by(const engine::Evidence& evidence) {
  std::vector<engine::VariableId> variables;
  for (const auto& [variable, item] : evidence.items()) {
    variables.push_back(variable);
  }
  return variables;
}

}  // namespace paraspinal::tests
