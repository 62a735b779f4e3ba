// Present findings that become known together: what their weights must be whatever the network, and
// how near they are to the mean over all orders (Shapley), by enumeration of every subset.

#include "knowledge/triage/present_together.h"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "engine/inference.h"
#include "engine/probability.h"
#include "tests/knowledge/triage/shapley.h"

namespace paraspinal::tests {
namespace {

using engine::NoisyOr;
using engine::VariableId;

// Three causes of the complaint that do not hang together, a mechanism of the first two. Findings:
// of the first cause; two that are alike, of the mechanism; of the second and of a background that
// the third inhibits; of nothing. And one that is denied, of the mechanism and the third cause.
struct PresentClinic {
  knowledge::ClinicalNetwork network;
  std::vector<triage::Observed> present;
  std::vector<triage::Observed> denied;
};

PresentClinic present_clinic() {
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
        NoisyOr{0.4, {}, {}}, NoisyOr{0.1, {{mechanism, 0.4}, {causes[2], 0.6}}, {}}}) {
    const std::size_t place = findings.size();
    const VariableId variable = add("finding " + std::to_string(place), distribution);
    findings.push_back({knowledge::FindingId{place}, variable, place < 5 ? 1U : 0U, place});
  }
  const std::vector<triage::Observed> denied{findings.back()};
  findings.pop_back();
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
          findings,
          denied};
}

// P(condition | complaint, the findings of this set), the denied one among them as the last bit.
std::vector<double> present_given(const PresentClinic& clinic, std::size_t set) {
  const engine::Inference inference(clinic.network.network);
  engine::Evidence evidence;
  evidence.observe(clinic.network.complaint, 1);
  std::vector<triage::Observed> findings = clinic.present;
  findings.push_back(clinic.denied.front());
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (((set >> i) & 1) == 1) {
      evidence.observe(findings[i].variable, findings[i].state);
    }
  }
  const auto posterior = inference.posterior(evidence).value();
  std::vector<double> values;
  for (const VariableId condition : clinic.network.conditions) {
    values.push_back(posterior.present(condition));
  }
  return values;
}

double log_odds_from(double p) {
  return engine::log_odds({p}).value;
}

class PresentTogether : public testing::Test {
 protected:
  // The present findings are known before the denied one, and after it.
  PresentTogether() {
    for (std::size_t set = 0; set < 64; ++set) {
      rows_.push_back(present_given(clinic_, set));
    }
    for (std::size_t c = 0; c < 3; ++c) {
      change_.push_back((log_odds_from(rows_[31][c]) - log_odds_from(rows_[0][c]) +
                         log_odds_from(rows_[63][c]) - log_odds_from(rows_[32][c])) /
                        2);
    }
    const double complaint = 1 - 0.8 * 0.9 * 0.7;
    weights_.assign(3, std::vector<double>(6, 0.0));
    triage::PresentTogether(clinic_.denied, clinic_.present, rows_[0], complaint, clinic_.network)
        .divide(change_, {0, 1, 2, 3, 4}, weights_);
  }

  PresentClinic clinic_ = present_clinic();
  std::vector<std::vector<double>> rows_;
  std::vector<double> change_;
  std::vector<std::vector<double>> weights_;
};

TEST_F(PresentTogether, WeighTogetherWhatTheyChange) {
  for (std::size_t c = 0; c < change_.size(); ++c) {
    EXPECT_NEAR(std::accumulate(weights_[c].begin(), weights_[c].end(), 0.0), change_[c], 1e-12);
  }
}

TEST_F(PresentTogether, WeighTheSameWhereTheyAreAlike) {
  for (const auto& weights : weights_) {
    EXPECT_NEAR(weights[1], weights[2], 1e-12);
    EXPECT_NE(weights[1], 0);
  }
}

TEST_F(PresentTogether, WeighNothingWhereNoCauseHasThem) {
  for (const auto& weights : weights_) {
    EXPECT_NEAR(weights[4], 0, 1e-12);
  }
}

// Three rivals of which one is there for certain: findings interact as much as they can.
TEST_F(PresentTogether, AreNearTheMeanOverAllOrders) {
  for (std::size_t c = 0; c < change_.size(); ++c) {
    std::vector<double> worth;
    for (std::size_t set = 0; set < 32; ++set) {
      worth.push_back((log_odds_from(rows_[set][c]) + log_odds_from(rows_[set + 32][c])) / 2);
    }
    const auto expected = shapley(worth, 5);
    for (std::size_t i = 0; i < 5; ++i) {
      EXPECT_NEAR(engine::decibans(weights_[c][i]), engine::decibans(expected[i]), 0.8)
          << "condition " << c << ", finding " << i;
    }
  }
}

}  // namespace
}  // namespace paraspinal::tests
