#include "engine/conflict.h"

#include <cmath>
#include <variant>
#include <vector>

namespace paraspinal::engine {

Result<double> conflict_measure(const Inference& inference, const Evidence& evidence) {
  const auto together = inference.posterior(evidence, {});
  if (!together) {
    return fail(together.error());
  }
  std::vector<VariableId> observed;
  for (const auto& [id, item] : evidence.items()) {
    observed.push_back(id);
  }
  const auto priors = inference.posterior({}, observed);
  if (!priors) {
    return fail(priors.error());
  }
  double conflict = -together->log_evidence();
  for (const auto& [id, item] : evidence.items()) {
    const auto prior = priors->marginal(id);
    double probability = 0;
    if (const auto* state = std::get_if<StateIndex>(&item)) {
      probability = prior[*state];
    } else {
      const Likelihood& likelihood = std::get<Likelihood>(item);
      for (StateIndex s = 0; s < prior.size(); ++s) {
        probability += likelihood[s] * prior[s];
      }
    }
    conflict += std::log(probability);
  }
  return conflict;
}

}  // namespace paraspinal::engine
