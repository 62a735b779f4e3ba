#pragma once

// The parts of a STATE (API.md) that come from the assessment: urgency, what changed it, red flags,
// causes, advice. Null or empty where there is no assessment; but a red flag that fired before that
// stays, with its urgency.
//
//   urgency_json(held, knowledge);   changed_json(held);

#include "apps/cli/interview.h"
#include "apps/desk/held_call.h"
#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::desk {

fhir::Json urgency_json(const HeldCall& held, const knowledge::KnowledgeBase& knowledge);
// Of the last event; null when it moved nothing.
fhir::Json changed_json(const HeldCall& held);
fhir::Json interrupt_json(const HeldCall& held, const knowledge::KnowledgeBase& knowledge);
fhir::Json gates_json(const HeldCall& held, const knowledge::KnowledgeBase& knowledge);
// What stood before a refusal; null without one.
fhir::Json before_refusal_json(const HeldCall& held, const knowledge::KnowledgeBase& knowledge);
// An urgency that newer knowledge alone would lower; null when there is none.
fhir::Json knowledge_changed_json(const HeldCall& held);
// Whose chart it is; null without one.
fhir::Json chart_json(const CallFacts& facts);
fhir::Json causes_json(const cli::Interview& now);
fhir::Json advice_json(const cli::Interview& now, const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::desk
