#pragma once

// Standard normal deviates without state: the deviate of a seed, a draw and a key is always the
// same number, whatever else is drawn (counter-based, Salmon et al. 2011).
//
//   normal_deviate(2026, 17, key_of("link L0207"));    // the 18th draw of that parameter
//   normal_quantile(0.975);                            // 1.959963984540054
//
// The library's own std::normal_distribution is not used: its numbers differ between libraries.

#include <cstdint>
#include <string_view>

namespace paraspinal::knowledge {

// The value that a standard normal deviate is below with probability p (Wichura 1988, algorithm
// AS 241, PPND16: about 16 digits). Requires 0 < p < 1.
double normal_quantile(double p);

// A number for a name (FNV-1a, 64 bits).
std::uint64_t key_of(std::string_view name);

// Uniform in (0, 1), never an end: the finaliser of SplitMix64 (Steele, Lea & Flood 2014) over
// seed, draw and key, one after the other.
double uniform_deviate(std::uint64_t seed, std::uint64_t draw, std::uint64_t key);

// Its normal quantile.
double normal_deviate(std::uint64_t seed, std::uint64_t draw, std::uint64_t key);

// The deviates of one draw, for many keys.
class NormalDeviates {
 public:
  NormalDeviates(std::uint64_t seed, std::uint64_t draw);

  // normal_deviate(seed, draw, key).
  double of(std::uint64_t key) const;

 private:
  std::uint64_t stream_;
};

}  // namespace paraspinal::knowledge
