#pragma once

// The parts of a STATE (API.md) that come from the assessment: urgency, what changed it, red flags,
// causes, advice. Null or empty where there is no assessment.
//
//   urgency_json(interview, knowledge);   changed_json(held);

#include "apps/cli/interview.h"
#include "apps/desk/held_call.h"
#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::desk {

fhir::Json urgency_json(const cli::Interview& now, const knowledge::KnowledgeBase& knowledge);
// Of the last event; null when it moved nothing.
fhir::Json changed_json(const HeldCall& held);
fhir::Json interrupt_json(const HeldCall& held, const knowledge::KnowledgeBase& knowledge);
fhir::Json gates_json(const cli::Interview& now, const knowledge::KnowledgeBase& knowledge);
fhir::Json causes_json(const cli::Interview& now);
fhir::Json advice_json(const cli::Interview& now, const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::desk
