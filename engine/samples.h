#pragma once

// Exact draws from the posterior over all variables, not a Markov chain: independent of each other.
//
//   std::uint64_t seed = 20261125;
//   const auto draws = posterior_samples(inference, evidence, 100, seed);   // the same every time

#include <cstdint>
#include <vector>

#include "engine/inference.h"

namespace paraspinal::engine {

// Each draw holds the state of every variable. By the chain rule, P(x1 | e), P(x2 | x1, e), ...:
// one query a variable and draw, so meant for hundreds of draws, not millions. Variables are drawn
// in the network's order, so only what bears on the evidence is ever asked: once no observed
// variable lies below, a variable is drawn from its own distribution. Errors: those of
// Inference::posterior.
Result<std::vector<std::vector<StateIndex>>> posterior_samples(const Inference& inference,
                                                               const Evidence& evidence,
                                                               std::size_t count,
                                                               std::uint64_t seed);

}  // namespace paraspinal::engine
