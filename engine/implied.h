#pragma once

// States that follow from what is observed above: a complication of pregnancy in a man is absent
// whatever his risk factors. Such a variable says nothing of the parents that are not observed, so
// that they need not be joined by its family.
//
//   find_implied(compiled, observation, {});      // before the observation is planned for
//
// Looked for where all parents are known, and in log-odds families whose known context has a base
// of -inf or +inf.

#include <span>

#include "engine/compiled_network.h"
#include "engine/observation.h"

namespace paraspinal::engine {

// Sets the state of every variable that is certain given the hard evidence above it, those found
// before included, and marks it in `observation.implied`; `observed` stays as it is. One that is
// observed to be so is marked too; one observed otherwise, which is impossible, or softly is not.
// Leaves and changeable variables are left out, and what changeable ones say.
void find_implied(const CompiledNetwork& compiled, Observation& observation,
                  std::span<const VariableId> changeable);

// Whether all that is marked follows under these numbers too, of a network of the same structure.
bool implied_holds(const CompiledNetwork& renumbered, const Observation& observation);

// Leaves in each only what is implied in all of them; a state that is observed stays. What is still
// marked follows in each, so that one plan may serve all.
void keep_common_implied(std::span<Observation* const> observations);

}  // namespace paraspinal::engine
