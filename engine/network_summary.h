#pragma once

// How large a network is, and how large its junction tree would be.
//
//   summarise(network).tree_entries[0].entries    // of the weighted min-fill order

#include <vector>

#include "engine/network.h"
#include "engine/triangulation.h"

namespace paraspinal::engine {

struct TreeSize {
  EliminationCost cost;
  double entries = 0;  // sum over the elimination's cliques of their joint states; may pass 2^64
  double largest = 0;  // joint states of the largest clique
};

struct NetworkSummary {
  std::size_t variables = 0;
  std::size_t arcs = 0;
  std::size_t most_states = 0;
  std::size_t most_parents = 0;
  std::vector<TreeSize> tree_entries;  // by heuristic: weighted fill, fill, weight
};

// The trees are those of ordinary moralisation, nothing observed and no noisy family factored: what
// a query really takes is Inference::query_entries.
NetworkSummary summarise(const Network& network);

}  // namespace paraspinal::engine
