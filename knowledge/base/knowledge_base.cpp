#include "knowledge/base/knowledge_base.h"

#include <algorithm>

namespace paraspinal::knowledge {

std::optional<ConditionId> KnowledgeBase::condition(std::string_view id) const {
  const auto found = std::find_if(conditions.begin(), conditions.end(),
                                  [id](const Condition& condition) { return condition.id == id; });
  if (found == conditions.end()) {
    return std::nullopt;
  }
  return ConditionId{static_cast<std::size_t>(found - conditions.begin())};
}

std::optional<std::size_t> KnowledgeBase::age_band(double years) const {
  const auto found = std::find_if(age_bands.begin(), age_bands.end(), [years](const AgeBand& band) {
    return years >= band.from_years && years < band.below_years;
  });
  if (found == age_bands.end()) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - age_bands.begin());
}

}  // namespace paraspinal::knowledge
