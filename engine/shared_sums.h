#pragma once

// How the belief of a clique is summed onto the separators of its children: what several of them
// leave out is summed out once for all, axis by axis from the slowest. See SumStep in query_plan.h.
//
//   share_sums(plan, message_axes);      // once its cliques and their axes are laid out

#include <cstdint>
#include <span>

#include "engine/query_plan.h"

namespace paraspinal::engine {

// Fills in sum_steps, and the sums of each clique, for the children that distribute.
// `message_axes`: of each clique the axes of its parent that its message runs over, a bit each.
void share_sums(QueryPlan& plan, std::span<const std::uint64_t> message_axes);

}  // namespace paraspinal::engine
