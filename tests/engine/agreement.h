#pragma once

// Compares an answer of the engine with the references: full joint enumeration, and variable
// elimination.

#include "engine/evidence.h"
#include "engine/network.h"

namespace paraspinal::tests {

// Adds a test failure when any posterior or log P(evidence) of any way differs by more than 1e-10,
// or when one side calls the evidence impossible and the other does not.
void expect_agreement(const engine::Network& network, const engine::Evidence& evidence);

// The same against variable elimination, for networks too large to enumerate.
void expect_agreement_with_elimination(const engine::Network& network,
                                       const engine::Evidence& evidence);

}  // namespace paraspinal::tests
