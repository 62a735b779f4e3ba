#pragma once

// The world that simulated callers live in: the knowledge base, but findings are as rare as its
// sources say.
//
//   const knowledge::KnowledgeBase world = believable_world(knowledge);
//   const auto network = knowledge::compile(world);      // draw callers from it
//
// The leaks are those of knowledge/base/believed_leak.h, not those with which answers are weighed.
//
// Not for: answers to anybody.

#include "knowledge/base/knowledge_base.h"

namespace paraspinal::validation {

knowledge::KnowledgeBase believable_world(const knowledge::KnowledgeBase& knowledge);

// The same, but no finding is there without one of its causes: what is left of an answer shows how
// much of it came from chance findings. Risk factors stay as common as they are.
knowledge::KnowledgeBase world_of_causes_alone(const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::validation
