#pragma once

// Solves the network's own parameters so that it gives the published figures back (model.md section
// 3). Done at build time; the result is stored in the knowledge base.
//
//   const Result<Calibration> calibration = calibrate(knowledge);   // knowledge without `solved`
//
// Three steps: the links in closed form (link_solver.h); the bases of the conditions by inference
// (base_solver.h); then, while the odds ratios of risk factors that act together are measured to be
// off, those and the bases again.

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
  int sweeps = 0;               // of the bases, in all rounds together
};

// Errors: those of compile(); `corrupt` when the fixed point is not reached.
engine::Result<Calibration> calibrate(const KnowledgeBase& knowledge);

}  // namespace paraspinal::knowledge
