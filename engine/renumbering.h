#pragma once

// Other numbers for a family that is laid out for queries (compiled_network.h, query_plan.h). What
// was laid out makes use of equalities among numbers: a cause of strength 0 is no cause, a leak of
// 0 is none. It serves other numbers that have these too.
//
//   if (keeps_equalities(network.distribution(fever), other)) compiled.renumber(fever.index,
//   other);

#include "engine/distribution.h"
#include "engine/sum_of_products.h"

namespace paraspinal::engine {

// Whether `after` is of the same kind over the same parents in the same order, and as large.
bool same_structure(const Distribution& before, const Distribution& after);

// Whether all numbers are such as a network may hold (distribution_checks.h).
bool has_sound_numbers(const Distribution& distribution, std::size_t states);

// Whether what was laid out for `before` serves `after`, of the same structure. Tables and log-odds
// always; noisy-OR: strengths without effect, a leak of 0 and one of 1 stay so; noisy-MAX: rows
// that are equal, and weights of zero, stay so.
bool keeps_equalities(const Distribution& before, const Distribution& after);

// Whether 1 - leak or 1 - strength of a noisy-OR would keep too few of the digits that a present
// effect turns on. Never of another kind.
bool loses_digits(const Distribution& distribution);

// The sum of products of `after`, its terms those of `sum`, which was made and simplified for
// `before`. Requires noisy-ORs or noisy-MAXes, and keeps_equalities(before, after).
void renumber(SumOfProducts& sum, const Distribution& before, const Distribution& after);

}  // namespace paraspinal::engine
