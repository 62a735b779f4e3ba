#pragma once

// The red flags of an assessment that a card tells of.
//
//   for (const triage::Gate* gate : fired_flags(assessment)) ...
//
// The assessment must outlive what is given.

#include <vector>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"

namespace paraspinal::fhir {

// The fastest first.
std::vector<const triage::Gate*> fired_flags(const triage::Assessment& assessment);

// Undecided ones, from same day on, of which something that was measured or seen holds already
// (fever, a low pressure): those that name the back complaint first, then the fastest. What is only
// told or known from before does not count: it would open a flag for nearly everyone.
std::vector<const triage::Gate*> half_open_flags(const triage::Assessment& assessment,
                                                 const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::fhir
