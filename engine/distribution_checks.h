#pragma once

// What makes a variable and its local distribution sound. Used by Network::Builder only.
//
//   if (auto faulty = distribution_fault(id, distribution, variables)) return fail(*faulty);

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/distribution.h"
#include "engine/result.h"
#include "engine/variable.h"

namespace paraspinal::engine {

// How far from 1 the sum of a row may be.
inline constexpr double row_sum_tolerance = 1e-9;

// Each parent in the order the distribution names it: table axes; noisy-OR raising, then lowering;
// log-odds context, then terms; noisy-MAX links.
std::vector<VariableId> parents_of(const Distribution& distribution);

// The first fault of the variable itself: an empty name, fewer than two states, a repeated
// state. Nothing when it is sound.
std::optional<Error> variable_fault(const Variable& variable);

// The first fault of the distribution of variables[id.index], whose parents must stand before it.
std::optional<Error> distribution_fault(VariableId id, const Distribution& distribution,
                                        std::span<const Variable> variables);

// The same distribution with each row of its tables divided by its sum.
Distribution with_normalised_rows(Distribution distribution, std::size_t states);

}  // namespace paraspinal::engine
