// Risk factors that become known together: what their weights must be whatever the network, and how
// near they are to the mean over all orders (Shapley), by enumeration of every subset.

#include "knowledge/triage/risks_together.h"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "engine/inference.h"
#include "engine/probability.h"
#include "tests/knowledge/triage/shapley.h"

namespace paraspinal::tests {
namespace {

using engine::LogOddsDistribution;
using engine::VariableId;

// Three causes of the complaint and a contributor of the third. Risk factors: of the first two
// causes; two that are alike, of the second; of the contributor; of nothing; and one that stays
// unknown, of the first and the third.
struct RiskyClinic {
  knowledge::ClinicalNetwork network;
  std::vector<triage::Observed> risks;
};

RiskyClinic risky_clinic() {
  engine::Network::Builder builder;
  const auto add = [&](const std::string& name, engine::Distribution distribution) {
    return builder.add({name, {"absent", "present"}}, std::move(distribution));
  };
  std::vector<VariableId> risks;
  for (const double prevalence : {0.3, 0.1, 0.1, 0.2, 0.5, 0.15}) {
    risks.push_back(add("risk " + std::to_string(risks.size()),
                        engine::TableDistribution{{}, {1 - prevalence, prevalence}}));
  }
  const VariableId contributor =
      add("contributor", LogOddsDistribution{{}, {-1.5}, {{risks[3], 1.2}}});
  const std::vector<VariableId> causes{
      add("common", LogOddsDistribution{{}, {-0.8}, {{risks[0], 0.9}, {risks[5], 0.7}}}),
      add("rare",
          LogOddsDistribution{{}, {-5}, {{risks[0], -0.7}, {risks[1], 1.5}, {risks[2], 1.5}}}),
      add("third", LogOddsDistribution{{}, {-3}, {{risks[5], 1.1}, {contributor, 1.4}}})};
  const VariableId complaint =
      add("complaint", engine::NoisyOr{0, {{causes[0], 1}, {causes[1], 1}, {causes[2], 1}}, {}});
  std::vector<triage::Observed> observed;
  for (std::size_t i = 0; i < 5; ++i) {
    observed.push_back({knowledge::FindingId{i}, risks[i], i == 1 || i == 2 ? 0U : 1U, i});
  }
  return {{builder.build().value(),
           {},
           {},
           {},
           {},
           complaint,
           {causes[0], causes[1], causes[2], contributor},
           {},
           {},
           {},
           {}},
          observed};
}

struct KnownConditions {
  std::vector<double> present;
  double complaint = 1;
};

// P(condition | complaint, the risk factors of this set).
KnownConditions known(const RiskyClinic& clinic, std::size_t set) {
  const engine::Inference inference(clinic.network.network);
  engine::Evidence evidence;
  for (std::size_t i = 0; i < clinic.risks.size(); ++i) {
    if (((set >> i) & 1) == 1) {
      evidence.observe(clinic.risks[i].variable, clinic.risks[i].state);
    }
  }
  KnownConditions known;
  known.complaint = inference.posterior(evidence).value().present(clinic.network.complaint);
  evidence.observe(clinic.network.complaint, 1);
  const auto posterior = inference.posterior(evidence).value();
  for (const VariableId condition : clinic.network.conditions) {
    known.present.push_back(posterior.present(condition));
  }
  return known;
}

double log_odds_of(double p) {
  return engine::log_odds({p}).value;
}

class RisksTogether : public testing::Test {
 protected:
  RisksTogether() {
    const KnownConditions before = known(clinic_, 0);
    const KnownConditions after = known(clinic_, (std::size_t{1} << clinic_.risks.size()) - 1);
    for (std::size_t c = 0; c < before.present.size(); ++c) {
      change_.push_back(log_odds_of(after.present[c]) - log_odds_of(before.present[c]));
    }
    weights_ = triage::WeightTable(change_.size(), clinic_.risks.size());
    triage::RisksTogether(clinic_.risks, {}, clinic_.network, causes_)
        .divide({before.present, before.complaint}, {after.present, after.complaint}, change_,
                {0, 1, 2, 3, 4}, weights_);
  }

  RiskyClinic clinic_ = risky_clinic();
  triage::CauseTable causes_{clinic_.network};
  std::vector<double> change_;
  triage::WeightTable weights_;
};

TEST_F(RisksTogether, WeighTogetherWhatTheyChange) {
  for (std::size_t c = 0; c < change_.size(); ++c) {
    EXPECT_NEAR(std::accumulate(weights_[c].begin(), weights_[c].end(), 0.0), change_[c], 1e-12);
  }
}

TEST_F(RisksTogether, WeighTheSameWhereTheyAreAlike) {
  for (std::size_t c = 0; c < change_.size(); ++c) {
    const auto weights = weights_[c];
    EXPECT_DOUBLE_EQ(weights[1], weights[2]);
  }
}

TEST_F(RisksTogether, WeighNothingWhereTheyRaiseNoCondition) {
  for (std::size_t c = 0; c < change_.size(); ++c) {
    const auto weights = weights_[c];
    EXPECT_EQ(weights[4], 0);
  }
}

// Three rivals of which one is there for certain: risk factors interact as much as they can.
TEST_F(RisksTogether, AreNearTheMeanOverAllOrders) {
  std::vector<std::vector<double>> worth(change_.size());
  for (std::size_t set = 0; set < std::size_t{1} << clinic_.risks.size(); ++set) {
    const KnownConditions some = known(clinic_, set);
    for (std::size_t c = 0; c < worth.size(); ++c) {
      worth[c].push_back(log_odds_of(some.present[c]));
    }
  }
  for (std::size_t c = 0; c < worth.size(); ++c) {
    const auto expected = shapley(worth[c], clinic_.risks.size());
    for (std::size_t i = 0; i < clinic_.risks.size(); ++i) {
      EXPECT_NEAR(engine::decibans(weights_[c][i]), engine::decibans(expected[i]), 0.4)
          << "condition " << c << ", risk factor " << i;
    }
  }
}

TEST_F(RisksTogether, ChangeNothingWhereAConditionCannotBe) {
  KnownConditions before = known(clinic_, 0);
  KnownConditions after = known(clinic_, 31);
  before.present[1] = 0;
  after.present[1] = 0;
  change_[1] = 0;
  triage::RisksTogether(clinic_.risks, {}, clinic_.network, causes_)
      .divide({before.present, before.complaint}, {after.present, after.complaint}, change_,
              {0, 1, 2, 3, 4}, weights_);
  for (const double weight : weights_[1]) {
    EXPECT_EQ(weight, 0);
  }
}

}  // namespace
}  // namespace paraspinal::tests
