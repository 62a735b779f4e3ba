#pragma once

// What stands above targets that no evidence bears on. Each such target needs its own marginal
// only, so that a risk factor of several of them need not join them: each sums it out for itself.
// The trees that are left are those of the evidence, with the targets as small leaves (the barren
// nodes of Shachter 1986, for many targets at once).
//
//   const VariableSet apart = separated_terms(compiled, observation, relevant);
//   // a family whose parent is `apart` averages over it: P(present) of slicing.h
//
// Not for plans that further evidence may enter: it may stand below two targets that share a
// parent.

#include <vector>

#include "engine/compiled_network.h"
#include "engine/observation.h"

namespace paraspinal::engine {

// With more unobserved parents a log-odds distribution is not tabulated on the side.
inline constexpr std::size_t most_terms_summed = 12;

// The variables that every relevant child may sum out for itself: nothing is observed of
// such a one or below it; its children are log-odds distributions of which it is a term,
// independent of their other terms; each of these is asked for itself only, or separated too; and
// its own probability is a number, for its parents are observed or separated. It may still be a
// target. `known` as known_variables() gives it.
VariableSet separated_terms(const CompiledNetwork& compiled, const Observation& observation,
                            const VariableSet& relevant);

}  // namespace paraspinal::engine
