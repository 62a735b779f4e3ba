#pragma once

// A second reference: each marginal by variable elimination (Koller & Friedman, algorithm 9.1), on
// plain tables and in a plain order. Shares no plan, star, slicing or message with the engine's
// inference; reaches networks that are too large to enumerate.
//
//   const std::vector<double> joint = eliminate_all_but(network, evidence, target);
//   // joint[s] = P(target = s, evidence)

#include <vector>

#include "engine/evidence.h"
#include "engine/network.h"

namespace paraspinal::tests {

// Not for families of more than about 20 two-state members: they are written out.
std::vector<double> eliminate_all_but(const engine::Network& network,
                                      const engine::Evidence& evidence, engine::VariableId target);

}  // namespace paraspinal::tests
