#include "engine/network_summary.h"

#include <algorithm>

namespace paraspinal::engine {
namespace {

// The free numbers of one distribution of a variable with so many states.
struct FreeNumbers {
  std::size_t states;

  std::size_t of_rows(std::size_t entries) const { return entries / states * (states - 1); }

  std::size_t operator()(const TableDistribution& table) const {
    return of_rows(table.values.size());
  }
  std::size_t operator()(const NoisyOr& noisy_or) const {
    return 1 + noisy_or.raising.size() + noisy_or.lowering.size();
  }
  std::size_t operator()(const LogOddsDistribution& log_odds) const {
    return log_odds.base.size() + log_odds.terms.size();
  }
  std::size_t operator()(const NoisyMax& noisy_max) const {
    std::size_t count = of_rows(noisy_max.leak.size());
    for (const NoisyMaxLink& link : noisy_max.links) {
      count += of_rows(link.values.size());
    }
    return count;
  }
};

void add_family(NetworkSummary& summary, const Network& network, VariableId id) {
  const std::size_t states = network.variable(id).states.size();
  auto entries = static_cast<double>(states);
  for (const VariableId parent : network.parents(id)) {
    entries *= static_cast<double>(network.variable(parent).states.size());
  }
  if (entries > summary.largest_table) {
    summary.largest_table = entries;
    summary.largest_family = id;
  }
  summary.table_entries += entries;
  summary.parameters += std::visit(FreeNumbers{states}, network.distribution(id));
  summary.roots += network.parents(id).empty() ? 1U : 0U;
  summary.leaves += network.children(id).empty() ? 1U : 0U;
}

}  // namespace

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
    add_family(summary, network, VariableId{i});
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
