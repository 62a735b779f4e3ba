#pragma once

// Chance from a seed, alike on every machine: only the raw bits of std::mt19937_64 are used, since
// the standard's distributions differ between libraries.
//
//   Random random(seed_of(20261126, "callers", 17));    // caller 17 has a stream of its own
//   random.chance(0.05);
//
// A stream a caller, so that results do not hang on the order or the number of threads.

#include <cstddef>
#include <cstdint>
#include <random>
#include <string_view>

namespace paraspinal::validation {

class Random {
 public:
  explicit Random(std::uint64_t seed) : bits_(seed) {}

  std::uint64_t bits() { return bits_(); }
  // In [0, 1).
  double uniform() { return static_cast<double>(bits_() >> 11) * 0x1.0p-53; }
  double between(double low, double high) { return low + (high - low) * uniform(); }
  // `n` is positive.
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(bits_() % n); }
  bool chance(double p) { return uniform() < p; }

 private:
  std::mt19937_64 bits_;
};

// The seed of stream `index` of a named set. Equal arguments give equal seeds; mixed by SplitMix64
// (Steele, Lea & Flood 2014) over the FNV-1a hash of the name.
std::uint64_t seed_of(std::uint64_t seed, std::string_view name, std::uint64_t index);

}  // namespace paraspinal::validation
