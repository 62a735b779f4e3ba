// Entry points: explain, then ranked, at the end.

#include "knowledge/triage/explain.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "engine/evidence_variations.h"
#include "engine/probability.h"
#include "knowledge/triage/words.h"

namespace paraspinal::triage {
namespace {

using engine::Posterior;
using engine::Result;
using knowledge::ClinicalNetwork;
using knowledge::ConditionId;
using knowledge::ConditionRole;
using knowledge::FindingId;
using knowledge::KnowledgeBase;

// Log-odds of each condition, kept finite: within 1e-15 of 0 and 1 nothing more can be told apart.
std::vector<double> log_odds_of(const Posterior& posterior, const ClinicalNetwork& network) {
  constexpr double edge = 1e-15;
  std::vector<double> values;
  for (const engine::VariableId condition : network.conditions) {
    const double p = std::clamp(posterior.present(condition), edge, 1 - edge);
    values.push_back(engine::log_odds({p}).value);
  }
  return values;
}

// Adds findings one at a time, in the order given by `order`, and adds half of each step's change
// to the weights. Gives the posterior of all of them.
Result<Posterior> add_half_steps(const Observation& observation,
                                 const std::vector<std::size_t>& order,
                                 const engine::EvidenceVariations& variations,
                                 const ClinicalNetwork& network, const Posterior& pretest,
                                 std::vector<std::vector<double>>& weights) {
  engine::Evidence evidence = observation.context;
  std::vector<double> before = log_odds_of(pretest, network);
  Posterior last = pretest;
  for (const std::size_t i : order) {
    evidence.observe(observation.findings[i].variable, observation.findings[i].state);
    auto posterior = variations.posterior(evidence);
    if (!posterior) {
      return posterior;
    }
    const std::vector<double> after = log_odds_of(*posterior, network);
    for (std::size_t c = 0; c < after.size(); ++c) {
      weights[c][i] += (after[c] - before[c]) / 2;
    }
    before = after;
    last = std::move(*posterior);
  }
  return last;
}

// The evidence rows that tie a finding to a condition: its own arc, a mechanism, or a risk factor.
std::vector<std::size_t> rows_between(FindingId finding, ConditionId condition,
                                      const KnowledgeBase& knowledge,
                                      const ClinicalNetwork& network) {
  std::vector<std::size_t> rows;
  if (const auto& local = network.parameters.findings[finding.index]) {
    for (const auto* arcs : {&local->raising, &local->lowering}) {
      for (const auto& arc : *arcs) {
        if (arc.condition == condition) {
          rows.push_back(arc.link);
        }
      }
    }
    for (const auto& route : local->mechanisms) {
      std::copy_if(route.links.begin(), route.links.end(), std::back_inserter(rows),
                   [&](std::size_t link) { return knowledge.links[link].condition == condition; });
    }
  }
  for (const auto& risk : network.parameters.risks[condition.index]) {
    if (risk.finding == finding && risk.link) {
      rows.push_back(*risk.link);
    }
  }
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

Weight weight_of(const Observed& item, double log_odds_change, ConditionId condition,
                 const KnowledgeBase& knowledge, const ClinicalNetwork& network) {
  Weight weight;
  weight.finding = knowledge.findings[item.finding].id;
  weight.state = item.state == 1 ? "present" : "absent";
  weight.decibans = engine::decibans(log_odds_change);
  for (const std::size_t row : rows_between(item.finding, condition, knowledge, network)) {
    const knowledge::Link& link = knowledge.links[row];
    weight.links.push_back(link.id);
    const auto& cited = weight.sources;
    if (std::find(cited.begin(), cited.end(), link.citation.source) == cited.end()) {
      weight.sources.push_back(link.citation.source);
    }
  }
  return weight;
}

RankedCondition rank(std::size_t c, const Explanation& explanation, const Observation& observation,
                     const KnowledgeBase& knowledge, const ClinicalNetwork& network) {
  const knowledge::Condition& row = knowledge.conditions[c];
  RankedCondition condition;
  condition.id = row.id;
  condition.name = row.name;
  condition.role = row.role;
  condition.must_not_miss = row.must_not_miss;
  condition.posterior = explanation.posterior.present(network.conditions[c]);
  condition.pretest = explanation.pretest.present(network.conditions[c]);
  condition.prior_citation = row.priors.front().citation;
  for (std::size_t i = 0; i < observation.findings.size(); ++i) {
    if (explanation.weights[c][i] != 0) {
      condition.weights.push_back(weight_of(observation.findings[i], explanation.weights[c][i],
                                            ConditionId{c}, knowledge, network));
    }
  }
  std::stable_sort(
      condition.weights.begin(), condition.weights.end(),
      [](const Weight& a, const Weight& b) { return std::abs(a.decibans) > std::abs(b.decibans); });
  return condition;
}

}  // namespace

Result<Explanation> explain(const Observation& observation, const engine::Inference& inference,
                            const KnowledgeBase& knowledge, const ClinicalNetwork& network) {
  engine::Evidence all = observation.context;
  std::vector<engine::VariableId> added;
  for (const Observed& item : observation.findings) {
    all.observe(item.variable, item.state);
    added.push_back(item.variable);
  }
  const engine::EvidenceVariations variations(inference, all, added, network.conditions);
  auto pretest = variations.posterior(observation.context);
  if (!pretest) {
    return engine::fail(pretest.error());
  }
  const std::size_t count = observation.findings.size();
  std::vector<std::vector<double>> weights(knowledge.conditions.size(),
                                           std::vector<double>(count, 0.0));
  std::vector<std::size_t> order(count);
  for (std::size_t i = 0; i < count; ++i) {
    order[i] = i;
  }
  const std::vector<std::size_t> reversed(order.rbegin(), order.rend());
  auto posterior = add_half_steps(observation, order, variations, network, *pretest, weights);
  if (!posterior) {
    return engine::fail(posterior.error());
  }
  const auto again = add_half_steps(observation, reversed, variations, network, *pretest, weights);
  if (!again) {
    return engine::fail(again.error());
  }
  return Explanation{std::move(*pretest), std::move(*posterior), std::move(weights)};
}

std::vector<RankedCondition> ranked(const Explanation& explanation, const Observation& observation,
                                    bool contributors, const KnowledgeBase& knowledge,
                                    const ClinicalNetwork& network) {
  std::vector<RankedCondition> conditions;
  for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
    const bool contributor = knowledge.conditions[c].role == ConditionRole::contributor;
    if (contributor == contributors && explanation.pretest.present(network.conditions[c]) > 0) {
      conditions.push_back(rank(c, explanation, observation, knowledge, network));
    }
  }
  std::stable_sort(
      conditions.begin(), conditions.end(),
      [](const RankedCondition& a, const RankedCondition& b) { return a.posterior > b.posterior; });
  return conditions;
}

}  // namespace paraspinal::triage
