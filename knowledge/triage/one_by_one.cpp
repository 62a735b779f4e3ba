// Entry points: whole_block, parted and set_weights, at the end.

#include "knowledge/triage/one_by_one.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace paraspinal::triage {
namespace {

// Odds of each condition, kept finite: within 1e-15 of 0 and 1 nothing more can be told apart.
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

Stage whole_block(std::size_t findings) {
  Stage stage{std::vector<std::size_t>(Steps(findings).count()), Block(findings)};
  std::iota(stage.steps.begin(), stage.steps.end(), std::size_t{0});
  std::iota(stage.known.begin(), stage.known.end(), std::size_t{0});
  return stage;
}

std::vector<Stage> parted(Stage stage, std::size_t findings) {
  constexpr std::size_t fewest = 4;
  const std::size_t half = stage.known.size() / 2;
  if (stage.known.size() < fewest) {
    return {std::move(stage)};
  }
  Stage forwards;
  Stage backwards;
  Stage later{{}, stage.known};
  for (std::size_t i = 0; i < half; ++i) {
    forwards.known.push_back(i);
    backwards.known.push_back(findings - half + i);
  }
  for (const std::size_t step : stage.steps) {
    const bool forward = step < findings;
    const std::size_t known = forward ? step + 1 : step + 1 - findings;
    (known > half ? later : forward ? forwards : backwards).steps.push_back(step);
  }
  std::vector<Stage> parts;
  for (Stage* part : {&forwards, &backwards, &later}) {
    if (!part->steps.empty()) {
      parts.push_back(std::move(*part));
    }
  }
  return parts;
}

void set_weights(const Block& block, std::span<const double> before,
                 const std::vector<std::span<const double>>& rows,
                 std::vector<std::vector<double>>& weights) {
  constexpr double smallest_weight = 1e-11;
  const Steps steps(block.size());
  const std::vector<double> first = odds_of(before);
  std::vector<std::vector<double>> odds;
  odds.reserve(rows.size());
  for (const std::span<const double> row : rows) {
    odds.push_back(odds_of(row));
  }
  for (std::size_t i = 0; i < block.size(); ++i) {
    const std::size_t later = block.size() - 1 - i;  // added before it in the reverse order
    const auto& with = odds[steps.forwards(i + 1)];
    const auto& without = i == 0 ? first : odds[steps.forwards(i)];
    const auto& with_back = odds[steps.backwards(later + 1)];
    const auto& without_back = later == 0 ? first : odds[steps.backwards(later)];
    for (std::size_t c = 0; c < weights.size(); ++c) {
      const double weight = std::log(with[c] / without[c] * (with_back[c] / without_back[c])) / 2;
      weights[c][block[i]] = std::abs(weight) < smallest_weight ? 0 : weight;
    }
  }
}

}  // namespace paraspinal::triage
