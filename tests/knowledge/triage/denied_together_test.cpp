// Denied findings that become known together: what their weights must be whatever the network, and
// how near they are to the mean over all orders (Shapley), by enumeration of every subset.

#include "knowledge/triage/denied_together.h"

#include <cmath>

#include <gtest/gtest.h>

#include "engine/inference.h"
#include "engine/probability.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/explain.h"
#include "tests/knowledge/triage/shapley.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using engine::NoisyOr;
using engine::VariableId;
using knowledge::Sex;

// Three causes of the complaint, a mechanism of the first two, and findings: of the first cause;
// two that are alike, of the mechanism; one of a background that the third cause inhibits; one of
// nothing.
struct Clinic {
  knowledge::ClinicalNetwork network;
  std::vector<triage::Observed> findings;
};

Clinic clinic() {
  engine::Network::Builder builder;
  const auto add = [&](const std::string& name, engine::Distribution distribution) {
    return builder.add({name, {"absent", "present"}}, std::move(distribution));
  };
  std::vector<VariableId> causes;
  for (const double prior : {0.2, 0.1, 0.3}) {
    causes.push_back(
        add("cause " + std::to_string(prior), engine::TableDistribution{{}, {1 - prior, prior}}));
  }
  const VariableId complaint =
      add("complaint", NoisyOr{0, {{causes[0], 1}, {causes[1], 1}, {causes[2], 1}}, {}});
  const VariableId mechanism =
      add("mechanism", NoisyOr{0.05, {{causes[0], 0.6}, {causes[1], 0.8}}, {}});
  const VariableId background = add("background", NoisyOr{0.2, {}, {{causes[2], 0.5}}});
  std::vector<triage::Observed> findings;
  for (const NoisyOr& distribution :
       {NoisyOr{0.1, {{causes[0], 0.7}}, {}}, NoisyOr{0.02, {{mechanism, 0.5}}, {}},
        NoisyOr{0.02, {{mechanism, 0.5}}, {}}, NoisyOr{0, {{causes[1], 0.3}, {background, 1}}, {}},
        NoisyOr{0.4, {}, {}}}) {
    const std::size_t place = findings.size();
    const VariableId variable = add("finding " + std::to_string(place), distribution);
    findings.push_back({knowledge::FindingId{place}, variable, 0, place});
  }
  return {{builder.build().value(),
           {},
           {},
           {},
           {},
           complaint,
           causes,
           {mechanism},
           {},
           {background},
           {}},
          findings};
}

// P(condition | complaint, the findings of this set denied).
std::vector<double> present(const Clinic& clinic, std::size_t set) {
  const engine::Inference inference(clinic.network.network);
  engine::Evidence evidence;
  evidence.observe(clinic.network.complaint, 1);
  for (std::size_t i = 0; i < clinic.findings.size(); ++i) {
    if (((set >> i) & 1) == 1) {
      evidence.observe(clinic.findings[i].variable, 0);
    }
  }
  const auto posterior = inference.posterior(evidence, clinic.network.conditions).value();
  std::vector<double> values;
  for (const VariableId condition : clinic.network.conditions) {
    values.push_back(posterior.present(condition));
  }
  return values;
}

double log_odds(double p) {
  return engine::log_odds({p}).value;
}

class DeniedTogether : public testing::Test {
 protected:
  DeniedTogether() {
    const std::size_t findings = clinic_.findings.size();
    before_ = present(clinic_, 0);
    const auto after = present(clinic_, (std::size_t{1} << findings) - 1);
    for (std::size_t c = 0; c < before_.size(); ++c) {
      change_.push_back(log_odds(after[c]) - log_odds(before_[c]));
    }
    weights_.assign(before_.size(), std::vector<double>(findings, 0.0));
    triage::DeniedTogether(clinic_.findings, before_, clinic_.network)
        .divide(before_, change_, {0, 1, 2, 3, 4}, weights_);
  }

  Clinic clinic_ = clinic();
  std::vector<double> before_;
  std::vector<double> change_;
  std::vector<std::vector<double>> weights_;
};

TEST_F(DeniedTogether, WeighTogetherWhatTheyChange) {
  for (std::size_t c = 0; c < change_.size(); ++c) {
    double sum = 0;
    for (const double weight : weights_[c]) {
      sum += weight;
    }
    EXPECT_NEAR(sum, change_[c], 1e-12);
  }
}

TEST_F(DeniedTogether, WeighTheSameWhereTheyAreAlike) {
  for (const auto& weights : weights_) {
    EXPECT_DOUBLE_EQ(weights[1], weights[2]);
    EXPECT_NE(weights[1], 0);
  }
}

TEST_F(DeniedTogether, WeighNothingWhereNoCauseHasThem) {
  for (const auto& weights : weights_) {
    EXPECT_EQ(weights[4], 0);
  }
}

// Three rivals of which one is there for certain: findings interact as much as they can.
TEST_F(DeniedTogether, AreNearTheMeanOverAllOrders) {
  const std::size_t findings = clinic_.findings.size();
  std::vector<std::vector<double>> worth(before_.size());
  for (std::size_t set = 0; set < std::size_t{1} << findings; ++set) {
    const auto values = present(clinic_, set);
    for (std::size_t c = 0; c < values.size(); ++c) {
      worth[c].push_back(log_odds(values[c]));
    }
  }
  for (std::size_t c = 0; c < worth.size(); ++c) {
    const auto expected = shapley(worth[c], findings);
    for (std::size_t i = 0; i < findings; ++i) {
      EXPECT_NEAR(engine::decibans(weights_[c][i]), engine::decibans(expected[i]), 0.5)
          << "condition " << c << ", finding " << i;
    }
  }
}

TEST_F(DeniedTogether, ChangeNothingWhereAConditionIsCertain) {
  before_[1] = 0;
  change_[1] = 0;
  triage::DeniedTogether(clinic_.findings, before_, clinic_.network)
      .divide(before_, change_, {0, 1, 2, 3, 4}, weights_);
  for (const double weight : weights_[1]) {
    EXPECT_EQ(weight, 0);
  }
}

// Of an observation every subset of the findings, each asked by itself.
TEST(Explain, IsNearTheMeanOverAllOrdersOfTheWholeContent) {
  const auto& network = embedded_network();
  const engine::Inference inference(network.network);
  const auto presentation = person(44, Sex::male,
                                   {{"flank_colicky", "present"},
                                    {"pain_restless", "absent"},
                                    {"night_pain", "absent"},
                                    {"fatigue", "absent"}});
  const auto observation =
      triage::observe(presentation, triage::close(presentation, embedded_knowledge()),
                      embedded_knowledge(), network);
  const std::size_t findings = observation.findings.size();
  ASSERT_LE(findings, 10U);
  for (const triage::Observed& item : observation.findings) {
    ASSERT_TRUE(network.parameters.findings[item.finding.index]) << "each is an effect";
  }
  std::vector<std::vector<double>> worth(network.conditions.size());
  for (std::size_t set = 0; set < std::size_t{1} << findings; ++set) {
    triage::Observation some = observation;
    some.findings.clear();
    for (std::size_t i = 0; i < findings; ++i) {
      if (((set >> i) & 1) == 1) {
        some.findings.push_back(observation.findings[i]);
      }
    }
    const auto plain = triage::explain_without_weights(some, inference, network);
    ASSERT_TRUE(plain.has_value());
    for (std::size_t c = 0; c < worth.size(); ++c) {
      worth[c].push_back(log_odds(plain->posterior.present(network.conditions[c])));
    }
  }
  const auto explanation =
      triage::explain(observation, inference, embedded_knowledge(), network).value();
  // Both bounds were set after the first run of this (largest 1.15, renal colic): they hold what
  // was found and prove no more.
  double sum = 0;
  std::size_t count = 0;
  for (std::size_t c = 0; c < worth.size(); ++c) {
    const auto expected = shapley(worth[c], findings);
    for (std::size_t i = 0; std::isfinite(worth[c].front()) && i < findings; ++i, ++count) {
      const double difference = engine::decibans(explanation.weights[c][i] - expected[i]);
      EXPECT_NEAR(difference, 0, 2) << embedded_knowledge().conditions[c].id << ", finding " << i;
      sum += std::abs(difference);
    }
  }
  EXPECT_LT(sum / static_cast<double>(count), 0.1);
}

}  // namespace
}  // namespace paraspinal::tests
