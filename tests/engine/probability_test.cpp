#include "engine/probability.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace paraspinal::engine {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

TEST(LogOdds, OfOneHalfIsZero) {
  EXPECT_EQ(log_odds(Probability{0.5}).value, 0.0);
}

TEST(LogOdds, OfZeroAndOneAreInfinite) {
  EXPECT_EQ(log_odds(Probability{0}).value, -infinity);
  EXPECT_EQ(log_odds(Probability{1}).value, infinity);
}

TEST(LogOdds, OfNearlyOneKeepsItsDigits) {
  // 1 - 2^-50 is exact, so ln(p / (1 - p)) = 50 ln 2 - 2^-50.
  EXPECT_DOUBLE_EQ(log_odds(Probability{1 - 0x1p-50}).value, 50 * std::log(2.0));
}

TEST(LogOdds, OfNanIsNan) {
  EXPECT_TRUE(std::isnan(log_odds(Probability{nan}).value));
}

TEST(Probability, OfInfiniteLogOddsIsZeroOrOne) {
  EXPECT_EQ(probability(LogOdds{-infinity}).value, 0.0);
  EXPECT_EQ(probability(LogOdds{infinity}).value, 1.0);
}

TEST(Probability, OfLargeLogOddsDoesNotOverflow) {
  EXPECT_EQ(probability(LogOdds{800}).value, 1.0);
  EXPECT_EQ(probability(LogOdds{-800}).value, 0.0);
  EXPECT_GT(probability(LogOdds{-700}).value, 0.0);
}

TEST(Probability, OfNanIsNan) {
  EXPECT_TRUE(std::isnan(probability(LogOdds{nan}).value));
}

TEST(Probability, UndoesLogOdds) {
  for (const double p : {1e-300, 1e-9, 0.1, 0.5, 0.9, 0.999999}) {
    EXPECT_NEAR(probability(log_odds(Probability{p})).value / p, 1.0, 1e-13) << p;
  }
}

TEST(WeightOfEvidence, IsTheNaturalLogarithmOfTheRatio) {
  EXPECT_DOUBLE_EQ(weight_of_evidence(LikelihoodRatio{std::exp(1.5)}), 1.5);
  EXPECT_EQ(weight_of_evidence(LikelihoodRatio{1}), 0.0);
  EXPECT_EQ(weight_of_evidence(LikelihoodRatio{0}), -infinity);
  EXPECT_EQ(weight_of_evidence(LikelihoodRatio{infinity}), infinity);
}

TEST(Decibans, OfATenfoldOddsFactorAreTen) {
  EXPECT_NEAR(decibans(std::log(10.0)), 10.0, 1e-14);
  EXPECT_NEAR(decibans(-std::log(100.0)), -20.0, 1e-14);
}

TEST(IsProbability, HoldsFromZeroToOneOnly) {
  EXPECT_TRUE(is_probability(0));
  EXPECT_TRUE(is_probability(1));
  EXPECT_FALSE(is_probability(-1e-300));
  EXPECT_FALSE(is_probability(std::nextafter(1.0, 2.0)));
  EXPECT_FALSE(is_probability(infinity));
  EXPECT_FALSE(is_probability(nan));
}

}  // namespace
}  // namespace paraspinal::engine
