#pragma once

// Quantities on the scales of probability, so that a log-odds is never taken for a probability.
//
//   const LogOdds prior = log_odds(Probability{0.02});
//   const Probability posterior = probability(LogOdds{prior.value + weight_of_evidence(lr)});
//
// Natural logarithms throughout; decibans only for people (see `decibans`).

#include <compare>
#include <limits>
#include <numbers>

namespace paraspinal::engine {

// In [0, 1].
struct Probability {
  double value = 0;
  auto operator<=>(const Probability&) const = default;
};

// ln(p / (1 - p)); -inf at p = 0 and +inf at p = 1.
struct LogOdds {
  double value = 0;
  auto operator<=>(const LogOdds&) const = default;
};

// Of what is impossible.
inline constexpr double log_of_zero = -std::numeric_limits<double>::infinity();

// P(finding | condition) / P(finding | not condition), in [0, inf].
struct LikelihoodRatio {
  double value = 1;
  auto operator<=>(const LikelihoodRatio&) const = default;
};

// ln(p / (1 - p)), computed without cancellation near 0 and 1; 0 gives -inf and 1 gives +inf.
LogOdds log_odds(Probability p);

// 1 / (1 + exp(-x)), computed so that neither end overflows; -inf gives 0 and +inf gives 1.
Probability probability(LogOdds x);

// Natural log of the likelihood ratio (Good 1950).
double weight_of_evidence(LikelihoodRatio ratio);

// Ten times the common logarithm of the odds factor: 10 decibans multiply the odds by ten.
inline double decibans(double natural_log_odds_change) {
  return natural_log_odds_change * (10 / std::numbers::ln10);
}

// True when p is a number in [0, 1]; false for NaN.
bool is_probability(double p);

}  // namespace paraspinal::engine
