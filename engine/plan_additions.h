#pragma once

// What a family adds to a plan, piece by piece: local variables, and factors with their scopes. For
// plan_families.cpp and plan_noisy.cpp.

#include <cstdint>
#include <string>

#include "engine/query_plan.h"

namespace paraspinal::engine {

// A variable of the tree; gives its number.
inline std::size_t add_local(QueryPlan& plan, std::size_t states) {
  plan.states.push_back(states);
  plan.unary_begin.push_back(plan.unary_size);
  plan.unary_size += states;
  plan.has_unary.push_back(false);
  return plan.states.size() - 1;
}

// An empty factor, and its number; its scope is what is added next.
inline std::size_t begin_factor(QueryPlan& plan, bool signed_weights = false,
                                std::size_t constant = QueryPlan::none) {
  plan.factors.push_back({{narrow(plan.scope_variables.size()), 0}, signed_weights, constant});
  return plan.factors.size() - 1;
}

inline void add_to_scope(QueryPlan& plan, std::size_t local, std::size_t stride) {
  plan.scope_variables.push_back(local);
  plan.scope_strides.push_back(stride);
  ++plan.factors.back().scope.count;
}

inline Error table_too_large(const CompiledNetwork& compiled, std::size_t variable,
                             std::size_t limit) {
  return Error{ErrorKind::too_large,
               "the table of '" + compiled.network().variable(VariableId{variable}).name +
                   "' given its unobserved parents passes " + std::to_string(limit) + " entries"};
}

}  // namespace paraspinal::engine
