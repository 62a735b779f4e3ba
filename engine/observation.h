#pragma once

// Evidence checked against a network and laid out by variable: what inference reads.
//
//   const Result<Observation> observation = check(network, evidence);

#include <optional>
#include <vector>

#include "engine/evidence.h"
#include "engine/network.h"
#include "engine/result.h"
#include "engine/soft_evidence.h"
#include "engine/variable_set.h"

namespace paraspinal::engine {

struct Observation {
  // One entry a variable of the network.
  std::vector<std::optional<StateIndex>> state;
  SoftEvidence likelihood;
  double log_scale = 0;  // natural log of the likelihoods that were turned into hard evidence
  std::vector<VariableId> observed;  // every variable with hard or soft evidence, ascending
  // The variables whose state follows from others (implied.h), so that their families are no
  // factors; of no network where none was looked for.
  VariableSet implied = {};

  bool is_implied(std::size_t variable) const { return implied.size() > 0 && implied[variable]; }
};

// The variables whose state is known: hard evidence, and what follows from it.
VariableSet known_variables(const Observation& observation);
// Those with soft evidence.
VariableSet softly_observed(const Observation& observation);

// A likelihood with a single non-zero entry becomes hard evidence.
// Errors, all `invalid_argument`: an unknown variable or state; a likelihood of the wrong length,
// with a negative, infinite or NaN entry, or all zero.
Result<Observation> check(const Network& network, const Evidence& evidence);

}  // namespace paraspinal::engine
