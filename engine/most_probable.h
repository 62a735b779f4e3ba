#pragma once

// The most probable explanation (MPE; Koller & Friedman 13.2): the one joint state of all variables
// that is most probable given the evidence. It may differ from the most probable state of each
// variable alone.
//
//   const auto best = most_probable(network, evidence);
//   best->states[v.index];

#include <vector>

#include "engine/evidence.h"
#include "engine/network.h"
#include "engine/result.h"

namespace paraspinal::engine {

struct MostProbable {
  std::vector<StateIndex> states;  // of every variable of the network
  double log_probability = 0;      // natural log of P(states, evidence), likelihoods included
};

// argmax over x of P(x, e), by eliminating variables with max in place of sum. Equal maxima: the
// lowest state of the variable eliminated last, then of the one before it, and so on: always the
// same one. Cost: the tables of one elimination of the whole network, every family as a table.
// Errors: `invalid_argument` for faulty evidence; `impossible` when P(e) = 0; `too_large` when a
// table would pass 2^22 entries.
Result<MostProbable> most_probable(const Network& network, const Evidence& evidence);

}  // namespace paraspinal::engine
