#pragma once

// One posterior for each of several sets of evidence that observe the same variables, and differ in
// states of which no plan knows: one person under every age, sex or stage of pregnancy that is
// possible.
//
//   const auto table = alike_posteriors(inference, people, conditions);
//   if (!table) return fail(table.error());
//   table->present(2, 0);     // P(first condition | third set)
//
// One plan serves all of them, and eight go through the tree at once, each with tables of its own
// (lane_propagation.h); through two smaller trees where a present finding of very many causes
// splits the evidence (split_effect.h).
//
// The rows of the last hundreds of calls are kept: one chart is asked about again and again, and
// all people of an age and sex have the same probabilities before anything is found.
//
// Not for: variations of one set of evidence; see evidence_variations.h.

#include <span>

#include "engine/evidence_variations.h"

namespace paraspinal::engine {

// A row for each set; targets have two states. Each is what inference.posterior(set, targets)
// gives, within 1e-12 but for what a star's signed weights cancel; sets that no plan can serve
// together are queries of their own. Errors as Inference::posterior, but that an impossible set is
// no error.
Result<VariationTable> alike_posteriors(const Inference& inference, std::span<const Evidence> sets,
                                        std::span<const VariableId> targets);

}  // namespace paraspinal::engine
