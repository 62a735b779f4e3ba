#pragma once

// Solves the bases of the conditions' log-odds, and the shares of age, sex and pregnancy, so that
// under the complaint each condition's posterior is its target in every context.
//
//   auto solution = solve_bases(knowledge, groups);  // links solved; bases from before, or none
//   solution->solved.base[c][position(context, bands)];
//
// A fixed point by inference: a base moves by what its posterior misses on the log-odds scale.

#include <vector>

#include "engine/result.h"
#include "knowledge/base/groups.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::knowledge {

inline constexpr double base_tolerance = 1e-7;  // relative; the law asks for 1e-6

struct BaseSolution {
  Solved solved;
  double largest_residual = 1;  // relative, over all conditions and groups with a target above 0
  int sweeps = 0;               // at most 60; the caller judges the residual
};

// `groups` are those of every setting. Errors: those of compile() and of engine::Inference.
engine::Result<BaseSolution> solve_bases(const KnowledgeBase& knowledge,
                                         const std::vector<Group>& groups);

}  // namespace paraspinal::knowledge
