#pragma once

// The textbook junction tree of a whole network (Lauritzen & Spiegelhalter 1988; Jensen & Jensen
// 1994): moral graph, elimination, maximal cliques, spanning tree of largest separators. To look
// at, to draw, and to check others by.
//
//   const JunctionTree tree = junction_tree(network);
//   tree.cliques[tree.separators[0].first];      // shares separators[0].variables with ...second
//
// Not for queries: those plan a smaller tree of what the evidence leaves (query_plan.h).

#include <utility>
#include <vector>

#include "engine/network.h"

namespace paraspinal::engine {

// Pairs that a family joins, parent with child or parent with parent; each once, the smaller first,
// ascending.
std::vector<std::pair<VariableId, VariableId>> moral_edges(const Network& network);

// An edge of the tree: what two cliques have in common.
struct Separator {
  std::size_t first = 0;  // positions of cliques, first < second
  std::size_t second = 0;
  std::vector<VariableId> variables;

  bool operator==(const Separator&) const = default;
};

struct JunctionTree {
  std::vector<std::vector<VariableId>> cliques;  // ascending within each; in order of elimination
  std::vector<Separator> separators;             // a forest: parts that share nothing stay apart

  bool operator==(const JunctionTree&) const = default;
};

// Of the elimination with the fewest entries that triangulation.h finds. Quadratic in the cliques.
JunctionTree junction_tree(const Network& network);

}  // namespace paraspinal::engine
