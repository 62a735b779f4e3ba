#pragma once

// How the belief of a clique is summed onto the separators of its children: what several of them
// leave out is summed out once for all, axis by axis from the slowest. See SumStep in query_plan.h.
//
//   share_sums(plan);     // once its cliques, their axes and loops are laid out

#include "engine/query_plan.h"

namespace paraspinal::engine {

// Fills in sum_steps, and the sums of each clique, for the children that distribute.
void share_sums(QueryPlan& plan);

}  // namespace paraspinal::engine
