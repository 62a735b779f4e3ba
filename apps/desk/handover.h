#pragma once

// The text that a call is handed on with: the SBAR summary of the terminal, with what people
// decided and wrote beside it (an override, what stood before a refusal, notes, call-backs).
//
//   attached("text/plain", handover_text(held, call_backs, knowledge));

#include <string>
#include <vector>

#include "apps/desk/held_call.h"
#include "apps/records/calls.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::desk {

std::string handover_text(const HeldCall& held, const std::vector<records::CallBack>& call_backs,
                          const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::desk
