#include "validation/world.h"

#include "knowledge/base/believed_leak.h"

namespace paraspinal::validation {

knowledge::KnowledgeBase believable_world(const knowledge::KnowledgeBase& knowledge) {
  knowledge::KnowledgeBase world = knowledge;
  world.solved.leak = knowledge::believed_leaks(knowledge);
  return world;
}

}  // namespace paraspinal::validation
