// Entry point: ranked, at the end; the other half of explain.h.

#include <algorithm>
#include <functional>
#include <span>
#include <utility>

#include "engine/probability.h"
#include "knowledge/triage/explain.h"
#include "knowledge/triage/in_place.h"

namespace paraspinal::triage {
namespace {

using knowledge::ClinicalNetwork;
using knowledge::ConditionId;
using knowledge::ConditionRole;
using knowledge::KnowledgeBase;

RankedCondition rank(std::size_t c, const Explanation& explanation, const KnowledgeBase& knowledge,
                     const ClinicalNetwork& network) {
  const knowledge::Condition& row = knowledge.conditions[c];
  RankedCondition ranked;
  ranked.id = row.id;
  ranked.name = row.name;
  ranked.role = row.role;
  ranked.must_not_miss = row.must_not_miss;
  ranked.posterior = explanation.posterior.present(network.conditions[c]);
  ranked.pretest = explanation.pretest.present(network.conditions[c]);
  ranked.prior_citation = Cited(row.priors.front().citation);
  return ranked;
}

// Those that are not 0. `room` has a place for each finding.
std::vector<Weight> weights_of(std::size_t c, std::span<const double> weights,
                               const Observation& observation, const ClinicalNetwork& network,
                               std::span<Weight> room) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Observed& item = observation.findings[i];
    room[count] = {item.used, engine::decibans(weights[i]),
                   &network.ties.of(item.finding, ConditionId{c})};
    count += weights[i] != 0 ? 1U : 0U;
  }
  return {room.begin(), room.begin() + static_cast<std::ptrdiff_t>(count)};
}

struct Placed {
  std::size_t condition = 0;
  double posterior = 0;
};

// The conditions of the role that the person can have, highest posterior first.
std::vector<Placed> by_posterior(const Explanation& explanation, bool contributors,
                                 const KnowledgeBase& knowledge, const ClinicalNetwork& network) {
  std::vector<Placed> order;
  order.reserve(knowledge.conditions.size());
  for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
    const bool contributor = knowledge.conditions[c].role == ConditionRole::contributor;
    if (contributor == contributors && explanation.pretest.present(network.conditions[c]) > 0) {
      order.push_back({c, explanation.posterior.present(network.conditions[c])});
    }
  }
  std::ranges::stable_sort(order, std::ranges::greater{}, &Placed::posterior);
  return order;
}

std::vector<RankedCondition> ranked_of(const Explanation& explanation,
                                       const Observation& observation, bool contributors,
                                       const KnowledgeBase& knowledge,
                                       const ClinicalNetwork& network) {
  const auto order = by_posterior(explanation, contributors, knowledge, network);
  std::vector<RankedCondition> conditions;
  conditions.reserve(order.size());
  std::vector<Weight> room(observation.findings.size());
  for (const Placed& placed : order) {
    const std::size_t c = placed.condition;
    RankedCondition& condition =
        conditions.emplace_back(InPlace{[&] { return rank(c, explanation, knowledge, network); }});
    if (!explanation.weights.empty()) {
      condition.weights = weights_of(c, explanation.weights[c], observation, network, room);
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
