#pragma once

// Exact confidence interval of a proportion (Clopper & Pearson 1934).
//
//   const Proportion safe{.hits = 64, .of = 65};
//   exact_interval(safe).low;      // 0.917
//
// Not for: means (see bootstrap_interval), or observations that hang together.

#include <cstddef>
#include <cstdint>
#include <span>

namespace paraspinal::validation {

struct Proportion {
  std::size_t hits = 0;
  std::size_t of = 0;

  // 0 of nothing.
  double share() const {
    return of == 0 ? 0.0 : static_cast<double>(hits) / static_cast<double>(of);
  }
  void count(bool hit) {
    hits += hit ? 1 : 0;
    ++of;
  }
  bool operator==(const Proportion&) const = default;
};

struct Interval {
  double low = 0;
  double high = 1;

  bool operator==(const Interval&) const = default;
};

// Quantiles of Beta(hits, of - hits + 1) and Beta(hits + 1, of - hits), `confidence` in (0, 1)
// shared equally between both tails. Of nothing: 0 to 1. Requires hits <= of.
Interval exact_interval(const Proportion& proportion, double confidence = 0.95);

// Percentile bootstrap of a mean (Efron 1979), 2,000 resamples from the seed. Of nothing: 0 to 0.
Interval bootstrap_interval(std::span<const double> values, std::uint64_t seed,
                            double confidence = 0.95);

}  // namespace paraspinal::validation
