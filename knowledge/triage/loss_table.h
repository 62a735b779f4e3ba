#pragma once

// What each urgency costs where a condition is there, of all conditions: one for each level too
// fast, its harm times the content's multiplier for levels too slow (model.md section 5, voice 2).
//
//   const LossTable losses(knowledge);
//   losses.least(conditions).urgency;     // of least expected loss
//
// Immutable.

#include <array>
#include <span>
#include <vector>

#include "knowledge/base/knowledge_base.h"

namespace paraspinal::triage {

// The urgency of least expected loss, the slower of equals.
struct LeastLoss {
  knowledge::Urgency urgency = knowledge::Urgency::self_care;
  double loss = 0;
};

class LossTable {
 public:
  using Losses = std::array<double, knowledge::all_urgencies.size()>;  // [urgency]

  explicit LossTable(const knowledge::KnowledgeBase& knowledge);

  const Losses& of(std::size_t condition) const { return losses_[condition]; }

  // From P(condition) of every condition.
  Losses expected(std::span<const double> conditions) const;
  LeastLoss least(std::span<const double> conditions) const;

 private:
  std::vector<Losses> losses_;  // [condition]
};

}  // namespace paraspinal::triage
