#include "knowledge/triage/loss_table.h"

#include <algorithm>

namespace paraspinal::triage {

LossTable::LossTable(const knowledge::KnowledgeBase& knowledge) {
  Losses multipliers{};  // [levels too slow]
  for (std::size_t levels = 1; levels < multipliers.size(); ++levels) {
    multipliers[levels] = knowledge.loss_multiplier.at(static_cast<int>(levels));
  }
  losses_.reserve(knowledge.conditions.size());
  for (const knowledge::Condition& condition : knowledge.conditions) {
    const auto needed = static_cast<std::size_t>(condition.needs_urgency);
    Losses& losses = losses_.emplace_back();
    for (std::size_t u = 0; u < losses.size(); ++u) {
      losses[u] =
          u >= needed ? static_cast<double>(u - needed) : condition.harm * multipliers[needed - u];
    }
  }
}

LossTable::Losses LossTable::expected(std::span<const double> conditions) const {
  Losses sums{};
  for (std::size_t c = 0; c < losses_.size(); ++c) {
    for (std::size_t u = 0; u < sums.size(); ++u) {
      sums[u] += conditions[c] * losses_[c][u];
    }
  }
  return sums;
}

LeastLoss LossTable::least(std::span<const double> conditions) const {
  const Losses losses = expected(conditions);
  const auto* const least = std::ranges::min_element(losses);
  return {knowledge::all_urgencies[static_cast<std::size_t>(least - losses.begin())], *least};
}

}  // namespace paraspinal::triage
