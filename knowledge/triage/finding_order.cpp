#include "knowledge/triage/finding_order.h"

#include <utility>

namespace paraspinal::triage {
namespace {

using engine::EvidenceChange;

void take_away(const Observation& observation, const Group& group,
               std::vector<EvidenceChange>& changes) {
  for (const std::size_t i : group) {
    changes.push_back({observation.findings[i].variable, std::nullopt});
  }
}

}  // namespace

FindingOrder order_of(const Observation& observation, const knowledge::ClinicalNetwork& network) {
  FindingOrder order;
  Group denied;
  Group present;
  for (std::size_t i = 0; i < observation.findings.size(); ++i) {
    const Observed& item = observation.findings[i];
    if (!network.parameters.findings[item.finding.index]) {
      order.risks.push_back({i});
    } else {
      (item.state == 0 ? denied : present).push_back(i);
    }
  }
  if (!denied.empty()) {
    order.effects.push_back(std::move(denied));
  }
  for (const std::size_t i : present) {
    order.effects.push_back({i});
  }
  return order;
}

std::vector<Observed> findings_of(const Observation& observation, std::span<const Group> groups) {
  std::vector<Observed> findings;
  for (const Group& group : groups) {
    for (const std::size_t i : group) {
      findings.push_back(observation.findings[i]);
    }
  }
  return findings;
}

std::vector<std::vector<EvidenceChange>> retractions(const Observation& observation,
                                                     std::span<const Group> groups) {
  const Steps steps(groups.size());
  std::vector<std::vector<EvidenceChange>> variations(steps.count());
  for (std::size_t step = 0; step < variations.size(); ++step) {
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (!steps.known(step, i)) {
        take_away(observation, groups[i], variations[step]);
      }
    }
  }
  return variations;
}

std::vector<std::vector<EvidenceChange>> retractions_and_none(const Observation& observation,
                                                              std::span<const Group> groups) {
  auto variations = retractions(observation, groups);
  std::vector<EvidenceChange>& none = variations.emplace_back();
  for (const Group& group : groups) {
    take_away(observation, group, none);
  }
  return variations;
}

}  // namespace paraspinal::triage
