#include "validation/interval.h"

#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace paraspinal::tests {
namespace {

using validation::bootstrap_interval;
using validation::exact_interval;
using validation::Interval;
using validation::Proportion;

// R 4, binom.test(7, 10): 0.3475471, 0.9332605.
TEST(ExactInterval, SevenOfTenIsAsInR) {
  const Interval interval = exact_interval({7, 10});

  EXPECT_NEAR(interval.low, 0.3475471, 1e-6);
  EXPECT_NEAR(interval.high, 0.9332605, 1e-6);
}

// R's example of binom.test(682, 682 + 243): 0.7076683, 0.7654066 (Mendel's peas; Conover 1971).
TEST(ExactInterval, MendelsPeasAreAsInR) {
  const Interval interval = exact_interval({682, 925});

  EXPECT_NEAR(interval.low, 0.7076683, 1e-6);
  EXPECT_NEAR(interval.high, 0.7654066, 1e-6);
}

// Closed form: with no hits 1 - (alpha / 2)^(1 / n); Brown, Cai & DasGupta 2001, section 4.2.1.
TEST(ExactInterval, NoneOfTwentyReachesSeventeenPerCent) {
  const Interval interval = exact_interval({0, 20});

  EXPECT_EQ(interval.low, 0);
  EXPECT_NEAR(interval.high, 0.1684335, 1e-6);
}

TEST(ExactInterval, AllOfTwentyMirrorsNoneOfTwenty) {
  const Interval interval = exact_interval({20, 20});

  EXPECT_NEAR(interval.low, 1 - 0.1684335, 1e-6);
  EXPECT_EQ(interval.high, 1);
}

TEST(ExactInterval, OfNothingSaysNothing) {
  EXPECT_EQ(exact_interval({0, 0}), (Interval{0, 1}));
}

TEST(ExactInterval, MoreConfidenceIsWider) {
  EXPECT_LT(exact_interval({7, 10}, 0.99).low, exact_interval({7, 10}, 0.95).low);
  EXPECT_GT(exact_interval({7, 10}, 0.99).high, exact_interval({7, 10}, 0.95).high);
}

TEST(ExactInterval, MoreHitsThanTrialsIsABrokenContract) {
  EXPECT_THROW(exact_interval({3, 2}), std::logic_error);
}

TEST(BootstrapInterval, SurroundsTheMeanAndRepeats) {
  const std::vector<double> values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  const Interval interval = bootstrap_interval(values, 1);

  EXPECT_LT(interval.low, 5.5);
  EXPECT_GT(interval.high, 5.5);
  // Normal theory: 5.5 +- 1.96 * 2.87 / sqrt(10) = 3.72 ... 7.28.
  EXPECT_NEAR(interval.low, 3.72, 0.3);
  EXPECT_NEAR(interval.high, 7.28, 0.3);
  EXPECT_EQ(bootstrap_interval(values, 1), interval);
}

TEST(BootstrapInterval, OfOneValueIsThatValue) {
  EXPECT_EQ(bootstrap_interval(std::vector<double>{4}, 7), (Interval{4, 4}));
}

}  // namespace
}  // namespace paraspinal::tests
