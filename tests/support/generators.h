#pragma once

// Seeded random networks and evidence that mix every kind of distribution. The same seed gives the
// same network on every machine: only the raw bits of std::mt19937_64 are used.

#include <cstdint>
#include <random>
#include <vector>

#include "engine/evidence.h"
#include "engine/network.h"

namespace paraspinal::tests {

// Numbers from raw bits, as the standard distributions differ between libraries.
class Random {
 public:
  explicit Random(std::uint64_t seed) : bits_(seed) {}

  double uniform() { return static_cast<double>(bits_() >> 11) * 0x1.0p-53; }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(bits_() % n); }
  bool chance(double p) { return uniform() < p; }

 private:
  std::mt19937_64 bits_;
};

struct RandomNetworkShape {
  std::size_t variables = 8;
  std::size_t most_parents = 4;
  double zeros = 0.1;  // share of probabilities that are exactly 0 or 1, and of infinite log-odds
};

engine::Network random_network(Random& random, const RandomNetworkShape& shape);

// About `share` of the variables observed; of those, about a quarter with a likelihood.
engine::Evidence random_evidence(Random& random, const engine::Network& network, double share);

// A state of every variable, drawn parents first; those of `fixed`, which is hard, as they are
// there.
std::vector<engine::StateIndex> forward_sample(const engine::Network& network,
                                               const engine::Evidence& fixed, Random& random);

}  // namespace paraspinal::tests
