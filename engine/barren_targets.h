#pragma once

// Targets that no evidence bears on, neither directly nor through something unobserved that stands
// above them too. Each is what its own ancestors make of it (ancestral_evidence.h), whatever else
// is known, so that it need not stand in a tree (the barren nodes of Shachter 1986).
//
//   const auto known = barren_targets(compiled, observation, changeable, targets, answers);
//   if (known[3]) ...                      // P(state 1) of the fourth target
//
// Not for plans that further evidence may enter: it may stand below a target.

#include <optional>
#include <span>
#include <vector>

#include "engine/ancestral_answers.h"
#include "engine/compiled_network.h"
#include "engine/observation.h"

namespace paraspinal::engine {

// P(state 1) of each such target, of two states; nothing of the others. Evidence may come, change
// or go on what is observed or changeable, and on nothing else, as long as no changeable variable
// stands above the target.
std::vector<std::optional<double>> barren_targets(const CompiledNetwork& compiled,
                                                  const Observation& observation,
                                                  std::span<const VariableId> changeable,
                                                  std::span<const VariableId> targets,
                                                  AncestralAnswers& answers);

}  // namespace paraspinal::engine
