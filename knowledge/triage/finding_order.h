#pragma once

// In which order an explanation adds the findings (explain.h), and what it asks for.
//
//   const FindingOrder order = order_of(observation, network);
//   known_after_steps(observation, order.effects);     // of each step (one_by_one.h)

#include <span>
#include <vector>

#include "knowledge/base/clinical_network.h"
#include "knowledge/triage/observe.h"
#include "knowledge/triage/one_by_one.h"
#include "knowledge/triage/person_sums.h"

namespace paraspinal::triage {

// Risk factors together; of the effects those denied together, then the present ones: together
// too, unless they are many.
struct FindingOrder {
  Group risks;
  std::vector<Group> effects;
};

// Inside the groups the order of the observation.
FindingOrder order_of(const Observation& observation, const knowledge::ClinicalNetwork& network);

// The findings of a group.
std::vector<Observed> findings_of(const Observation& observation, const Group& group);

// After each step of the groups, and last with none of them known.
KnownEffects known_after_steps(const Observation& observation, std::span<const Group> groups);

}  // namespace paraspinal::triage
