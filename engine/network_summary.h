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
  std::size_t roots = 0;   // variables without parents
  std::size_t leaves = 0;  // variables without children
  std::size_t most_states = 0;
  std::size_t most_parents = 0;
  VariableId largest_family;  // the first whose table would have the most entries
  double largest_table = 0;   // those entries: joint states of the variable and its parents
  double table_entries = 0;   // of all families, written out as tables
  // Numbers that may be chosen freely: of a table one less than its states a row; of a noisy-OR its
  // leak and strengths; of log-odds its base and weights; of a noisy-MAX those of its leak and
  // rows.
  std::size_t parameters = 0;
  std::vector<TreeSize> tree_entries;  // by heuristic: weighted fill, fill, weight
};

// The trees are those of ordinary moralisation, nothing observed and no noisy family factored: what
// a query really takes is Inference::query_entries.
NetworkSummary summarise(const Network& network);

}  // namespace paraspinal::engine
