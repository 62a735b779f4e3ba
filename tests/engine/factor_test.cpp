#include "engine/factor.h"

#include <array>
#include <limits>
#include <stdexcept>

#include <gtest/gtest.h>

namespace paraspinal::engine {
namespace {

const Factor factor_a({{0, 2}}, {0.25, 0.75});
const Factor factor_ab({{0, 2}, {1, 3}}, {1, 2, 3, 4, 5, 6});
const Factor factor_c({{2, 2}}, {10, 20});

TEST(Factor, ProductOfDisjointScopesHasTheJointShape) {
  const Factor both = product(std::array{&factor_a, &factor_c});

  EXPECT_EQ(both, Factor({{0, 2}, {2, 2}}, {2.5, 5, 7.5, 15}));
}

TEST(Factor, ProductAlignsSharedVariables) {
  const Factor both = product(std::array{&factor_ab, &factor_a});

  EXPECT_EQ(both, Factor({{0, 2}, {1, 3}}, {0.25, 0.5, 0.75, 3, 3.75, 4.5}));
}

TEST(Factor, ProductOfNoneIsOne) {
  EXPECT_EQ(product({}), Factor());
}

TEST(Factor, SumOntoTheFirstAxisAddsRows) {
  EXPECT_EQ(sum_onto(factor_ab, std::array<std::size_t, 1>{0}), Factor({{0, 2}}, {6, 15}));
}

TEST(Factor, SumOntoTheLastAxisAddsColumns) {
  EXPECT_EQ(sum_onto(factor_ab, std::array<std::size_t, 1>{1}), Factor({{1, 3}}, {5, 7, 9}));
}

TEST(Factor, SumOntoNothingIsTheTotal) {
  EXPECT_EQ(sum_onto(factor_ab, {}), Factor({}, {21}));
}

TEST(Factor, MaximumOntoTakesTheLargestEntry) {
  EXPECT_EQ(maximum_onto(factor_ab, std::array<std::size_t, 1>{0}), Factor({{0, 2}}, {3, 6}));
}

TEST(Factor, SliceDropsTheAxis) {
  EXPECT_EQ(slice(factor_ab, 1, 2), Factor({{0, 2}}, {3, 6}));
  EXPECT_EQ(slice(factor_ab, 0, 1), Factor({{1, 3}}, {4, 5, 6}));
}

TEST(Factor, SliceOfAnotherVariableChangesNothing) {
  EXPECT_EQ(slice(factor_ab, 7, 1), factor_ab);
}

TEST(Factor, AxesOutOfOrderBreakTheContract) {
  EXPECT_THROW(Factor({{1, 2}, {0, 2}}, {1, 2, 3, 4}), std::logic_error);
}

TEST(Factor, WrongNumberOfEntriesBreaksTheContract) {
  EXPECT_THROW(Factor({{0, 2}}, {1, 2, 3}), std::logic_error);
}

TEST(JointStates, SaturateInsteadOfOverflowing) {
  const std::vector<Axis> axes(9, Axis{0, std::size_t{1} << 10});

  EXPECT_EQ(joint_states(axes), std::numeric_limits<std::size_t>::max());
}

}  // namespace
}  // namespace paraspinal::engine
