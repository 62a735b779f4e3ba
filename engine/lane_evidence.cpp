#include "engine/lane_evidence.h"

namespace paraspinal::engine {

std::size_t LaneEvidence::add_base(std::span<const double> unary) {
  bases_.insert(bases_.end(), unary.begin(), unary.end());
  return bases() - 1;
}

void LaneEvidence::forget_lanes() {
  changed_values_.clear();
  changes_.clear();
  lanes_.clear();
}

std::size_t LaneEvidence::add(std::size_t base, std::span<const double> unary,
                              std::span<const std::size_t> locals) {
  const auto before = of_base(base);
  const auto first = static_cast<std::uint32_t>(changes_.size());
  for (const std::size_t local : locals) {
    const auto values = unary.subspan(plan_.unary_begin[local], plan_.states[local]);
    if (!std::ranges::equal(values, before.subspan(plan_.unary_begin[local], values.size()))) {
      changes_.push_back(
          {static_cast<std::uint32_t>(local), static_cast<std::uint32_t>(changed_values_.size())});
      changed_values_.insert(changed_values_.end(), values.begin(), values.end());
    }
  }
  lanes_.push_back({base, {first, static_cast<std::uint32_t>(changes_.size()) - first}});
  return lanes_.size() - 1;
}

}  // namespace paraspinal::engine
