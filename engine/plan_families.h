#pragma once

// The first half of a plan: local variables, and what each relevant family becomes once the
// evidence is sliced in. See query_plan.h.

#include "engine/query_plan.h"

namespace paraspinal::engine {

// Fills the plan up to its factors. Error: `too_large` for a log-odds table over `options`.
std::optional<Error> plan_families(QueryPlan& plan, const CompiledNetwork& compiled,
                                   const Observation& observation, const VariableSet& relevant,
                                   const VariableSet& wanted, const PlanOptions& options);

}  // namespace paraspinal::engine
