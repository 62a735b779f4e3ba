#pragma once

// The second half of a plan: the junction tree over the factors, and the layout of its tables. See
// query_plan.h.

#include "engine/query_plan.h"

namespace paraspinal::engine {

// Fills the plan from its cliques on. Error: `too_large` when a clique or the arena would pass its
// limit.
std::optional<Error> plan_tree(QueryPlan& plan, const CompiledNetwork& compiled,
                               const VariableSet& wanted, const PlanOptions& options);

}  // namespace paraspinal::engine
