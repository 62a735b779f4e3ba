#pragma once

// Targets that a common plan leaves out, from the messages of that plan: each state of a noisy
// variable is a sum of products of functions of one parent each (sum_of_products.h), so that
// P(state | e) is a sum of expectations, each one more small change of what a kept propagation
// holds.

#include <optional>
#include <vector>

#include "engine/compiled_network.h"
#include "engine/kept_propagation.h"

namespace paraspinal::engine {

// P(variable | evidence) of an unobserved variable with nothing observed below. `kept` has been
// given the observation, whose probability is not zero. Parents that the plan leaves out too are
// summed out. Nothing when the variable is of another kind or has too many such parents.
std::optional<std::vector<double>> apart_marginal(const CompiledNetwork& compiled,
                                                  const QueryPlan& plan,
                                                  const Observation& observation,
                                                  KeptPropagation& kept, std::size_t variable);

}  // namespace paraspinal::engine
