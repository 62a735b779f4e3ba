#include "engine/sensitivity.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "engine/changed_network.h"

namespace paraspinal::engine {
namespace {

// One parameter found in its network: what it is now, and the distribution with another value.
struct Located {
  VariableId variable;
  double value = 0;
  Distribution distribution;
};

// The distribution of one variable with its parameter set to x; locate() is the entry point.
struct Locator {
  const Network& network;
  double x;

  Result<Located> none(VariableId id, const std::string& what) const {
    const std::string name =
        id.index < network.size() ? network.variable(id).name : std::to_string(id.index);
    return fail(ErrorKind::invalid_argument, "sensitivity: variable '" + name + "' has no " + what);
  }

  template <typename Kind>
  const Kind* distribution(VariableId id) const {
    return id.index < network.size() ? std::get_if<Kind>(&network.distribution(id)) : nullptr;
  }

  Result<Located> operator()(const TableParameter& parameter) const {
    const auto* table = distribution<TableDistribution>(parameter.variable);
    if (table == nullptr || parameter.entry >= table->values.size()) {
      return none(parameter.variable, "table entry " + std::to_string(parameter.entry));
    }
    TableDistribution changed = *table;
    const std::size_t states = network.variable(parameter.variable).states.size();
    const std::size_t begin = parameter.entry / states * states;
    const double old = table->values[parameter.entry];
    for (std::size_t i = begin; i < begin + states; ++i) {
      const double share =
          old < 1 ? table->values[i] / (1 - old) : 1 / static_cast<double>(states - 1);
      // A share may round to a little above 1.
      changed.values[i] = i == parameter.entry ? x : std::min(1.0, (1 - x) * share);
    }
    return Located{parameter.variable, old, std::move(changed)};
  }

  Result<Located> operator()(const LeakParameter& parameter) const {
    const auto* noisy_or = distribution<NoisyOr>(parameter.variable);
    if (noisy_or == nullptr) {
      return none(parameter.variable, "leak");
    }
    NoisyOr changed = *noisy_or;
    changed.leak = x;
    return Located{parameter.variable, noisy_or->leak, std::move(changed)};
  }

  Result<Located> operator()(const RaisingParameter& parameter) const {
    return link(parameter.variable, parameter.link, &NoisyOr::raising, "raising");
  }

  Result<Located> operator()(const LoweringParameter& parameter) const {
    return link(parameter.variable, parameter.link, &NoisyOr::lowering, "lowering");
  }

  Result<Located> link(VariableId id, std::size_t index, std::vector<NoisyOrLink> NoisyOr::*links,
                       const std::string& kind) const {
    const auto* noisy_or = distribution<NoisyOr>(id);
    if (noisy_or == nullptr || index >= (noisy_or->*links).size()) {
      return none(id, kind + " link " + std::to_string(index));
    }
    NoisyOr changed = *noisy_or;
    (changed.*links)[index].strength = x;
    return Located{id, (noisy_or->*links)[index].strength, std::move(changed)};
  }
};

struct Probabilities {
  double evidence = 0;
  double both = 0;
};

// P(e) and P(target, e), both divided by exp(log_scale), with the parameter at x. Evidence that is
// impossible there has probability zero.
Result<Probabilities> probabilities(const Network& network, const Evidence& evidence,
                                    VariableState target, const Located& located,
                                    double log_scale) {
  const auto changed = with_distributions(network, {{located.variable, located.distribution}});
  if (!changed) {
    return fail(changed.error());
  }
  const auto posterior = Inference(*changed).posterior(evidence, std::span(&target.variable, 1));
  if (!posterior && posterior.error().kind == ErrorKind::impossible) {
    return Probabilities{};
  }
  if (!posterior) {
    return fail(posterior.error());
  }
  const double probability = std::exp(posterior->log_evidence() - log_scale);
  return Probabilities{probability,
                       probability * posterior->marginal(target.variable)[target.state]};
}

}  // namespace

double SensitivityCurve::slope() const {
  const double bottom = c * current + d;
  return (a * d - b * c) / (bottom * bottom);
}

Result<SensitivityCurve> sensitivity(const Inference& inference, const Evidence& evidence,
                                     VariableState target, const Parameter& parameter) {
  const Network& network = inference.network();
  if (target.variable.index >= network.size() ||
      target.state >= network.variable(target.variable).states.size()) {
    return fail(ErrorKind::invalid_argument, "sensitivity: the target is not one of the network's");
  }
  const auto now = inference.posterior(evidence, {});
  if (!now) {
    return fail(now.error());
  }
  const auto zero = std::visit(Locator{network, 0}, parameter);
  const auto one = std::visit(Locator{network, 1}, parameter);
  if (!zero || !one) {
    return fail(zero ? one.error() : zero.error());
  }
  const auto low = probabilities(network, evidence, target, *zero, now->log_evidence());
  const auto high = probabilities(network, evidence, target, *one, now->log_evidence());
  if (!low || !high) {
    return fail(low ? high.error() : low.error());
  }
  return SensitivityCurve{zero->value, high->both - low->both, low->both,
                          high->evidence - low->evidence, low->evidence};
}

}  // namespace paraspinal::engine
