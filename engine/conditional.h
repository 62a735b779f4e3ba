#pragma once

// What a local distribution says of one state, given the states of all parents: the definition that
// every other form of it (tables, sums of products) must agree with.
//
//   conditional_probability(network, fever, network.distribution(fever), 1, parent_states);
//
// Not for: asking a network; see Network::conditional, which checks what it is given.

#include <span>

#include "engine/network.h"

namespace paraspinal::engine {

// P(variable = state | parents), computed without cancellation, if the variable had this
// distribution, its own or another over the same parents. `parents` as in Network::conditional.
double conditional_probability(const Network& network, VariableId variable,
                               const Distribution& distribution, StateIndex state,
                               std::span<const StateIndex> parents);

}  // namespace paraspinal::engine
