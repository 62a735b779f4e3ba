// Entry points: mean_changes and set_weights, at the end.

#include "knowledge/triage/one_by_one.h"

#include <algorithm>
#include <cmath>

namespace paraspinal::triage {
namespace {

// Odds of each condition, kept finite.
std::vector<double> odds_of(std::span<const double> present) {
  constexpr double edge = 1e-15;
  std::vector<double> odds(present.size());
  for (std::size_t c = 0; c < odds.size(); ++c) {
    const double p = std::clamp(present[c], edge, 1 - edge);
    odds[c] = p / (1 - p);
  }
  return odds;
}

}  // namespace

std::vector<std::vector<double>> mean_changes(std::size_t groups, std::span<const double> before,
                                              const std::vector<std::span<const double>>& rows) {
  const Steps steps(groups);
  const std::vector<double> first = odds_of(before);
  std::vector<std::vector<double>> odds;
  odds.reserve(rows.size());
  for (const std::span<const double> row : rows) {
    odds.push_back(odds_of(row));
  }
  std::vector<std::vector<double>> changes(groups, std::vector<double>(first.size()));
  for (std::size_t i = 0; i < groups; ++i) {
    const std::size_t later = groups - 1 - i;  // added before it in the reverse order
    const auto& with = odds[steps.forwards(i + 1)];
    const auto& without = i == 0 ? first : odds[steps.forwards(i)];
    const auto& with_back = odds[steps.backwards(later + 1)];
    const auto& without_back = later == 0 ? first : odds[steps.backwards(later)];
    for (std::size_t c = 0; c < first.size(); ++c) {
      changes[i][c] = std::log(with[c] / without[c] * (with_back[c] / without_back[c])) / 2;
    }
  }
  return changes;
}

void set_weights(std::span<const double> own, std::span<const double> change, const Group& group,
                 WeightTable& weights) {
  const std::size_t conditions = change.size();
  std::vector<double> rest(change.begin(), change.end());
  std::vector<double> whole(conditions, 0.0);
  for (std::size_t i = 0; i < group.size(); ++i) {
    const double* figures = own.data() + i * conditions;
    for (std::size_t c = 0; c < conditions; ++c) {
      const double figure = weight_of(figures[c]);
      rest[c] -= figure;
      whole[c] += std::abs(figure);
    }
  }
  const double even = 1 / static_cast<double>(group.size());
  for (std::size_t c = 0; c < conditions; ++c) {
    const auto row = weights[c];
    for (std::size_t i = 0; i < group.size(); ++i) {
      const double figure = weight_of(own[i * conditions + c]);
      const double part = whole[c] > 0 ? std::abs(figure) / whole[c] : even;
      row[group[i]] = weight_of(figure + rest[c] * part);
    }
  }
}

}  // namespace paraspinal::triage
