#include "knowledge/base/finding.h"

#include <utility>

#include "engine/require.h"

namespace paraspinal::knowledge {

FindingTable::FindingTable(std::vector<Finding> findings) : findings_(std::move(findings)) {
  by_id_.reserve(findings_.size());
  for (std::size_t index = 0; index < findings_.size(); ++index) {
    const bool is_new = by_id_.emplace(findings_[index].id, index).second;
    engine::require(is_new, "each finding has an id of its own");
    obtainable_by_.push_back(findings_[index].obtainable_by);
    value_types_.push_back(findings_[index].value_type);
  }
}

std::optional<FindingId> FindingTable::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) {
    return std::nullopt;
  }
  return FindingId{found->second};
}

}  // namespace paraspinal::knowledge
