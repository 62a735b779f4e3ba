#pragma once

// Solves for the bases of the conditions' log-odds so that the network gives the published pre-test
// probabilities back: with only setting, age, sex, pregnancy and the complaint observed, each
// condition's posterior is its target in that context (model.md section 3). Done at build time; the
// result is stored in the knowledge base.
//
//   const Result<Calibration> calibration = calibrate(knowledge);   // knowledge without `solved`

#include <string>
#include <vector>

#include "engine/result.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::knowledge {

// A target that cannot be met, and why.
struct UnattainablePrior {
  std::string condition;
  std::string context;
  std::string reason;
};

struct Calibration {
  Solved solved;
  std::vector<UnattainablePrior> unattainable;
  double largest_residual = 1;  // relative, over all conditions and contexts with a target above 0
  int sweeps = 0;
};

// Errors: those of compile(); `corrupt` when the fixed point is not reached.
engine::Result<Calibration> calibrate(const KnowledgeBase& knowledge);

}  // namespace paraspinal::knowledge
