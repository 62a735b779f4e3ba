#pragma once

// One family of a network as a plain factor over its unobserved members. The clear way; queries
// take the fast one (query_plan.h).

#include "engine/factor.h"
#include "engine/network.h"
#include "engine/observation.h"
#include "engine/result.h"

namespace paraspinal::engine {

// P(variable | parents) times its likelihood, if any; axes name the network's variables. Error:
// `too_large` for more than `limit` entries.
Result<Factor> family_factor(const Network& network, VariableId id, const Observation& observation,
                             std::size_t limit);

}  // namespace paraspinal::engine
