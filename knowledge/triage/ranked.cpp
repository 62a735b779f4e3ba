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

// Adds the weight of a finding with what it cites.
void append_weight(std::size_t finding, double log_odds_change, ConditionId condition,
                   const Observation& observation, const CitedRows& cited,
                   const KnowledgeBase& knowledge, std::vector<Weight>& weights) {
  Weight& weight = weights.emplace_back();
  weight.used = observation.findings[finding].used;
  weight.decibans = engine::decibans(log_odds_change);
  const auto mechanisms = cited.mechanisms(condition, finding);
  weight.through.reserve(mechanisms.size());
  for (const CitedRows::Tie& tie : mechanisms) {
    weight.through.push_back(knowledge.mechanisms[tie.row].id);
  }
  const auto links = cited.links(condition, finding);
  weight.links.reserve(links.size());
  weight.sources.reserve(links.size());
  for (const CitedRows::Tie& tie : links) {
    const knowledge::Link& link = knowledge.links[tie.row];
    weight.links.push_back(link.id);
    if (std::ranges::find(weight.sources, link.citation.source) == weight.sources.end()) {
      weight.sources.push_back(link.citation.source);
    }
  }
}

// The findings with a weight on the condition, the strongest first, by the negated size of it.
using ByStrength = std::vector<std::pair<double, std::size_t>>;

void put_by_strength(const std::vector<double>& weights, ByStrength& found) {
  found.clear();
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] != 0) {
      found.emplace_back(-std::abs(weights[i]), i);
    }
  }
  std::ranges::sort(found, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : a.second < b.second;
  });
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

// `order` is memory that is used again.
std::vector<Weight> weights_of(std::size_t c, const std::vector<double>& weights,
                               const Observation& observation, const CitedRows& cited,
                               const KnowledgeBase& knowledge, ByStrength& order) {
  put_by_strength(weights, order);
  std::vector<Weight> ordered;
  ordered.reserve(order.size());
  for (const auto& [strength, i] : order) {
    append_weight(i, weights[i], ConditionId{c}, observation, cited, knowledge, ordered);
  }
  return ordered;
}

// The conditions of the role that the person can have, highest posterior first.
std::vector<std::size_t> by_posterior(const Explanation& explanation, bool contributors,
                                      const KnowledgeBase& knowledge,
                                      const ClinicalNetwork& network) {
  std::vector<std::size_t> order;
  for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
    const bool contributor = knowledge.conditions[c].role == ConditionRole::contributor;
    if (contributor == contributors && explanation.pretest.present(network.conditions[c]) > 0) {
      order.push_back(c);
    }
  }
  std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t c) {
    return explanation.posterior.present(network.conditions[c]);
  });
  return order;
}

std::vector<RankedCondition> ranked_of(const Explanation& explanation,
                                       const Observation& observation,
                                       const std::optional<CitedRows>& cited, bool contributors,
                                       const KnowledgeBase& knowledge,
                                       const ClinicalNetwork& network) {
  const auto order = by_posterior(explanation, contributors, knowledge, network);
  std::vector<RankedCondition> conditions;
  conditions.reserve(order.size());
  ByStrength by_strength;
  for (const std::size_t c : order) {
    RankedCondition& condition = conditions.emplace_back(rank(c, explanation, knowledge, network));
    if (cited) {
      condition.weights =
          weights_of(c, explanation.weights[c], observation, *cited, knowledge, by_strength);
    }
  }
  return conditions;
}

}  // namespace

Ranking ranked(const Explanation& explanation, const Observation& observation,
               const KnowledgeBase& knowledge, const ClinicalNetwork& network) {
  std::optional<CitedRows> cited;
  if (!explanation.weights.empty()) {
    cited.emplace(observation, knowledge, network);
  }
  const auto of_role = [&](bool contributors) {
    return ranked_of(explanation, observation, cited, contributors, knowledge, network);
  };
  return {of_role(false), of_role(true)};
}

}  // namespace paraspinal::triage
