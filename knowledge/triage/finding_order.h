#pragma once

// In which order an explanation adds the findings (explain.h), and what it asks for.
//
//   const FindingOrder order = order_of(observation, network);
//   retractions(observation, order.effects);     // of each step (one_by_one.h)

#include <span>
#include <vector>

#include "engine/evidence_variations.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/triage/observe.h"
#include "knowledge/triage/one_by_one.h"

namespace paraspinal::triage {

// Risk factors each by itself; of the effects those denied together, then each present one.
struct FindingOrder {
  std::vector<Group> risks;
  std::vector<Group> effects;
};

// Inside the groups the order of the observation.
FindingOrder order_of(const Observation& observation, const knowledge::ClinicalNetwork& network);

// The findings of all groups.
std::vector<Observed> findings_of(const Observation& observation, std::span<const Group> groups);

// For each step the findings that are taken away from all of them.
std::vector<std::vector<engine::EvidenceChange>> retractions(const Observation& observation,
                                                             std::span<const Group> groups);

// The same, and last all taken away.
std::vector<std::vector<engine::EvidenceChange>> retractions_and_none(
    const Observation& observation, std::span<const Group> groups);

}  // namespace paraspinal::triage
