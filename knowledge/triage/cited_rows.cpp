#include "knowledge/triage/cited_rows.h"

#include <algorithm>
#include <limits>

namespace paraspinal::triage {
namespace {

using knowledge::ConditionId;
using knowledge::KnowledgeBase;

using Ties = std::vector<CitedRows::Tie>;

// Those of one finding among the ascending ties of a condition.
std::span<const CitedRows::Tie> of_finding(const Ties& ties, std::size_t finding) {
  const auto first = std::ranges::lower_bound(ties, finding, {}, &CitedRows::Tie::finding);
  auto last = first;
  while (last != ties.end() && last->finding == finding) {
    ++last;
  }
  return {first, last};
}

void sort_without_doubles(Ties& ties) {
  std::ranges::sort(ties);
  ties.erase(std::unique(ties.begin(), ties.end()), ties.end());
}

}  // namespace

void CitedRows::add_effect(std::size_t position, const knowledge::FindingParameters& local,
                           const KnowledgeBase& knowledge) {
  for (const auto* arcs : {&local.raising, &local.lowering}) {
    for (const auto& arc : *arcs) {
      links_[arc.condition.index].push_back({position, arc.link});
    }
  }
  for (const auto& route : local.mechanisms) {
    for (const std::size_t link : route.links) {
      links_[knowledge.links[link].condition.index].push_back({position, link});
    }
    for (const auto& cause : knowledge.mechanisms[route.mechanism].causes) {
      mechanisms_[cause.condition.index].push_back({position, route.mechanism});
    }
  }
}

CitedRows::CitedRows(const Observation& observation, const KnowledgeBase& knowledge,
                     const knowledge::ClinicalNetwork& network)
    : links_(knowledge.conditions.size()), mechanisms_(knowledge.conditions.size()) {
  constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
  std::vector<std::size_t> position_of(knowledge.findings.size(), none);
  for (std::size_t i = 0; i < observation.findings.size(); ++i) {
    const knowledge::FindingId finding = observation.findings[i].finding;
    position_of[finding.index] = i;
    if (const auto& local = network.parameters.findings[finding.index]) {
      add_effect(i, *local, knowledge);
    }
  }
  for (std::size_t c = 0; c < links_.size(); ++c) {
    for (const auto& risk : network.parameters.risks[c]) {
      const std::size_t position = position_of[risk.finding.index];
      if (position != none && risk.link) {
        links_[c].push_back({position, *risk.link});
      }
    }
    sort_without_doubles(links_[c]);
    sort_without_doubles(mechanisms_[c]);
  }
}

std::span<const CitedRows::Tie> CitedRows::links(ConditionId condition, std::size_t finding) const {
  return of_finding(links_[condition.index], finding);
}

std::span<const CitedRows::Tie> CitedRows::mechanisms(ConditionId condition,
                                                      std::size_t finding) const {
  return of_finding(mechanisms_[condition.index], finding);
}

}  // namespace paraspinal::triage
