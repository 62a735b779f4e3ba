#pragma once

// Which variables can matter to a query (Shachter 1986; Geiger, Verma & Pearl 1990).

#include <span>
#include <vector>

#include "engine/network.h"

namespace paraspinal::engine {

// For each variable, whether it is one of `roots` or an ancestor of one. All others are barren when
// `roots` holds the evidence and the targets: they sum to one and may be dropped.
std::vector<bool> with_ancestors(const Network& network, std::span<const VariableId> roots);

}  // namespace paraspinal::engine
