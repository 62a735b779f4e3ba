#include "engine/lane_kernels.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "engine/table_kernels.h"
#include "tests/engine/random_lanes.h"
#include "tests/support/generators.h"

namespace paraspinal::engine {
namespace {

using tests::random_lanes;
using tests::same_bits;

std::vector<double> lane_of(const std::vector<Lanes>& values, std::size_t lane) {
  std::vector<double> one;
  for (const Lanes& value : values) {
    one.push_back(value[lane]);
  }
  return one;
}

struct LaneShape {
  std::vector<Stride> loops;
  std::size_t large = 1;
  std::size_t small = 1;
};

LaneShape random_shape(tests::Random& random) {
  LaneShape shape;
  std::vector<Stride> axes;
  for (std::size_t axis = random.below(7); axis-- > 0;) {
    const std::size_t extent = 1 + random.below(4);
    const bool shared = random.chance(0.5);
    axes.push_back({extent, shared ? shape.small : 0});
    shape.large *= extent;
    shape.small *= shared ? extent : 1;
  }
  for (auto axis = axes.rbegin(); axis != axes.rend(); ++axis) {
    append_axis(shape.loops, 0, *axis);
  }
  return shape;
}

// Every lane as if it were alone: the kernels of table_kernels.h.
TEST(LaneKernels, GiveEachLaneWhatTheKernelsOfOneTableGive) {
  const LaneKernels& lanes = best_lane_kernels();
  const TableKernels& one = plain_kernels();
  tests::Random random(11);
  for (int repeat = 0; repeat < 200; ++repeat) {
    const LaneShape shape = random_shape(random);
    const Stride* loops = shape.loops.data();
    const std::size_t count = shape.loops.size();
    const auto large = random_lanes(random, shape.large);
    const auto small = random_lanes(random, shape.small);
    auto product = large;
    std::vector<Lanes> sums(shape.small);
    std::vector<Lanes> scratch(shape.large);
    auto scaled = large;
    Lanes largest;

    lanes.multiply_into(product.data(), loops, count, small.data());
    lanes.sum_onto(sums.data(), loops, count, large.data(), scratch.data());
    lanes.rescale(scaled.data(), scaled.size(), largest);

    for (std::size_t lane = 0; lane < Lanes::count; ++lane) {
      auto expected = lane_of(large, lane);
      std::vector<double> expected_sums(shape.small);
      auto expected_scaled = expected;
      one.add_onto(expected_sums.data(), loops, count, expected.data());
      one.multiply_into(expected.data(), loops, count, lane_of(small, lane).data());
      ASSERT_EQ(lane_of(product, lane), expected);
      ASSERT_EQ(largest[lane], one.rescale(expected_scaled.data(), expected_scaled.size()));
      ASSERT_EQ(lane_of(scaled, lane), expected_scaled);
      for (std::size_t i = 0; i < shape.small; ++i) {
        ASSERT_NEAR(sums[i][lane], expected_sums[i], 1e-12);
      }
    }
  }
}

TEST(LaneKernels, OfEveryMachineGiveTheSameBits) {
  tests::Random random(12);
  for (int repeat = 0; repeat < 100; ++repeat) {
    const LaneShape shape = random_shape(random);
    const auto large = random_lanes(random, shape.large);
    const auto small = random_lanes(random, shape.small);
    std::vector<std::vector<Lanes>> results;
    for (const LaneKernels* kernels : {&plain_lane_kernels(), &best_lane_kernels()}) {
      auto result = large;
      std::vector<Lanes> sums(shape.small);
      std::vector<Lanes> scratch(shape.large);
      std::vector<Lanes> total(1);
      kernels->multiply_into(result.data(), shape.loops.data(), shape.loops.size(), small.data());
      kernels->sum_onto(sums.data(), shape.loops.data(), shape.loops.size(), result.data(),
                        scratch.data());
      kernels->sum_rows(total.data(), result.data(), 1, result.size());
      result.push_back(total[0]);
      result.insert(result.end(), sums.begin(), sums.end());
      results.push_back(std::move(result));
    }
    ASSERT_TRUE(same_bits(results[0], results[1]));
  }
}

TEST(LaneKernels, RescaleLeavesALaneOfZeros) {
  std::vector<Lanes> values(2);
  values[0] = values[1] = Lanes{};
  values[1].set(3, -4);
  Lanes largest;

  best_lane_kernels().rescale(values.data(), 2, largest);

  EXPECT_EQ(largest[0], 0);
  EXPECT_EQ(values[1][0], 0);
  EXPECT_EQ(largest[3], 4);
  EXPECT_EQ(values[1][3], -1);
}

TEST(LaneKernels, DivideLeavesWhatIsDividedByZero) {
  std::vector<Lanes> values(1);
  std::vector<Lanes> divisors(1);
  values[0] = divisors[0] = Lanes{};
  values[0].set(1, 6);
  divisors[0].set(1, 3);
  values[0].set(2, 5);
  Lanes scale{Lanes::Vector{} + 2};

  best_lane_kernels().divide(values.data(), divisors.data(), scale, 1);

  EXPECT_EQ(values[0][1], 1);
  EXPECT_EQ(values[0][2], 5);
  EXPECT_EQ(values[0][0], 0);
}

}  // namespace
}  // namespace paraspinal::engine
