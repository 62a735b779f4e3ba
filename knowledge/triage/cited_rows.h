#pragma once

// The evidence rows and mechanisms between the findings of an observation and the conditions: what
// a weight cites.
//
//   const CitedRows cited(observation, knowledge, network);
//   for (const auto& tie : cited.links(condition, 3)) ...   // rows between it and the fourth
//                                                           // finding, ascending

#include <span>
#include <vector>

#include "knowledge/base/clinical_network.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/observe.h"

namespace paraspinal::triage {

class CitedRows {
 public:
  CitedRows(const Observation& observation, const knowledge::KnowledgeBase& knowledge,
            const knowledge::ClinicalNetwork& network);

  // Of one condition.
  struct Tie {
    std::size_t finding = 0;  // position in the observation
    std::size_t row = 0;

    auto operator<=>(const Tie&) const = default;
  };

  // Positions in knowledge.links of the rows that tie the finding to the condition: its own arc, a
  // mechanism, or a risk factor. Valid as long as this object.
  std::span<const Tie> links(knowledge::ConditionId condition, std::size_t finding) const;

  // Positions in knowledge.mechanisms of those by which the condition reaches the finding.
  std::span<const Tie> mechanisms(knowledge::ConditionId condition, std::size_t finding) const;

 private:
  void add_effect(std::size_t position, const knowledge::FindingParameters& local,
                  const knowledge::KnowledgeBase& knowledge);

  std::vector<std::vector<Tie>> links_;       // [condition], ascending
  std::vector<std::vector<Tie>> mechanisms_;  // [condition], ascending
};

}  // namespace paraspinal::triage
