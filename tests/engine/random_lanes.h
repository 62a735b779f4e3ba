#pragma once

// Tables of lanes for the tests of their kernels.

#include <vector>

#include "engine/lane_kernels.h"
#include "tests/support/generators.h"

namespace paraspinal::tests {

// Numbers from -0.25 to 0.75: some are below zero, as in the tables of a star.
std::vector<engine::Lanes> random_lanes(Random& random, std::size_t size);

bool same_bits(const std::vector<engine::Lanes>& a, const std::vector<engine::Lanes>& b);

}  // namespace paraspinal::tests
