#pragma once

// A network with some of its distributions replaced: what sensitivity analysis and interventions
// ask about. Variables keep their ids.
//
//   const Result<Network> given_drug = intervene(network, {{drug, 1}});

#include <map>

#include "engine/network.h"

namespace paraspinal::engine {

// Errors: those of Network::Builder.
Result<Network> with_distributions(const Network& network,
                                   const std::map<VariableId, Distribution>& changes);

// do(variable = state) for each (Pearl 2000, section 3): the variable loses its parents and has
// that state for certain; what it causes changes, what causes it does not. Error:
// `invalid_argument` for an unknown variable or state.
Result<Network> intervene(const Network& network, const std::map<VariableId, StateIndex>& states);

}  // namespace paraspinal::engine
