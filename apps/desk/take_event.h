#pragma once

// What one event does to the facts of a call, by its kind (call_facts.h).
//
//   Taken taken = take_event(std::move(facts), event, content, knowledge);
//   taken.facts;   taken.words;                      // "Opened again"
//
// Not for: what was told after the event, and the list of events, which `with` adds.

#include <string>

#include "apps/desk/call_facts.h"
#include "apps/records/calls.h"
#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::desk {

struct Taken {
  CallFacts facts;
  std::string words;  // for people; empty for a kind that is not known
};

// `content`: the event's, parsed.
Taken take_event(CallFacts facts, const records::CallEvent& event, const fhir::Json& content,
                 const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::desk
