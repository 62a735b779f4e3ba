#include "engine/samples.h"

#include <random>
#include <utility>

#include "engine/observation.h"
#include "engine/relevance.h"

namespace paraspinal::engine {
namespace {

// In [0, 1), from the raw bits: the standard's distributions differ between libraries.
double uniform(std::mt19937_64& bits) {
  return static_cast<double>(bits() >> 11) * 0x1.0p-53;
}

StateIndex draw(std::span<const double> distribution, double u) {
  StateIndex state = 0;
  while (state + 1 < distribution.size() && u >= distribution[state]) {
    u -= distribution[state++];
  }
  // Rounding may leave u past the last state that is possible.
  while (state > 0 && distribution[state] == 0) {
    --state;
  }
  return state;
}

}  // namespace

Result<std::vector<std::vector<StateIndex>>> posterior_samples(const Inference& inference,
                                                               const Evidence& evidence,
                                                               std::size_t count,
                                                               std::uint64_t seed) {
  const Network& network = inference.network();
  const auto observation = check(network, evidence);
  if (!observation) {
    return fail(observation.error());
  }
  const std::vector<bool> bears = with_ancestors(network, observation->observed);
  std::mt19937_64 bits(seed);
  std::vector<std::vector<StateIndex>> draws;
  for (std::size_t n = 0; n < count; ++n) {
    Evidence known = evidence;
    std::vector<StateIndex> states(network.size());
    for (std::size_t i = 0; i < network.size(); ++i) {
      const VariableId id{i};
      std::vector<double> distribution(network.variable(id).states.size());
      if (bears[i]) {
        const auto posterior = inference.posterior(known, std::span(&id, 1));
        if (!posterior) {
          return fail(posterior.error());
        }
        distribution.assign(posterior->marginal(id).begin(), posterior->marginal(id).end());
      } else {
        std::vector<StateIndex> parents;
        for (const VariableId parent : network.parents(id)) {
          parents.push_back(states[parent.index]);
        }
        for (StateIndex s = 0; s < distribution.size(); ++s) {
          distribution[s] = network.conditional(id, s, parents);
        }
      }
      states[i] = draw(distribution, uniform(bits));
      if (bears[i]) {
        known.observe(id, states[i]);
      }
    }
    draws.push_back(std::move(states));
  }
  return draws;
}

}  // namespace paraspinal::engine
