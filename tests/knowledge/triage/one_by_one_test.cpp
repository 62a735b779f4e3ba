#include "knowledge/triage/one_by_one.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paraspinal::tests {
namespace {

using triage::Steps;

// The groups known after a step.
std::vector<std::size_t> known_after(std::size_t step, std::size_t groups) {
  std::vector<std::size_t> known;
  for (std::size_t i = 0; i < groups; ++i) {
    if (Steps(groups).known(step, i)) {
      known.push_back(i);
    }
  }
  return known;
}

TEST(Steps, AddOneGroupAtATimeInEitherOrder) {
  const Steps steps(3);
  EXPECT_EQ(steps.count(), 5);
  EXPECT_THAT(known_after(steps.forwards(1), 3), testing::ElementsAre(0));
  EXPECT_THAT(known_after(steps.forwards(2), 3), testing::ElementsAre(0, 1));
  EXPECT_THAT(known_after(steps.all(), 3), testing::ElementsAre(0, 1, 2));
  EXPECT_THAT(known_after(steps.backwards(1), 3), testing::ElementsAre(2));
  EXPECT_THAT(known_after(steps.backwards(2), 3), testing::ElementsAre(1, 2));
  EXPECT_EQ(steps.backwards(3), steps.all());
}

TEST(Steps, OfNoGroupAreNone) {
  EXPECT_EQ(Steps(0).count(), 0);
}

// One condition, two groups, by hand: odds 1 before, 3 with the first, 2 with the second, 12 with
// both. In order: 3, then 4; reversed: 2, then 6.
TEST(MeanChanges, AreTheMeanOfBothOrders) {
  const std::vector<double> before{0.5};
  const std::vector<std::vector<double>> after{{0.75}, {12.0 / 13}, {2.0 / 3}};
  const auto changes = triage::mean_changes(2, before, {after[0], after[1], after[2]});
  EXPECT_NEAR(changes[0][0], (std::log(3.0) + std::log(6.0)) / 2, 1e-14);
  EXPECT_NEAR(changes[1][0], (std::log(4.0) + std::log(2.0)) / 2, 1e-14);
}

TEST(MeanChanges, StayFiniteWhereAConditionIsCertain) {
  const std::vector<double> before{0};
  const std::vector<double> after{1};
  const auto changes = triage::mean_changes(1, before, {after});
  EXPECT_NEAR(changes[0][0], 2 * std::log(1e15), 1e-2);  // 1 - 1e-15 has two digits left
}

TEST(WeightOf, AFindingThatSaysNothingIsExactlyZero) {
  const std::vector<double> before{0.3};
  const std::vector<double> after{0.3 + 1e-16};
  EXPECT_EQ(triage::weight_of(triage::mean_changes(1, before, {after})[0][0]), 0);
}

// Figures that are but rounding are none: what is left goes to both alike, not in their proportion.
TEST(SetWeights, OfFindingsThatSayNothingThemselvesAreEven) {
  const std::vector<double> own{1e-16, 3e-16};
  const std::vector<double> change{0.2};
  triage::WeightTable weights(1, 3);
  triage::set_weights(own, change, {0, 2}, weights);
  EXPECT_THAT(weights[0], testing::ElementsAre(testing::DoubleEq(0.1), 0, testing::DoubleEq(0.1)));
}

// By hand: 0.3 and -0.1 leave 0.2, of which three quarters go to the first.
TEST(SetWeights, AreTheFiguresAndTheirPartsOfWhatTheyLeave) {
  const std::vector<double> own{0.3, -0.1};
  const std::vector<double> change{0.4};
  triage::WeightTable weights(1, 2);
  triage::set_weights(own, change, {0, 1}, weights);
  EXPECT_NEAR(weights[0][0], 0.3 + 0.15, 1e-15);
  EXPECT_NEAR(weights[0][1], -0.1 + 0.05, 1e-15);
}

}  // namespace
}  // namespace paraspinal::tests
