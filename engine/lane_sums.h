#pragma once

// The sums of a lane program (lane_program.h), made from the sum steps of its plan.
//
//   add_lane_sums(plan, program);      // once its cliques are there

#include "engine/lane_program.h"

namespace paraspinal::engine {

// Fills in the sums of each clique, and whether it keeps its belief.
void add_lane_sums(const QueryPlan& plan, LaneProgram& program);

}  // namespace paraspinal::engine
