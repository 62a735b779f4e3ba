#pragma once

// One possible truth: the network's local parameters, each moved by chance as far as it is
// uncertain (uncertainty.h). Intervals of an answer are quantiles of the answers of many draws.
//
//   const Draw draw{.seed = 2026, .number = 17};
//   const auto drawn = draw_parameters(knowledge, network.parameters, draw);
//   const auto possible = perturbed(knowledge, network, drawn);      // perturbed_network.h
//
// The bases of the conditions are moved, not calibrated anew: a draw's pre-test probabilities are
// those of the content but for the uncertainty itself. A parameter's deviate depends on its name,
// not its place: a row more in the content leaves the others' draws as they were.

#include <cstdint>
#include <vector>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/base/parameters.h"

namespace paraspinal::knowledge {

struct Draw {
  std::uint64_t seed = 0;
  std::uint64_t number = 0;  // of the draws with that seed

  bool operator==(const Draw&) const = default;
};

struct DrawnParameters {
  std::vector<std::vector<double>> base_shift;          // [condition][setting], on the log-odds
  Parameters local;                                     // strengths, leaks, risks, prevalences
  std::vector<double> mechanism_leak;                   // [mechanism]
  std::vector<std::vector<double>> mechanism_strength;  // [mechanism][cause]
  std::vector<double> contribution;                     // [contribution], log of the odds ratio
};

// The deviate times the spread of its side: below the centre or above it. The centre is therefore
// the median, and the ends of a published interval are the 2.5 and 97.5 % quantiles. The priors of
// a condition in the three settings share one deviate.
double drawn_value(const Spread& spread, double deviate);

// Requires `local` to be the parameters of this knowledge base.
DrawnParameters draw_parameters(const KnowledgeBase& knowledge, const Parameters& local, Draw draw);

}  // namespace paraspinal::knowledge
