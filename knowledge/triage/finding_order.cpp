#include "knowledge/triage/finding_order.h"

#include <utility>

#include "knowledge/triage/present_together.h"

namespace paraspinal::triage {

FindingOrder order_of(const Observation& observation, const knowledge::ClinicalNetwork& network) {
  FindingOrder order;
  Group denied;
  Group present;
  for (Group* group : {&denied, &present, &order.risks}) {
    group->reserve(observation.findings.size());
  }
  for (std::size_t i = 0; i < observation.findings.size(); ++i) {
    const Observed& item = observation.findings[i];
    if (!network.parameters.findings[item.finding.index]) {
      order.risks.push_back(i);
    } else {
      (item.state == 0 ? denied : present).push_back(i);
    }
  }
  if (!denied.empty()) {
    order.effects.push_back(std::move(denied));
  }
  if (!present.empty() && present.size() <= PresentTogether::most) {
    order.effects.push_back(std::move(present));
    return order;
  }
  for (const std::size_t i : present) {
    order.effects.push_back({i});
  }
  return order;
}

std::vector<Observed> findings_of(const Observation& observation, const Group& group) {
  std::vector<Observed> findings;
  findings.reserve(group.size());
  for (const std::size_t i : group) {
    findings.push_back(observation.findings[i]);
  }
  return findings;
}

KnownEffects known_after_steps(const Observation& observation, std::span<const Group> groups) {
  const Steps steps(groups.size());
  KnownEffects known(steps.count() + 1, std::vector<bool>(observation.findings.size(), false));
  for (std::size_t step = 0; step < steps.count(); ++step) {
    for (std::size_t i = 0; i < groups.size(); ++i) {
      for (const std::size_t finding : groups[i]) {
        known[step][finding] = steps.known(step, i);
      }
    }
  }
  return known;
}

}  // namespace paraspinal::triage
