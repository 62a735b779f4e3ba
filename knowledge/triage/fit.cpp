// Entry point: fit, at the end.

#include "knowledge/triage/fit.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/evidence_variations.h"
#include "knowledge/base/believed_leak.h"

namespace paraspinal::triage {
namespace {

using engine::Result;
using knowledge::ClinicalNetwork;
using knowledge::KnowledgeBase;

// source: expert judgement
constexpr double likely_by_chance = 0.5;
constexpr double common_anyway = 0.2;
constexpr std::size_t most_named = 5;
const double least_fall = std::log(1.5);  // nats; see fit.h

// What is known of each finding of the observation, in its order.
struct Likelihoods {
  double all = 0;             // natural log of P(evidence)
  std::vector<double> alone;  // of P(finding | context)
  std::vector<double> given;  // of P(finding | all other evidence)
};

engine::Evidence everything(const Observation& observation) {
  engine::Evidence evidence = observation.context;
  for (const Observed& item : observation.findings) {
    evidence.observe(item.variable, item.state);
  }
  return evidence;
}

Result<Likelihoods> likelihoods(const Observation& observation, const engine::Inference& inference,
                                const engine::Evidence& evidence) {
  std::vector<engine::VariableId> variables;
  for (const Observed& item : observation.findings) {
    variables.push_back(item.variable);
  }
  const auto alone = inference.posterior(observation.context, variables);
  if (!alone) {
    return engine::fail(alone.error());
  }
  const engine::EvidenceVariations variations(inference, evidence, variables, {});
  const auto all = variations.log_evidence(evidence);
  if (!all) {
    return engine::fail(all.error());
  }
  Likelihoods known{*all, {}, {}};
  for (const Observed& item : observation.findings) {
    engine::Evidence others = evidence;
    others.forget(item.variable);
    const auto without = variations.log_evidence(others);
    if (!without) {
      return engine::fail(without.error());
    }
    known.alone.push_back(std::log(alone->marginal(item.variable)[item.state]));
    known.given.push_back(*all - *without);
  }
  return known;
}

// P(leak acts, no cause does | evidence) of a present noisy-OR whose leak nothing lowers.
double leak_alone(double leak, double log_present) {
  const double present = std::exp(log_present);
  return std::clamp(leak / (1 - leak) * (1 - present) / present, 0.0, 1.0);
}

// The same where conditions lower the background: its variable present, and each cause held back
// with the probability that it does not act.
Result<double> background_alone(const Observed& item, double log_all,
                                const engine::Evidence& evidence,
                                const engine::Inference& inference,
                                const ClinicalNetwork& network) {
  const knowledge::FindingParameters& local = *network.parameters.findings[item.finding.index];
  engine::Evidence held = evidence;
  held.forget(item.variable);
  held.observe(*network.backgrounds[item.finding.index], engine::StateIndex{1});
  for (const auto& arc : local.raising) {
    held.observe(network.conditions[arc.condition.index], engine::Likelihood{1, 1 - arc.strength});
  }
  for (const auto& route : local.mechanisms) {
    held.observe(network.mechanisms[route.mechanism], engine::Likelihood{1, 1 - route.strength});
  }
  const auto posterior = inference.posterior(held, std::span<const engine::VariableId>{});
  if (!posterior) {
    if (posterior.error().kind == engine::ErrorKind::impossible) {
      return 0.0;
    }
    return engine::fail(posterior.error());
  }
  return std::clamp(std::exp(posterior->log_evidence() - log_all), 0.0, 1.0);
}

// The same where the finding is heard without a cause as seldom as `believed` says: the odds of
// chance against a cause go with the leak.
double as_heard(double by_chance, double leak, double believed) {
  if (leak <= 0 || by_chance >= 1) {
    return by_chance;
  }
  const double odds = by_chance / (1 - by_chance) * believed / leak;
  return odds / (1 + odds);
}

Result<std::vector<Unexplained>> unexplained(const Observation& observation,
                                             const Likelihoods& known,
                                             const engine::Evidence& evidence,
                                             const engine::Inference& inference,
                                             const KnowledgeBase& knowledge,
                                             const ClinicalNetwork& network) {
  const std::vector<double> believed = knowledge::believed_leaks(knowledge);
  std::vector<Unexplained> list;
  for (std::size_t i = 0; i < observation.findings.size(); ++i) {
    const Observed& item = observation.findings[i];
    const auto& local = network.parameters.findings[item.finding.index];
    if (!local || item.state != 1 || std::exp(known.alone[i]) >= common_anyway) {
      continue;
    }
    Result<double> by_chance = leak_alone(local->leak, known.given[i]);
    if (network.backgrounds[item.finding.index]) {
      by_chance = background_alone(item, known.all, evidence, inference, network);
    }
    if (!by_chance) {
      return engine::fail(by_chance.error());
    }
    const double heard = as_heard(*by_chance, local->leak, believed[item.finding.index]);
    if (heard > likely_by_chance) {
      list.push_back({knowledge.findings[item.finding].id, heard});
    }
  }
  std::ranges::stable_sort(list, std::ranges::greater{}, &Unexplained::by_chance);
  return list;
}

Conflict conflict_of(const Observation& observation, const Likelihoods& known, double log_context,
                     const KnowledgeBase& knowledge) {
  Conflict conflict;
  conflict.nats =
      std::accumulate(known.alone.begin(), known.alone.end(), 0.0) - (known.all - log_context);
  if (conflict.nats <= 0) {
    return conflict;
  }
  // Without a finding the measure falls by ln P(it) - ln P(it | the others).
  std::vector<std::size_t> order(observation.findings.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto fall = [&known](std::size_t i) { return known.alone[i] - known.given[i]; };
  std::ranges::stable_sort(order, std::ranges::greater{}, fall);
  for (const std::size_t i : order) {
    const bool named_already = !conflict.findings.empty();
    if (conflict.findings.size() == most_named || (named_already && fall(i) < least_fall)) {
      break;
    }
    conflict.findings.push_back(knowledge.findings[observation.findings[i].finding].id);
  }
  return conflict;
}

}  // namespace

Result<Fit> fit(const Observation& observation, const engine::Inference& inference,
                const KnowledgeBase& knowledge, const ClinicalNetwork& network) {
  if (observation.findings.empty()) {
    return Fit{};
  }
  const engine::Evidence evidence = everything(observation);
  const auto known = likelihoods(observation, inference, evidence);
  if (!known) {
    return engine::fail(known.error());
  }
  const auto context =
      inference.posterior(observation.context, std::span<const engine::VariableId>{});
  if (!context) {
    return engine::fail(context.error());
  }
  auto list = unexplained(observation, *known, evidence, inference, knowledge, network);
  if (!list) {
    return engine::fail(list.error());
  }
  return Fit{*std::move(list),
             conflict_of(observation, *known, context->log_evidence(), knowledge)};
}

}  // namespace paraspinal::triage
