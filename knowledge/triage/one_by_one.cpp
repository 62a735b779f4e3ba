// Entry points: whole_block, stages_of and set_weights, at the end.

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

// Up to how many findings each stage knows. Measured: with fewer present ones, or with more stages,
// the plans cost more than they save.
std::vector<std::size_t> stage_limits(std::size_t findings, std::size_t present) {
  constexpr std::size_t worth_two_stages = 10;
  return present >= worth_two_stages ? std::vector{findings / 2, findings} : std::vector{findings};
}

// The steps that know more findings than `above` and at most `limit`; those of one order and those
// of the other know different ones, unless they know all.
std::vector<Stage> stages_between(std::size_t above, std::size_t limit, std::size_t findings) {
  const Steps steps(findings);
  std::vector<Stage> stages(limit == findings ? 1 : 2);
  for (std::size_t i = 0; i < limit; ++i) {
    stages.front().known.push_back(i);
    if (stages.size() == 2) {
      stages.back().known.push_back(findings - limit + i);
    }
  }
  for (std::size_t known = above + 1; known <= limit; ++known) {
    stages.front().steps.push_back(steps.forwards(known));
    if (known < findings) {
      stages.back().steps.push_back(steps.backwards(known));
    }
  }
  return stages;
}

}  // namespace

Stage whole_block(std::size_t findings) {
  Stage stage{std::vector<std::size_t>(Steps(findings).count()), Block(findings)};
  std::iota(stage.steps.begin(), stage.steps.end(), std::size_t{0});
  std::iota(stage.known.begin(), stage.known.end(), std::size_t{0});
  return stage;
}

std::vector<Stage> stages_of(std::size_t findings, std::size_t present) {
  std::vector<Stage> all;
  std::size_t above = 0;
  for (const std::size_t limit : stage_limits(findings, present)) {
    for (Stage& stage : stages_between(above, limit, findings)) {
      all.push_back(std::move(stage));
    }
    above = limit;
  }
  return all;
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
