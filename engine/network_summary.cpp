#include "engine/network_summary.h"

#include <algorithm>

namespace paraspinal::engine {

NetworkSummary summarise(const Network& network) {
  NetworkSummary summary;
  summary.variables = network.size();
  std::vector<std::size_t> states;
  for (std::size_t i = 0; i < network.size(); ++i) {
    states.push_back(network.variable(VariableId{i}).states.size());
    const std::size_t parents = network.parents(VariableId{i}).size();
    summary.arcs += parents;
    summary.most_parents = std::max(summary.most_parents, parents);
    summary.most_states = std::max(summary.most_states, states[i]);
  }
  InteractionGraph graph(states);
  for (std::size_t i = 0; i < network.size(); ++i) {
    std::vector<std::size_t> scope{i};
    for (const VariableId parent : network.parents(VariableId{i})) {
      scope.push_back(parent.index);
    }
    graph.connect(scope);
  }
  for (const auto cost :
       {EliminationCost::weighted_fill, EliminationCost::fill, EliminationCost::weight}) {
    const Elimination elimination = eliminate(graph, greedy_order(graph, cost));
    summary.tree_entries.push_back({cost, elimination.entries, elimination.largest});
  }
  return summary;
}

}  // namespace paraspinal::engine
