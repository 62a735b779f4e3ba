// Entry point: ranked, at the end; the other half of explain.h.

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <utility>

#include "engine/probability.h"
#include "knowledge/triage/cited_rows.h"
#include "knowledge/triage/explain.h"

namespace paraspinal::triage {
namespace {

using knowledge::ClinicalNetwork;
using knowledge::ConditionId;
using knowledge::ConditionRole;
using knowledge::KnowledgeBase;

Weight weight_of(std::size_t finding, double log_odds_change, ConditionId condition,
                 const Observation& observation, const CitedRows& cited,
                 const KnowledgeBase& knowledge) {
  Weight weight;
  weight.used = observation.findings[finding].used;
  weight.decibans = engine::decibans(log_odds_change);
  for (const std::size_t mechanism : cited.mechanisms(condition, finding)) {
    weight.through.push_back(knowledge.mechanisms[mechanism].id);
  }
  for (const std::size_t row : cited.links(condition, finding)) {
    const knowledge::Link& link = knowledge.links[row];
    weight.links.push_back(link.id);
    const auto& sources = weight.sources;
    if (std::find(sources.begin(), sources.end(), link.citation.source) == sources.end()) {
      weight.sources.push_back(link.citation.source);
    }
  }
  return weight;
}

// The findings with a weight on the condition, the strongest first.
std::vector<std::size_t> by_strength(const std::vector<double>& weights) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] != 0) {
      order.push_back(i);
    }
  }
  std::ranges::stable_sort(order, std::ranges::greater{},
                           [&](std::size_t i) { return std::abs(weights[i]); });
  return order;
}

RankedCondition rank(std::size_t c, const Explanation& explanation, const KnowledgeBase& knowledge,
                     const ClinicalNetwork& network) {
  const knowledge::Condition& row = knowledge.conditions[c];
  RankedCondition condition;
  condition.id = row.id;
  condition.name = row.name;
  condition.role = row.role;
  condition.must_not_miss = row.must_not_miss;
  condition.posterior = explanation.posterior.present(network.conditions[c]);
  condition.pretest = explanation.pretest.present(network.conditions[c]);
  condition.prior_citation = row.priors.front().citation;
  return condition;
}

std::vector<Weight> weights_of(std::size_t c, const std::vector<double>& weights,
                               const Observation& observation, const CitedRows& cited,
                               const KnowledgeBase& knowledge) {
  std::vector<Weight> ordered;
  ordered.reserve(weights.size());
  for (const std::size_t i : by_strength(weights)) {
    ordered.push_back(weight_of(i, weights[i], ConditionId{c}, observation, cited, knowledge));
  }
  return ordered;
}

}  // namespace

std::vector<RankedCondition> ranked(const Explanation& explanation, const Observation& observation,
                                    bool contributors, const KnowledgeBase& knowledge,
                                    const ClinicalNetwork& network) {
  std::optional<CitedRows> cited;
  if (!explanation.weights.empty()) {
    cited.emplace(observation, knowledge, network);
  }
  std::vector<RankedCondition> conditions;
  for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
    const bool contributor = knowledge.conditions[c].role == ConditionRole::contributor;
    if (contributor == contributors && explanation.pretest.present(network.conditions[c]) > 0) {
      conditions.push_back(rank(c, explanation, knowledge, network));
      if (cited) {
        conditions.back().weights =
            weights_of(c, explanation.weights[c], observation, *cited, knowledge);
      }
    }
  }
  std::stable_sort(
      conditions.begin(), conditions.end(),
      [](const RankedCondition& a, const RankedCondition& b) { return a.posterior > b.posterior; });
  return conditions;
}

}  // namespace paraspinal::triage
