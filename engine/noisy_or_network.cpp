#include "engine/noisy_or_network.h"

#include <unordered_map>
#include <utility>

namespace paraspinal::engine {

Result<Network> to_network(const NoisyOrNetwork& layers) {
  Network::Builder builder;
  std::unordered_map<std::string, VariableId> ids;
  for (const NoisyOrRisk& risk : layers.risks) {
    ids[risk.name] =
        builder.add(two_state(risk.name), TableDistribution{{}, {1 - risk.prior, risk.prior}});
  }
  for (const auto* nodes : {&layers.causes, &layers.findings}) {
    for (const NoisyOrNode& node : *nodes) {
      if (node.parents.size() != node.link.size()) {
        return fail(ErrorKind::invalid_argument,
                    "variable '" + node.name + "': has " + std::to_string(node.link.size()) +
                        " links; expected " + std::to_string(node.parents.size()) +
                        ", one a parent");
      }
      NoisyOr noisy_or{node.leak, {}, {}};
      for (std::size_t i = 0; i < node.parents.size(); ++i) {
        const auto parent = ids.find(node.parents[i]);
        if (parent == ids.end()) {
          return fail(ErrorKind::invalid_argument, "variable '" + node.name + "': parent '" +
                                                       node.parents[i] +
                                                       "' is unknown; expected one named before");
        }
        noisy_or.raising.push_back({parent->second, node.link[i]});
      }
      ids[node.name] = builder.add(two_state(node.name), std::move(noisy_or));
    }
  }
  return builder.build();
}

}  // namespace paraspinal::engine
