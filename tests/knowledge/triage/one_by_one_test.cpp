#include "knowledge/triage/one_by_one.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paraspinal::tests {
namespace {

using triage::Block;
using triage::Steps;

// The findings known after a step, by their positions in the block.
Block known_after(std::size_t step, std::size_t findings) {
  Block known;
  for (std::size_t i = 0; i < findings; ++i) {
    if (Steps(findings).known(step, i)) {
      known.push_back(i);
    }
  }
  return known;
}

TEST(Steps, AddOneFindingAtATimeInEitherOrder) {
  const Steps steps(3);
  EXPECT_EQ(steps.count(), 5);
  EXPECT_THAT(known_after(steps.forwards(1), 3), testing::ElementsAre(0));
  EXPECT_THAT(known_after(steps.forwards(2), 3), testing::ElementsAre(0, 1));
  EXPECT_THAT(known_after(steps.all(), 3), testing::ElementsAre(0, 1, 2));
  EXPECT_THAT(known_after(steps.backwards(1), 3), testing::ElementsAre(2));
  EXPECT_THAT(known_after(steps.backwards(2), 3), testing::ElementsAre(1, 2));
  EXPECT_EQ(steps.backwards(3), steps.all());
}

TEST(Steps, OfNoFindingAreNone) {
  EXPECT_EQ(Steps(0).count(), 0);
}

// One condition, two findings, by hand: odds 1 before, 3 with the first, 2 with the second, 12 with
// both. In order: 3, then 4; reversed: 2, then 6.
TEST(SetWeights, AreTheMeanOfBothOrders) {
  const std::vector<double> before{0.5};
  const std::vector<std::vector<double>> after{{0.75}, {12.0 / 13}, {2.0 / 3}};
  std::vector<std::vector<double>> weights{{0, 0}};
  triage::set_weights({0, 1}, before, {after[0], after[1], after[2]}, weights);
  EXPECT_NEAR(weights[0][0], (std::log(3.0) + std::log(6.0)) / 2, 1e-14);
  EXPECT_NEAR(weights[0][1], (std::log(4.0) + std::log(2.0)) / 2, 1e-14);
}

TEST(SetWeights, OfAFindingThatSaysNothingAreExactlyZero) {
  const std::vector<double> before{0.3};
  const std::vector<double> after{0.3 + 1e-16};
  std::vector<std::vector<double>> weights{{7}};
  triage::set_weights({0}, before, {after}, weights);
  EXPECT_EQ(weights[0][0], 0);
}

TEST(SetWeights, StayFiniteWhereAConditionIsCertain) {
  const std::vector<double> before{0};
  const std::vector<double> after{1};
  std::vector<std::vector<double>> weights{{0}};
  triage::set_weights({0}, before, {after}, weights);
  EXPECT_NEAR(weights[0][0], 2 * std::log(1e15), 1e-2);  // 1 - 1e-15 has two digits left
}

}  // namespace
}  // namespace paraspinal::tests
