#pragma once

// How much a further observation would tell about a target (Shannon 1948; for questions in
// diagnosis, Gorry & Barnett 1968).
//
//   const auto values = information_values(inference, evidence, disease, candidates);
//   // values[i].nats: expected fall of the entropy of `disease` when candidates[i] is observed

#include <span>
#include <vector>

#include "engine/inference.h"

namespace paraspinal::engine {

struct InformationValue {
  VariableId variable;
  // Mutual information I(target; variable | evidence), 0 or more, in nats (divide by ln 2 for
  // bits).
  double nats = 0;
};

// -sum p ln p in nats; states of probability 0 add nothing.
double entropy(std::span<const double> distribution);

// I(T; X | e) = sum_t P(t | e) sum_x P(x | t, e) ln(P(x | t, e) / P(x | e)) for every candidate X,
// in the order given: one query for the evidence and one for each state of the target, however many
// candidates there are. An observed candidate has value 0. Errors: those of Inference::posterior;
// `invalid_argument` when there is evidence on the target itself that leaves one state.
Result<std::vector<InformationValue>> information_values(const Inference& inference,
                                                         const Evidence& evidence,
                                                         VariableId target,
                                                         std::span<const VariableId> candidates);

}  // namespace paraspinal::engine
