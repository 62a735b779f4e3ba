#include "validation/world.h"

#include <algorithm>

#include "knowledge/base/believed_leak.h"

namespace paraspinal::validation {

knowledge::KnowledgeBase believable_world(const knowledge::KnowledgeBase& knowledge) {
  knowledge::KnowledgeBase world = knowledge;
  world.solved.leak = knowledge::believed_leaks(knowledge);
  return world;
}

knowledge::KnowledgeBase world_of_causes_alone(const knowledge::KnowledgeBase& knowledge) {
  knowledge::KnowledgeBase world = knowledge;
  std::ranges::fill(world.solved.leak, 0);
  for (knowledge::Mechanism& mechanism : world.mechanisms) {
    mechanism.leak = 0;
  }
  return world;
}

}  // namespace paraspinal::validation
