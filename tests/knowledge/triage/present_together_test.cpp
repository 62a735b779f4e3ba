// Present findings that become known together: what their weights must be whatever the network, and
// how near they are to the mean over all orders (Shapley), by enumeration of every subset.

#include "knowledge/triage/present_together.h"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "engine/inference.h"
#include "engine/probability.h"
#include "tests/knowledge/triage/rival_clinic.h"
#include "tests/knowledge/triage/shapley.h"

namespace paraspinal::tests {
namespace {

// The first five findings of the clinic are present, the last is denied.
struct PresentClinic : RivalClinic {
  PresentClinic() : RivalClinic(rival_clinic()) {
    for (std::size_t i = 0; i < 5; ++i) {
      findings[i].state = 1;
      present.push_back(findings[i]);
    }
    denied.push_back(findings.back());
  }

  std::vector<triage::Observed> present;
  std::vector<triage::Observed> denied;
};

double log_odds_from(double p) {
  return engine::log_odds({p}).value;
}

class PresentTogether : public testing::Test {
 protected:
  // The present findings are known before the denied one, and after it.
  PresentTogether() {
    for (std::size_t set = 0; set < 64; ++set) {
      rows_.push_back(conditions_given(clinic_.network, clinic_.findings, set));
    }
    for (std::size_t c = 0; c < 3; ++c) {
      change_.push_back((log_odds_from(rows_[31][c]) - log_odds_from(rows_[0][c]) +
                         log_odds_from(rows_[63][c]) - log_odds_from(rows_[32][c])) /
                        2);
    }
    const double complaint = 1 - 0.8 * 0.9 * 0.7;
    weights_ = triage::WeightTable(3, 6);
    triage::PresentTogether(clinic_.denied, clinic_.present, rows_[0], complaint, clinic_.network,
                            causes_)
        .divide(change_, {0, 1, 2, 3, 4}, weights_);
  }

  PresentClinic clinic_;
  triage::CauseTable causes_{clinic_.network};
  std::vector<std::vector<double>> rows_;
  std::vector<double> change_;
  triage::WeightTable weights_;
};

TEST_F(PresentTogether, WeighTogetherWhatTheyChange) {
  for (std::size_t c = 0; c < change_.size(); ++c) {
    EXPECT_NEAR(std::accumulate(weights_[c].begin(), weights_[c].end(), 0.0), change_[c], 1e-12);
  }
}

TEST_F(PresentTogether, WeighTheSameWhereTheyAreAlike) {
  for (std::size_t c = 0; c < change_.size(); ++c) {
    const auto weights = weights_[c];
    EXPECT_NEAR(weights[1], weights[2], 1e-12);
    EXPECT_NE(weights[1], 0);
  }
}

TEST_F(PresentTogether, WeighNothingWhereNoCauseHasThem) {
  for (std::size_t c = 0; c < change_.size(); ++c) {
    const auto weights = weights_[c];
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
