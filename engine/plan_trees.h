#pragma once

// The trees that a plan's cliques form: evidence in one of them does not bear on another, so that
// each may be carried out for what is distinct in it alone. Small ones are taken together.
//
//   for (const PlanTree& tree : trees_of(plan)) lanes.collect(tree.cliques);

#include <vector>

#include "engine/query_plan.h"

namespace paraspinal::engine {

struct PlanTree {
  std::vector<std::size_t> cliques;  // in the plan's order
  std::vector<std::size_t> locals;   // variables of these, ascending
  std::vector<std::size_t> factors;  // of the plan, that these are made from; each once
};

// Every clique and every local variable of the plan in exactly one of them; one at least.
std::vector<PlanTree> trees_of(const QueryPlan& plan);

}  // namespace paraspinal::engine
