#pragma once

// The red flags that fire where there is no assessment: for somebody outside the service, or on
// answers that cannot hold together. The rules need neither an age of 16 nor a probability, and
// what they ask for is not left unsaid: only those for the emergency department or an ambulance,
// for how long somebody outside the service may wait nobody here has judged.
//
//   const FiredAlone alone = fired_alone(presentation, knowledge);
//   alone.gates.front().action;
//
// Told in the words of the knowledge, which must outlive it. Not for: anybody with an assessment,
// whose gates are in it.

#include <vector>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::desk {

struct FiredAlone {
  std::vector<triage::Gate> gates;       // that fire, the fastest first
  std::vector<triage::UsedAnswer> used;  // on which they were evaluated
};

FiredAlone fired_alone(const triage::Presentation& presentation,
                       const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::desk
