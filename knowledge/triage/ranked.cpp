// Entry point: ranked, at the end; the other half of explain.h.

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>
#include <utility>

#include "engine/probability.h"
#include "knowledge/triage/explain.h"

namespace paraspinal::triage {
namespace {

using knowledge::ClinicalNetwork;
using knowledge::ConditionId;
using knowledge::ConditionRole;
using knowledge::KnowledgeBase;

// The findings with a weight on a condition, and the sizes of these; memory that is used again.
struct WeighedFindings {
  std::vector<std::size_t> findings;
  std::vector<double> sizes;
};

void list_weighed(const std::vector<double>& weights, WeighedFindings& weighed) {
  weighed.findings.clear();
  weighed.sizes.clear();
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] != 0) {
      weighed.findings.push_back(i);
      weighed.sizes.push_back(std::abs(weights[i]));
    }
  }
}

// How many stand before the i-th, the strongest first and equals in their order. Counting has no
// branch to guess: for some twenty weights of each of ninety conditions it is faster than sorting.
std::size_t place_of(std::size_t i, std::span<const double> sizes) {
  std::size_t before = 0;
  for (std::size_t j = 0; j < i; ++j) {
    before += sizes[j] >= sizes[i] ? 1 : 0;
  }
  for (std::size_t j = i + 1; j < sizes.size(); ++j) {
    before += sizes[j] > sizes[i] ? 1 : 0;
  }
  return before;
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
  condition.prior_citation = cited(row.priors.front().citation);
  return condition;
}

std::vector<Weight> weights_of(std::size_t c, const std::vector<double>& weights,
                               const Observation& observation, const ClinicalNetwork& network,
                               WeighedFindings& weighed) {
  list_weighed(weights, weighed);
  std::vector<Weight> ordered(weighed.sizes.size());
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    const std::size_t finding = weighed.findings[i];
    const Observed& item = observation.findings[finding];
    ordered[place_of(i, weighed.sizes)] = {item.used, engine::decibans(weights[finding]),
                                           &network.ties.of(item.finding, ConditionId{c})};
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
                                       const Observation& observation, bool contributors,
                                       const KnowledgeBase& knowledge,
                                       const ClinicalNetwork& network) {
  const auto order = by_posterior(explanation, contributors, knowledge, network);
  std::vector<RankedCondition> conditions;
  conditions.reserve(order.size());
  WeighedFindings weighed;
  for (const std::size_t c : order) {
    RankedCondition& condition = conditions.emplace_back(rank(c, explanation, knowledge, network));
    if (!explanation.weights.empty()) {
      condition.weights = weights_of(c, explanation.weights[c], observation, network, weighed);
    }
  }
  return conditions;
}

}  // namespace

Ranking ranked(const Explanation& explanation, const Observation& observation,
               const KnowledgeBase& knowledge, const ClinicalNetwork& network) {
  const auto of_role = [&](bool contributors) {
    return ranked_of(explanation, observation, contributors, knowledge, network);
  };
  return {of_role(false), of_role(true)};
}

}  // namespace paraspinal::triage
