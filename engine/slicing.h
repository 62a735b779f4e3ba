#pragma once

// The numbers of one query, put where its plan (query_plan.h) wants them: unary values, pointers to
// sliced tables, and small computed tables.

#include "engine/propagation.h"

namespace paraspinal::engine {

// What evidence does not change as long as it is on the same variables and the likelihoods of open
// ones: fills workspace.unary and workspace.factors, and the computed tables in the arena. Gives
// the natural log of the constant factor; -inf when it is zero.
double slice_families(const CompiledNetwork& compiled, const QueryPlan& plan,
                      const Observation& observation, Workspace& workspace);

// Multiplies workspace.unary by the evidence that dissolves and by that on variables of the plan.
// Gives the natural log of the constant factor, as before.
double enter_evidence(const CompiledNetwork& compiled, const QueryPlan& plan,
                      const Observation& observation, Workspace& workspace);

// One term of a noisy variable's sum of products, without its weight.
struct NoisyTerm {
  std::size_t variable = 0;
  std::size_t term = 0;
};

// The same for the links of one term; those to parents that are neither observed nor in the plan
// count as 1.
double enter_term(const CompiledNetwork& compiled, const QueryPlan& plan,
                  const Observation& observation, NoisyTerm term, Workspace& workspace);

}  // namespace paraspinal::engine
