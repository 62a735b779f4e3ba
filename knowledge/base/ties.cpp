#include "knowledge/base/ties.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "engine/require.h"

namespace paraspinal::knowledge {
namespace {

// Positions of the rows between a finding and a condition.
struct Between {
  std::set<std::size_t> links;
  std::set<std::size_t> mechanisms;
};
using Pairs = std::map<std::pair<std::size_t, std::size_t>, Between>;  // {finding, condition}

void add_effect(std::size_t finding, const FindingParameters& local, const KnowledgeBase& knowledge,
                Pairs& rows) {
  for (const auto* arcs : {&local.raising, &local.lowering}) {
    for (const ArcParameter& arc : *arcs) {
      rows[{finding, arc.condition.index}].links.insert(arc.link);
    }
  }
  for (const MechanismParameter& route : local.mechanisms) {
    for (const std::size_t link : route.links) {
      rows[{finding, knowledge.links[link].condition.index}].links.insert(link);
    }
    for (const MechanismCause& cause : knowledge.mechanisms[route.mechanism].causes) {
      rows[{finding, cause.condition.index}].mechanisms.insert(route.mechanism);
    }
  }
}

Tie tie_of(const Between& rows, const KnowledgeBase& knowledge) {
  Tie tie;
  for (const std::size_t mechanism : rows.mechanisms) {
    tie.through.push_back(knowledge.mechanisms[mechanism].id);
  }
  for (const std::size_t row : rows.links) {
    const Link& link = knowledge.links[row];
    tie.links.push_back(link.id);
    if (std::ranges::find(tie.sources, link.citation.source) == tie.sources.end()) {
      tie.sources.push_back(link.citation.source);
    }
  }
  return tie;
}

}  // namespace

Ties::Ties(const KnowledgeBase& knowledge, const Parameters& parameters)
    : conditions_(knowledge.conditions.size()),
      places_(knowledge.findings.size() * conditions_, 0),
      ties_(1),
      moved_(knowledge.findings.size()) {
  Pairs rows;
  for (std::size_t finding = 0; finding < parameters.findings.size(); ++finding) {
    if (const auto& local = parameters.findings[finding]) {
      add_effect(finding, *local, knowledge, rows);
    }
  }
  for (std::size_t condition = 0; condition < parameters.risks.size(); ++condition) {
    for (const RiskParameter& risk : parameters.risks[condition]) {
      Between& between = rows[{risk.finding.index, condition}];
      if (risk.link) {
        between.links.insert(*risk.link);
      }
    }
  }
  for (const auto& [pair, between] : rows) {
    engine::require(ties_.size() <= std::numeric_limits<std::uint16_t>::max(),
                    "no more ties than their places can tell apart");
    places_[pair.first * conditions_ + pair.second] = static_cast<std::uint16_t>(ties_.size());
    ties_.push_back(tie_of(between, knowledge));
    moved_[pair.first].push_back(ConditionId{pair.second});
  }
}

}  // namespace paraspinal::knowledge
