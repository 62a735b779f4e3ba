#pragma once

// The sensitivity curves (see sensitivity.h) of every entry of one variable's table at once: P(e)
// is linear in the entries of a family, so that its joint posterior gives all of them (Darwiche
// 2003, section 3).
//
//   const auto curves = table_sensitivity(inference, evidence, {disease, 1}, test);
//   curves->at(3).slope();    // as sensitivity(inference, evidence, {disease, 1}, {test, 3})
//
// Not for: a noisy-OR, whose leak and links sensitivity() takes one by one.

#include <vector>

#include "engine/sensitivity.h"

namespace paraspinal::engine {

// One curve an entry, in the order of the table's values. One network is made, in which each row of
// the variable is uniform, and two queries asked of it for each row; a number at 0 needs no other
// care. Ends at which the evidence is impossible are exactly so: NaN. Errors: those of
// Inference::posterior for the evidence as it stands; `invalid_argument` for a variable without a
// table or a state the target does not have; `too_large` for more than 2^16 entries.
Result<std::vector<SensitivityCurve>> table_sensitivity(const Inference& inference,
                                                        const Evidence& evidence,
                                                        VariableState target, VariableId variable);

}  // namespace paraspinal::engine
