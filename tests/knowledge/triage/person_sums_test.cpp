// What is known of a person in closed sums, against queries of the network.

#include "knowledge/triage/person_sums.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include <gtest/gtest.h>

#include "knowledge/triage/close.h"
#include "knowledge/triage/context_mixture.h"
#include "knowledge/triage/explain.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using engine::Evidence;
using engine::StateIndex;
using engine::VariableId;

const knowledge::ClinicalNetwork& network() {
  return embedded_network();
}

const triage::CauseTable& causes() {
  static const triage::CauseTable table(network());
  return table;
}

triage::Observation observation_of(const triage::Presentation& presentation) {
  return triage::observe(presentation, triage::close(presentation, embedded_knowledge()),
                         embedded_knowledge(), network());
}

bool is_effect(const triage::Observed& item) {
  return network().parameters.findings[item.finding.index].has_value();
}

double log_probability(const Evidence& evidence) {
  const engine::Inference inference(network().network);
  return inference.posterior(evidence, std::vector<VariableId>{})->log_evidence();
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

TEST(Explain, OfEverythingDeniedIsThatOfTheNetwork) {
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

// With all effects known, with the denied ones alone, with the present ones alone, with none, and
// with the first only: more rows than stand side by side.
triage::KnownEffects some_rows(const triage::Observation& observation) {
  triage::KnownEffects known(5, std::vector<bool>(observation.findings.size()));
  for (std::size_t i = 0; i < observation.findings.size(); ++i) {
    known[0][i] = true;
    known[observation.findings[i].state == 0 ? 1 : 2][i] = true;
    known[4][i] = i == 0;
  }
  return known;
}

// Of every context, every row. Gives how many contexts there are.
std::size_t expect_queries_of(std::uint64_t seed, engine::BinarySums& sums) {
  const auto observation = observation_of(random_person(seed));
  const auto contexts = triage::complete_contexts(observation.context, network());
  const auto known = some_rows(observation);
  const auto people = triage::person_rows(contexts, observation, known, network(), causes(), sums);
  EXPECT_TRUE(people) << "seed " << seed;
  EXPECT_EQ(people ? people->size() : 0, contexts.size());
  for (std::size_t k = 0; people && k < people->size(); ++k) {
    for (std::size_t row = 0; row < known.size(); ++row) {
      Evidence evidence = contexts[k];
      for (std::size_t i = 0; i < observation.findings.size(); ++i) {
        if (!is_effect(observation.findings[i]) || known[row][i]) {
          evidence.observe(observation.findings[i].variable, observation.findings[i].state);
        }
      }
      expect_row((*people)[k].table, row, evidence);
      evidence.forget(network().complaint);
      EXPECT_NEAR((*people)[k].log_without_complaint[row], log_probability(evidence), 1e-10);
    }
  }
  return contexts.size();
}

TEST(PersonRows, AreTheQueriesOfTheNetwork) {
  engine::BinarySums sums;
  std::size_t side_by_side = 0;
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    side_by_side += expect_queries_of(seed, sums) > 1 ? 1U : 0U;
  }
  EXPECT_GT(side_by_side, 3);
}

// Eight stages of pregnancy, whose tables are more than 2^17 numbers by four.
TEST(PersonRows, OfTablesTooLargeSideBySideAreMadeOneContextAfterAnother) {
  engine::BinarySums sums;
  EXPECT_EQ(expect_queries_of(259, sums), 8);
}

TEST(PersonRows, TellHowLikelyTheContextIs) {
  engine::BinarySums sums;
  const auto observation = observation_of(random_person(4));
  auto context = triage::complete_contexts(observation.context, network()).front();
  const auto people = triage::person_rows(std::span(&context, 1), observation,
                                          some_rows(observation), network(), causes(), sums);
  ASSERT_TRUE(people);
  context.forget(network().complaint);
  EXPECT_NEAR(people->front().log_context, log_probability(context), 1e-12);
}

TEST(PersonRows, AreNoneOfSomeoneWhoDoesNotComplainNorOfAnOpenContext) {
  engine::BinarySums sums;
  triage::Observation observation;
  const triage::KnownEffects known(1);
  Evidence context =
      triage::complete_contexts(knowledge::context_evidence(network(), {}), network()).front();
  EXPECT_TRUE(
      triage::person_rows(std::span(&context, 1), observation, known, network(), causes(), sums));
  Evidence no_complaint = context;
  no_complaint.observe(network().complaint, StateIndex{0});
  EXPECT_FALSE(triage::person_rows(std::span(&no_complaint, 1), observation, known, network(),
                                   causes(), sums));
  context.forget(network().sex);
  EXPECT_FALSE(
      triage::person_rows(std::span(&context, 1), observation, known, network(), causes(), sums));
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

TEST(Explain, WeighsDeniedAndPresentFindingsAsQueriesInBothOrdersTheDeniedFirst) {
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
    // Of each of the two the sum alone is a difference of queries.
    double denied = 0;
    double present = 0;
    for (std::size_t i = 0; i < order.size() && std::isfinite(forwards[i]); ++i) {
      const double difference =
          explanation->weights[c][places[i]] - (forwards[i] + backwards[i]) / 2;
      (observation.findings[places[i]].state == 0 ? denied : present) += difference;
    }
    EXPECT_NEAR(present, 0, 1e-9) << "condition " << c;
    EXPECT_NEAR(denied, 0, 1e-9) << "condition " << c;
  }
}

}  // namespace
}  // namespace paraspinal::tests
