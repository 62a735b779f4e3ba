#include "engine/probability.h"

#include <cmath>
#include <limits>

namespace paraspinal::engine {

LogOdds log_odds(Probability p) {
  // ln p - ln(1 - p), with log1p so that p near 0 keeps its digits.
  return LogOdds{std::log(p.value) - std::log1p(-p.value)};
}

Probability probability(LogOdds x) {
  if (x.value >= 0) {
    return Probability{1 / (1 + std::exp(-x.value))};
  }
  const double odds = std::exp(x.value);  // NaN comes here and stays NaN
  return Probability{odds / (1 + odds)};
}

double weight_of_evidence(LikelihoodRatio ratio) {
  return std::log(ratio.value);
}

bool is_probability(double p) {
  return p >= 0 && p <= 1;
}

}  // namespace paraspinal::engine
