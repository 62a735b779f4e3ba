#pragma once

// What a call is handed on with beside the answer: the SBAR summary of the terminal, with what
// people decided and wrote (an override, what stood before a refusal, notes, call-backs); and the
// same decisions for the FHIR bundle.
//
//   attached("text/plain", handover_text(held, call_backs, knowledge));
//   fhir::with_decisions(bundle, decisions_of(held, knowledge));

#include <string>
#include <vector>

#include "apps/desk/held_call.h"
#include "apps/records/calls.h"
#include "fhir/export_decisions.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::desk {

std::string handover_text(const HeldCall& held, const std::vector<records::CallBack>& call_backs,
                          const knowledge::KnowledgeBase& knowledge);

// The notes, and the override that stands or has ended.
fhir::Decisions decisions_of(const HeldCall& held, const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::desk
