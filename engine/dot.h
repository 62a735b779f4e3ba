#pragma once

// A network's graph as Graphviz text: one node a variable, one arc from each parent.
//
//   const std::string text = dot_text(network);              // dot -Tsvg draws it
//   dot_text(network, {{{"yes 0.10", "no 0.90"}}, ...});     // more lines in each node
//
// Not for: reading networks; the numbers are not in it.

#include <span>
#include <string>
#include <vector>

#include "engine/network.h"

namespace paraspinal::engine {

// What stands in a variable's node below its name.
struct DotNode {
  std::vector<std::string> lines;
  bool is_filled = false;  // for an observed variable
};

// In the DOT language; any name is quoted as it needs. `nodes` is empty or has one entry a
// variable (required).
std::string dot_text(const Network& network, std::span<const DotNode> nodes = {});

}  // namespace paraspinal::engine
