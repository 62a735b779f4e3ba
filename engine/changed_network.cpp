#include "engine/changed_network.h"

#include <string>
#include <utility>

namespace paraspinal::engine {

Result<Network> with_distributions(const Network& network,
                                   const std::map<VariableId, Distribution>& changes) {
  Network::Builder builder;
  for (std::size_t i = 0; i < network.size(); ++i) {
    const VariableId id{i};
    const auto change = changes.find(id);
    builder.add(network.variable(id),
                change == changes.end() ? network.distribution(id) : change->second);
  }
  return builder.build();
}

Result<Network> intervene(const Network& network, const std::map<VariableId, StateIndex>& states) {
  std::map<VariableId, Distribution> changes;
  for (const auto& [id, state] : states) {
    if (id.index >= network.size()) {
      return fail(ErrorKind::invalid_argument, "do() on variable " + std::to_string(id.index) +
                                                   ", which is unknown; the network has " +
                                                   std::to_string(network.size()));
    }
    const Variable& variable = network.variable(id);
    if (state >= variable.states.size()) {
      return fail(ErrorKind::invalid_argument,
                  "do() on '" + variable.name + "': state " + std::to_string(state) +
                      " is unknown; it has " + std::to_string(variable.states.size()) + " states");
    }
    TableDistribution certain{{}, std::vector<double>(variable.states.size(), 0.0)};
    certain.values[state] = 1;
    changes.emplace(id, std::move(certain));
  }
  return with_distributions(network, changes);
}

}  // namespace paraspinal::engine
