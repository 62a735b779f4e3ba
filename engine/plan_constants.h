#pragma once

// The numbers of noisy families that a plan (query_plan.h) keeps ready, as no evidence changes
// them: the links of each star and the steps of each chain. Only these are the plan's own; all
// others are taken from the families when it is carried out (slicing.h).
//
//   append_constants(plan.constants, compiled, plan, noisy);   // the part's factors in their order

#include <vector>

#include "engine/compiled_network.h"
#include "engine/query_plan.h"

namespace paraspinal::engine {

// Over the effect before, the parent and the effect after.
inline constexpr std::size_t entries_of_a_chain_step = 8;

// The varying links of a chain in the order of its steps: that of the distribution.
std::vector<NoisyLink> chain_links(const QueryPlan& plan, const NoisyPart& noisy);

// One part; nothing for one without a hidden variable.
void append_constants(std::vector<double>& constants, const CompiledNetwork& compiled,
                      const QueryPlan& plan, const NoisyPart& noisy);

// All of the plan's constants, from the network's numbers as they are.
void refill_constants(QueryPlan& plan, const CompiledNetwork& compiled);

}  // namespace paraspinal::engine
