#pragma once

// Why two variables are not d-separated: a path along which what is known of one bears on the other
// (Pearl 1988; found by the Bayes ball of Shachter 1998).
//
//   active_path(network, asia, smoke, std::array{dysp});   // asia, tub, either, lung, smoke
//
// For yes or no alone see separation.h.

#include <span>
#include <vector>

#include "engine/network.h"

namespace paraspinal::engine {

// A shortest path from `a` to `b`, both ends included, that `given` does not block: none of its
// variables is given but for those where two arrows meet, and each of those is given or has a given
// descendant. Visits no variable twice. Empty exactly when d_separated; {a} when a is b. Of equal
// paths always the same. Linear in the arcs.
std::vector<VariableId> active_path(const Network& network, VariableId a, VariableId b,
                                    std::span<const VariableId> given);

}  // namespace paraspinal::engine
