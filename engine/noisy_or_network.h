#pragma once

// A three-layer noisy-OR network (risks -> causes -> findings, as in QMR-DT: Shwe et al. 1991) as
// the plain struct that its small JSON form holds; the JSON itself is read elsewhere, as this
// folder knows no JSON.
//
//   const Result<Network> network = to_network(layers);

#include <string>
#include <vector>

#include "engine/network.h"
#include "engine/result.h"

namespace paraspinal::engine {

struct NoisyOrRisk {
  std::string name;
  double prior = 0;  // P(present)
};

// P(absent | parents) = (1 - leak) * product over the parents present of (1 - link).
struct NoisyOrNode {
  std::string name;
  double leak = 0;
  std::vector<std::string> parents;
  std::vector<double> link;  // one a parent
};

struct NoisyOrNetwork {
  std::vector<NoisyOrRisk> risks;
  std::vector<NoisyOrNode> causes;
  std::vector<NoisyOrNode> findings;
};

// Variables in the order risks, causes, findings. Errors, `invalid_argument`: a parent that is not
// named before, numbers of parents and links that differ, and what Network::Builder finds.
Result<Network> to_network(const NoisyOrNetwork& layers);

}  // namespace paraspinal::engine
