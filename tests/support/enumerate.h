#pragma once

// The slow, obvious reference: every posterior by summing the full joint distribution. For networks
// of at most a few hundred thousand joint states.
//
//   const Enumeration reference = enumerate(network, evidence);
//   reference.marginals[v.index][state];

#include <vector>

#include "engine/evidence.h"
#include "engine/network.h"

namespace paraspinal::tests {

struct Enumeration {
  double evidence = 0;                         // P(evidence), with the scale of likelihoods
  std::vector<std::vector<double>> marginals;  // of every variable; empty when P(evidence) = 0
};

Enumeration enumerate(const engine::Network& network, const engine::Evidence& evidence);

// Joint states of all variables: what enumerate() goes through.
double joint_states(const engine::Network& network);

// P(all variables have these states).
double joint_probability(const engine::Network& network,
                         const std::vector<engine::StateIndex>& states);

// The likelihood the evidence gives to this joint state: 0 or 1 for hard evidence.
double likelihood_of(const engine::Evidence& evidence,
                     const std::vector<engine::StateIndex>& states);

// Moves to the next joint state, the last variable fastest; false after the last one.
bool next_joint_state(const engine::Network& network, std::vector<engine::StateIndex>& states);

}  // namespace paraspinal::tests
