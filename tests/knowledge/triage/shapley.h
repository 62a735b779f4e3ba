#pragma once

// The mean over all orders in which players may come, by enumeration of every subset.

#include <bit>
#include <cmath>
#include <cstddef>
#include <vector>

namespace paraspinal::tests {

// The Shapley value of every player: `worth` by the bits of who is there.
inline std::vector<double> shapley(const std::vector<double>& worth, std::size_t players) {
  std::vector<double> values(players, 0.0);
  for (std::size_t set = 0; set < worth.size(); ++set) {
    const auto there = static_cast<double>(std::popcount(set));
    const auto all = static_cast<double>(players);
    const double share =
        std::exp(std::lgamma(there + 1) + std::lgamma(all - there) - std::lgamma(all + 1));
    for (std::size_t i = 0; i < players; ++i) {
      if (((set >> i) & 1) == 0) {
        values[i] += share * (worth[set | (std::size_t{1} << i)] - worth[set]);
      }
    }
  }
  return values;
}

}  // namespace paraspinal::tests
