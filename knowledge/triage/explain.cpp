// Entry points: explain, then ranked, at the end.

#include "knowledge/triage/explain.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>

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

// Some of the findings, and what is known before them.
struct Block {
  std::vector<std::size_t> findings;  // positions in the observation
  engine::Evidence before;
};

// Adds the findings of a block one at a time, in the order given, and adds half of each step's
// change to the weights. Gives the posterior of all of them.
Result<Posterior> add_half_steps(const Observation& observation, const Block& block,
                                 const std::vector<std::size_t>& order,
                                 const engine::EvidenceVariations& variations,
                                 const ClinicalNetwork& network, const Posterior& first,
                                 std::vector<std::vector<double>>& weights) {
  engine::Evidence evidence = block.before;
  std::vector<double> before = log_odds_of(first, network);
  Posterior last = first;
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

// Splits what a block of findings does among them; `first` is the posterior before it. Gives that
// after it.
Result<Posterior> split(const Observation& observation, const Block& block,
                        const engine::Inference& inference, const ClinicalNetwork& network,
                        const Posterior& first, std::vector<std::vector<double>>& weights) {
  engine::Evidence all = block.before;
  std::vector<engine::VariableId> added;
  for (const std::size_t i : block.findings) {
    all.observe(observation.findings[i].variable, observation.findings[i].state);
    added.push_back(observation.findings[i].variable);
  }
  const engine::EvidenceVariations variations(inference, all, added, network.conditions);
  auto last =
      add_half_steps(observation, block, block.findings, variations, network, first, weights);
  const std::vector<std::size_t> reversed(block.findings.rbegin(), block.findings.rend());
  const auto again =
      add_half_steps(observation, block, reversed, variations, network, first, weights);
  return again ? std::move(last) : again;
}

// Risk factors, then effects with the risk factors known.
std::pair<Block, Block> blocks_of(const Observation& observation, const ClinicalNetwork& network) {
  Block risks{{}, observation.context};
  Block effects{{}, observation.context};
  for (std::size_t i = 0; i < observation.findings.size(); ++i) {
    const Observed& item = observation.findings[i];
    if (network.parameters.findings[item.finding.index]) {
      effects.findings.push_back(i);
    } else {
      risks.findings.push_back(i);
      effects.before.observe(item.variable, item.state);
    }
  }
  return {std::move(risks), std::move(effects)};
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

// The mechanisms by which a condition reaches a finding.
std::vector<std::string> mechanisms_between(FindingId finding, ConditionId condition,
                                            const KnowledgeBase& knowledge,
                                            const ClinicalNetwork& network) {
  std::vector<std::string> mechanisms;
  if (const auto& local = network.parameters.findings[finding.index]) {
    for (const auto& route : local->mechanisms) {
      const knowledge::Mechanism& mechanism = knowledge.mechanisms[route.mechanism];
      if (std::ranges::any_of(mechanism.causes, [condition](const auto& cause) {
            return cause.condition == condition;
          })) {
        mechanisms.push_back(mechanism.id);
      }
    }
  }
  return mechanisms;
}

Weight weight_of(const Observed& item, double log_odds_change, ConditionId condition,
                 const KnowledgeBase& knowledge, const ClinicalNetwork& network) {
  Weight weight;
  weight.used = item.used;
  weight.through = mechanisms_between(item.finding, condition, knowledge, network);
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
  auto pretest = inference.posterior(observation.context, network.conditions);
  if (!pretest) {
    return engine::fail(pretest.error());
  }
  std::vector<std::vector<double>> weights(knowledge.conditions.size(),
                                           std::vector<double>(observation.findings.size(), 0.0));
  const auto [risks, effects] = blocks_of(observation, network);
  const auto between = split(observation, risks, inference, network, *pretest, weights);
  if (!between) {
    return engine::fail(between.error());
  }
  auto posterior = split(observation, effects, inference, network, *between, weights);
  if (!posterior) {
    return engine::fail(posterior.error());
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
