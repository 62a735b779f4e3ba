#pragma once

// A present finding of very many causes as a difference: P(e, present) = P(e) - P(e, absent). The
// hidden variable of its star would stand in nearly every clique; without it each table is half as
// large or less, and a cause that always brings the finding (strength 1) is observed to be absent
// in the second term, whose tree is small.
//
//   if (const auto split = split_effect(compiled, evidence, changeable)) {
//     const auto all = ...;                        // variations of split->without
//     const auto none = ...;                       // the same of split->absent
//     difference(all, none, row, present);         // of the evidence itself
//   }
//
// Not for: findings of few causes, or of weak ones, for which a star is as small.

#include <optional>
#include <span>
#include <vector>

#include "engine/compiled_network.h"
#include "engine/evidence_variations.h"

namespace paraspinal::engine {

// What is left of P(e) with the effect present must be so large a share of it, for as many digits
// are lost.
inline constexpr double smallest_share_left = 1e-3;

struct SplitEffect {
  VariableId effect;
  Evidence without;  // the effect not observed
  Evidence absent;   // the effect absent, and with it the causes that would always bring it
};

// The finding of most unobserved causes that is observed to be present, where splitting by it pays:
// a leaky noisy-OR of sixteen such causes or more, none of them lowering, nothing below it, and
// half of them of strength 1. Nothing where there is none, or only a changeable one.
std::optional<SplitEffect> split_effect(const CompiledNetwork& compiled, const Evidence& evidence,
                                        std::span<const VariableId> changeable);

// The same of several sets of evidence that observe the same variables.
struct SplitEffects {
  VariableId effect;
  std::vector<Evidence> without;
  std::vector<Evidence> absent;
};

// Nothing where one of them is not split, or by another effect.
std::optional<SplitEffects> split_alike(const CompiledNetwork& compiled,
                                        std::span<const Evidence> sets,
                                        std::span<const VariableId> changeable);

// The row of P(e, present), from those of P(e) and P(e, absent): gives its log evidence and fills
// `present` with P(state 1) of each target. Nothing where less than a thousandth of P(e) is left,
// of which the difference would have lost too many digits.
std::optional<double> difference(const VariationTable& all, const VariationTable& absent,
                                 std::size_t row, std::vector<double>& present);

}  // namespace paraspinal::engine
