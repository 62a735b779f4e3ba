#pragma once

// Do the findings fit together? (Jensen, Chamberlain, Nordahl & Jensen 1990.)
//
//   const auto conflict = conflict_measure(inference, evidence);
//   if (*conflict > 0) ...                          // they speak against each other

#include "engine/inference.h"

namespace paraspinal::engine {

// ln(prod_i P(e_i) / P(e)), in nats. Above zero the findings are less probable together than if
// they had nothing to do with each other: a rare case, or an error in the data. Zero for one
// finding or none. A likelihood counts as P(e_i) = sum_x likelihood(x) P(x), so its scale cancels.
// One query for P(e) and one for the priors. Errors: those of Inference::posterior.
Result<double> conflict_measure(const Inference& inference, const Evidence& evidence);

}  // namespace paraspinal::engine
