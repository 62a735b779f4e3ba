#pragma once

// The published pre-test probability of every condition in every context: what calibration aims at.
//
//   const Targets targets(knowledge);
//   targets.of(miscarriage, {Setting::telephone, band, Sex::female, PregnancyStage::trimester_1});
//
// A prior is the average over the people of its setting to whom it applies; the modifiers of age,
// sex and pregnancy say how these people differ. The odds are therefore scaled until their average
// over the setting's demographics is the prior again: without that, age and sex would be counted on
// top of a figure that already contains them.

#include <vector>

#include "knowledge/base/knowledge_base.h"

namespace paraspinal::knowledge {

// True for contexts that exist: pregnancy and the postpartum only in women, of the ages at which
// the demographics know them.
bool exists(const KnowledgeBase& knowledge, const Context& context);

class Targets {
 public:
  // The knowledge base must outlive this object.
  explicit Targets(const KnowledgeBase& knowledge);

  // 0 outside the condition's scope. A modifier written as a probability stands as written.
  double of(ConditionId condition, const Context& context) const;

 private:
  const KnowledgeBase* knowledge_;
  std::vector<std::vector<double>> log_scale_;  // [condition][setting], on the odds
};

}  // namespace paraspinal::knowledge
