#pragma once

// The numbers of one query, put where its plan (query_plan.h) wants them: unary values, pointers to
// sliced tables, and small computed tables.

#include "engine/propagation.h"

namespace paraspinal::engine {

// Fills workspace.unary and workspace.factors, and the computed tables in the arena. Gives the
// natural log of the constant factor; -inf when it is zero.
double slice_in(const CompiledNetwork& compiled, const QueryPlan& plan,
                const Observation& observation, Workspace& workspace);

}  // namespace paraspinal::engine
