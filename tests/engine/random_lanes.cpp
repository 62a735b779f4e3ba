#include "tests/engine/random_lanes.h"

#include <cstring>

namespace paraspinal::tests {

using engine::Lanes;

std::vector<Lanes> random_lanes(Random& random, std::size_t size) {
  std::vector<Lanes> values(size);
  for (Lanes& value : values) {
    for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
      value.set(lane, random.uniform() - 0.25);
    }
  }
  return values;
}

bool same_bits(const std::vector<Lanes>& a, const std::vector<Lanes>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(Lanes)) == 0;
}

}  // namespace paraspinal::tests
