#include "validation/interval.h"

#include <algorithm>
#include <vector>

#include <boost/math/distributions/beta.hpp>

#include "engine/require.h"
#include "validation/random.h"

namespace paraspinal::validation {

Interval exact_interval(const Proportion& proportion, double confidence) {
  engine::require(proportion.hits <= proportion.of, "there are no more hits than trials");
  engine::require(confidence > 0 && confidence < 1, "the confidence lies between 0 and 1");
  const auto hits = static_cast<double>(proportion.hits);
  const auto misses = static_cast<double>(proportion.of - proportion.hits);
  const double tail = (1 - confidence) / 2;
  Interval interval;
  if (proportion.hits > 0) {
    interval.low = boost::math::quantile(boost::math::beta_distribution<>(hits, misses + 1), tail);
  }
  if (proportion.hits < proportion.of) {
    interval.high =
        boost::math::quantile(boost::math::beta_distribution<>(hits + 1, misses), 1 - tail);
  }
  return interval;
}

Interval bootstrap_interval(std::span<const double> values, std::uint64_t seed, double confidence) {
  constexpr std::size_t resamples = 2000;
  if (values.empty()) {
    return {0, 0};
  }
  Random random(seed);
  std::vector<double> means(resamples);
  for (double& mean : means) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      mean += values[random.below(values.size())];
    }
    mean /= static_cast<double>(values.size());
  }
  std::sort(means.begin(), means.end());
  const auto place = [&](double share) {
    return means[static_cast<std::size_t>(share * static_cast<double>(resamples - 1))];
  };
  const double tail = (1 - confidence) / 2;
  return {place(tail), place(1 - tail)};
}

}  // namespace paraspinal::validation
