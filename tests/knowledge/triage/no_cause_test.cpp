// A person without any primary condition: the sums in closed form against queries of the network.

#include "knowledge/triage/no_cause.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

#include <gtest/gtest.h>

#include "knowledge/triage/close.h"
#include "knowledge/triage/context_mixture.h"
#include "knowledge/triage/effects_alone.h"
#include "knowledge/triage/explain.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using engine::Evidence;
using engine::EvidenceChange;
using engine::StateIndex;
using engine::VariableId;
using knowledge::ConditionRole;

const knowledge::ClinicalNetwork& network() {
  return embedded_network();
}

triage::Observation observation_of(const triage::Presentation& presentation) {
  return triage::observe(presentation, triage::close(presentation, embedded_knowledge()),
                         embedded_knowledge(), network());
}

bool is_effect(const triage::Observed& item) {
  return network().parameters.findings[item.finding.index].has_value();
}

std::vector<triage::Observed> risks_of(const triage::Observation& observation) {
  std::vector<triage::Observed> risks;
  std::ranges::copy_if(observation.findings, std::back_inserter(risks),
                       [](const auto& item) { return !is_effect(item); });
  return risks;
}

// The context with no primary condition and the risk factors of the observation.
Evidence without_cause(const Evidence& context, const triage::Observation& observation) {
  Evidence evidence = context;
  evidence.forget(network().complaint);
  for (std::size_t c = 0; c < network().conditions.size(); ++c) {
    if (embedded_knowledge().conditions[c].role != ConditionRole::contributor) {
      evidence.observe(network().conditions[c], StateIndex{0});
    }
  }
  for (const triage::Observed& item : risks_of(observation)) {
    evidence.observe(item.variable, item.state);
  }
  return evidence;
}

double log_probability(const Evidence& evidence) {
  const engine::Inference inference(network().network);
  return inference.posterior(evidence, std::vector<VariableId>{})->log_evidence();
}

// With every risk factor and every condition known a query is a product along the effects.
Evidence all_known(const triage::EffectsAlone& alone, std::size_t state) {
  Evidence evidence = knowledge::context_evidence(network(), {});
  evidence.forget(network().complaint);
  for (const VariableId risk : triage::risk_variables(network())) {
    evidence.observe(risk, StateIndex{0});
  }
  for (const VariableId condition : network().conditions) {
    evidence.observe(condition, StateIndex{0});
  }
  for (std::size_t i = 0; i < alone.reached().size(); ++i) {
    evidence.observe(network().conditions[alone.reached()[i]], StateIndex{(state >> i) & 1});
  }
  return evidence;
}

TEST(EffectsAlone, GivesTheLikelihoodsOfTheNetwork) {
  std::size_t tried = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const auto observation = observation_of(random_person(seed));
    auto alone = triage::EffectsAlone::of(observation, network());
    if (!alone) {
      continue;
    }
    ++tried;
    std::vector<Evidence> before;
    for (std::size_t state = 0; state < alone->likelihoods().size(); ++state) {
      before.push_back(all_known(*alone, state));
    }
    std::vector<Evidence> after = before;
    for (std::size_t i = 0; i < observation.findings.size(); ++i) {
      alone->know(i);
      for (Evidence& evidence : after) {
        if (is_effect(observation.findings[i])) {
          evidence.observe(observation.findings[i].variable, observation.findings[i].state);
        }
      }
    }
    for (std::size_t state = 0; state < before.size(); ++state) {
      EXPECT_NEAR(std::log(alone->likelihoods()[state]),
                  log_probability(after[state]) - log_probability(before[state]), 1e-10)
          << "seed " << seed << ", state " << state;
    }
  }
  EXPECT_GT(tried, 15);
}

TEST(EffectsAlone, TellsNothingBeforeAnythingIsKnown) {
  const auto alone = triage::EffectsAlone::of(observation_of(random_person(3)), network());
  ASSERT_TRUE(alone);
  for (const double likelihood : alone->likelihoods()) {
    EXPECT_EQ(likelihood, 1);
  }
}

// Every finding of the content that a variable stands for, absent.
triage::Observation everything_absent() {
  triage::Observation observation;
  observation.context = knowledge::context_evidence(network(), {});
  for (std::size_t f = 0; f < network().findings.size(); ++f) {
    if (network().parameters.findings[f] && network().findings[f] != network().complaint) {
      observation.findings.push_back({knowledge::FindingId{f}, *network().findings[f], 0, 0});
    }
  }
  return observation;
}

TEST(EffectsAlone, IsNotForFindingsOfManyContributors) {
  EXPECT_FALSE(triage::EffectsAlone::of(everything_absent(), network()));
}

TEST(Explain, OfFindingsOfManyContributorsIsThatOfTheNetwork) {
  auto observation = everything_absent();
  observation.findings.resize(80);
  Evidence evidence = observation.context;
  for (const triage::Observed& item : observation.findings) {
    evidence.observe(item.variable, item.state);
  }
  const engine::Inference inference(network().network);
  const auto explanation = triage::explain(observation, inference, embedded_knowledge(), network());
  const auto posterior = inference.posterior(evidence, network().conditions);
  ASSERT_TRUE(explanation);
  for (const VariableId condition : network().conditions) {
    EXPECT_NEAR(explanation->posterior.present(condition), posterior->present(condition), 1e-10);
  }
}

void expect_row(const engine::VariationTable& table, std::size_t row, const Evidence& evidence) {
  const engine::Inference inference(network().network);
  const auto posterior = inference.posterior(evidence, network().conditions);
  ASSERT_TRUE(posterior);
  EXPECT_NEAR(table.log_evidence(row), posterior->log_evidence(), 1e-9);
  for (std::size_t c = 0; c < network().conditions.size(); ++c) {
    EXPECT_NEAR(table.present(row, c), posterior->present(network().conditions[c]), 1e-10);
  }
}

TEST(NoCause, GivesTheQueriesWithoutAPrimaryCondition) {
  const engine::Inference inference(network().network);
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const auto observation = observation_of(random_person(seed));
    const auto risks = risks_of(observation);
    const auto contexts = triage::complete_contexts(observation.context, network());
    auto alone = triage::EffectsAlone::of(observation, network());
    if (!alone) {
      continue;
    }
    std::vector<std::vector<EvidenceChange>> variations(1);
    if (!risks.empty()) {
      variations.push_back({{risks.front().variable, std::nullopt}});
    }
    const auto none =
        triage::NoCause::of(contexts, risks, variations, alone->reached(), inference, network());
    ASSERT_TRUE(none) << seed;
    Evidence evidence = without_cause(contexts.front(), observation);
    expect_row(none->rows(0), 0, evidence);
    if (!risks.empty()) {
      Evidence fewer = evidence;
      fewer.forget(risks.front().variable);
      expect_row(none->rows(0), 1, fewer);
    }
    for (std::size_t i = 0; i < observation.findings.size(); ++i) {
      evidence.observe(observation.findings[i].variable, observation.findings[i].state);
      alone->know(i);
    }
    engine::VariationTable table(network().conditions.size());
    none->append_row(0, alone->likelihoods(), table);
    expect_row(table, 0, evidence);
  }
}

TEST(NoCause, IsNotForSomeoneWhoDoesNotComplain) {
  const engine::Inference inference(network().network);
  Evidence context = knowledge::context_evidence(network(), {});
  context.observe(network().complaint, StateIndex{0});
  const std::vector<std::vector<EvidenceChange>> variations(1);
  EXPECT_FALSE(triage::NoCause::of(std::vector{context}, {}, variations, {}, inference, network()));
}

// The mean over both orders, each posterior a query of its own.
std::vector<double> weights_by_queries(const std::vector<VariableId>& order, const Evidence& all,
                                       VariableId condition) {
  const engine::Inference inference(network().network);
  const auto log_odds = [&](const Evidence& evidence) {
    const double p = inference.posterior(evidence, std::vector{condition})->present(condition);
    return std::log(p / (1 - p));
  };
  Evidence known = all;
  for (const VariableId variable : order) {
    known.forget(variable);
  }
  std::vector<double> changes;
  for (const VariableId variable : order) {
    const double before = log_odds(known);
    known.observe(variable, std::get<StateIndex>(all.items().at(variable)));
    changes.push_back(log_odds(known) - before);
  }
  return changes;
}

TEST(Explain, WeightsAreThoseOfQueriesInBothOrdersTheDeniedFindingsFirst) {
  const auto observation = observation_of(person(44, knowledge::Sex::female,
                                                 {{"pregnant", "absent"},
                                                  {"fever", "present"},
                                                  {"fatigue", "present"},
                                                  {"saddle_anaesthesia", "absent"},
                                                  {"night_pain", "present"}}));
  Evidence evidence = observation.context;
  std::vector<std::size_t> places(observation.findings.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::ranges::stable_sort(places, {},
                           [&](std::size_t place) { return observation.findings[place].state; });
  std::vector<VariableId> order;
  for (const std::size_t place : places) {
    const triage::Observed& item = observation.findings[place];
    ASSERT_TRUE(is_effect(item));
    evidence.observe(item.variable, item.state);
    order.push_back(item.variable);
  }
  ASSERT_GE(order.size(), 3);
  const engine::Inference inference(network().network);
  const auto explanation = triage::explain(observation, inference, embedded_knowledge(), network());
  ASSERT_TRUE(explanation);
  for (std::size_t c = 0; c < network().conditions.size(); c += 7) {
    const auto forwards = weights_by_queries(order, evidence, network().conditions[c]);
    auto backwards =
        weights_by_queries({order.rbegin(), order.rend()}, evidence, network().conditions[c]);
    std::ranges::reverse(backwards);
    double denied = 0;  // of these the sum alone is a difference of queries
    for (std::size_t i = 0; i < order.size() && std::isfinite(forwards[i]); ++i) {
      const double difference =
          explanation->weights[c][places[i]] - (forwards[i] + backwards[i]) / 2;
      if (observation.findings[places[i]].state == 0) {
        denied += difference;
      } else {
        EXPECT_NEAR(difference, 0, 1e-9) << "condition " << c << ", finding " << i;
      }
    }
    EXPECT_NEAR(denied, 0, 1e-9) << "condition " << c;
  }
}

}  // namespace
}  // namespace paraspinal::tests
