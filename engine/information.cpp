#include "engine/information.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/evidence_variations.h"

namespace paraspinal::engine {
namespace {

// sum_x p(x) ln(p(x) / q(x)), in nats.
double divergence(std::span<const double> p, std::span<const double> q) {
  double total = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    total += p[i] > 0 && q[i] > 0 ? p[i] * std::log(p[i] / q[i]) : 0;
  }
  return total;
}

// The evidence and the target in one state. A likelihood on the target keeps its entry for that
// state, so nothing that it said is lost; the scale cancels, as only posteriors are read.
Evidence with_target(const Evidence& evidence, VariableId target, StateIndex state) {
  Evidence more = evidence;
  more.observe(target, state);
  return more;
}

}  // namespace

double entropy(std::span<const double> distribution) {
  double total = 0;
  for (const double p : distribution) {
    total -= p > 0 ? p * std::log(p) : 0;
  }
  return total;
}

Result<std::vector<InformationValue>> information_values(const Inference& inference,
                                                         const Evidence& evidence,
                                                         VariableId target,
                                                         std::span<const VariableId> candidates) {
  std::vector<VariableId> asked(candidates.begin(), candidates.end());
  asked.push_back(target);
  const EvidenceVariations variations(inference, with_target(evidence, target, 0),
                                      std::span(&target, 1), asked);
  const auto before = variations.posterior(evidence);
  if (!before) {
    return fail(before.error());
  }
  const auto prior = before->marginal(target);
  if (std::ranges::count_if(prior, [](double p) { return p > 0; }) < 2) {
    return fail(ErrorKind::invalid_argument, "value of information: the target '" +
                                                 inference.network().variable(target).name +
                                                 "' is known already");
  }
  std::vector<InformationValue> values;
  for (const VariableId candidate : candidates) {
    values.push_back({candidate, 0});
  }
  for (StateIndex state = 0; state < prior.size(); ++state) {
    if (prior[state] == 0) {
      continue;
    }
    const auto given = variations.posterior(with_target(evidence, target, state));
    if (!given) {
      return fail(given.error());
    }
    for (InformationValue& value : values) {
      value.nats += prior[state] *
                    divergence(given->marginal(value.variable), before->marginal(value.variable));
    }
  }
  for (InformationValue& value : values) {
    value.nats = std::max(value.nats, 0.0);  // below zero by rounding only
  }
  return values;
}

}  // namespace paraspinal::engine
