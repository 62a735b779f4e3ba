#pragma once

// What the graph alone says about independence.
//
//   d_separated(network, {smoke}, {xray}, {lung});   // true when every path is blocked

#include <span>
#include <vector>

#include "engine/network.h"

namespace paraspinal::engine {

// Whether every path between a variable of `a` and one of `b` is blocked by `given` (Pearl 1988),
// so that they are independent given it whatever the numbers. A variable in `given` is separated
// from all; one in both `a` and `b`, and not in `given`, is not. Linear in the arcs (the Bayes
// ball: Shachter 1998).
bool d_separated(const Network& network, std::span<const VariableId> a,
                 std::span<const VariableId> b, std::span<const VariableId> given);

// Every variable that is not separated from `a` given `given`, `a` itself left out; ascending.
std::vector<VariableId> connected(const Network& network, std::span<const VariableId> a,
                                  std::span<const VariableId> given);

// A shortest directed path from a cause to an effect, both ends included; empty when there is none.
std::vector<VariableId> causal_path(const Network& network, VariableId cause, VariableId effect);

}  // namespace paraspinal::engine
