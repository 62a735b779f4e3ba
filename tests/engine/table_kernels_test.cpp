#include "engine/table_kernels.h"

#include <algorithm>
#include <limits>

#include <gtest/gtest.h>

#include "tests/support/generators.h"

namespace paraspinal::engine {
namespace {

// A large table seen against a small one that lacks some of its axes.
struct Shape {
  std::vector<std::size_t> extents;
  std::vector<bool> shared;
};

std::vector<Stride> loops_of(const Shape& shape) {
  std::vector<std::size_t> strides(shape.extents.size(), 0);
  std::size_t stride = 1;
  for (std::size_t i = shape.extents.size(); i-- > 0;) {
    if (shape.shared[i]) {
      strides[i] = stride;
      stride *= shape.extents[i];
    }
  }
  std::vector<Stride> loops;
  for (std::size_t i = 0; i < shape.extents.size(); ++i) {
    append_axis(loops, 0, {shape.extents[i], strides[i]});
  }
  return loops;
}

// Offset into the small table of each entry of the large one, axis by axis.
std::vector<std::size_t> offsets_of(const Shape& shape) {
  std::size_t size = 1;
  for (const std::size_t extent : shape.extents) {
    size *= extent;
  }
  std::vector<std::size_t> offsets(size, 0);
  for (std::size_t i = 0; i < size; ++i) {
    std::size_t rest = i;
    std::size_t stride = 1;
    for (std::size_t axis = shape.extents.size(); axis-- > 0;) {
      const std::size_t digit = rest % shape.extents[axis];
      rest /= shape.extents[axis];
      if (shape.shared[axis]) {
        offsets[i] += digit * stride;
        stride *= shape.extents[axis];
      }
    }
  }
  return offsets;
}

std::vector<double> random_values(tests::Random& random, std::size_t size) {
  std::vector<double> values(size);
  for (double& value : values) {
    value = random.uniform() - 0.25;
  }
  return values;
}

class TableKernelsOf : public testing::TestWithParam<const TableKernels* (*)()> {};

const TableKernels* plain() {
  return &plain_kernels();
}
const TableKernels* best() {
  return &best_kernels();
}

TEST_P(TableKernelsOf, AgreeWithOffsetsWorkedOutAxisByAxis) {
  const TableKernels& kernels = *GetParam()();
  tests::Random random(3);
  for (int repeat = 0; repeat < 300; ++repeat) {
    Shape shape;
    for (std::size_t axis = random.below(8); axis-- > 0;) {
      shape.extents.push_back(1 + random.below(5));
      shape.shared.push_back(random.chance(0.5));
    }
    const auto loops = loops_of(shape);
    const auto offsets = offsets_of(shape);
    const auto small = random_values(random, 1 + *std::ranges::max_element(offsets));
    const auto large = random_values(random, offsets.size());
    auto product = large;
    auto assigned = large;
    auto sums = small;

    kernels.multiply_into(product.data(), loops.data(), loops.size(), small.data());
    kernels.assign_from(assigned.data(), loops.data(), loops.size(), small.data());
    kernels.add_onto(sums.data(), loops.data(), loops.size(), large.data());
    std::vector<double> by_axis(small.size());
    std::vector<double> scratch(large.size());
    kernels.sum_onto(by_axis.data(), loops.data(), loops.size(), large.data(), scratch.data());

    auto expected = small;
    for (std::size_t i = 0; i < large.size(); ++i) {
      ASSERT_EQ(product[i], large[i] * small[offsets[i]]);
      ASSERT_EQ(assigned[i], small[offsets[i]]);
      expected[offsets[i]] += large[i];
    }
    for (std::size_t i = 0; i < small.size(); ++i) {
      ASSERT_NEAR(sums[i], expected[i], 1e-12);
      ASSERT_NEAR(by_axis[i], expected[i] - small[i], 1e-12);
    }
  }
}

TEST_P(TableKernelsOf, ExtendRepeatsABlockTimesAFactorEach) {
  const TableKernels& kernels = *GetParam()();
  for (std::size_t size = 1; size < 20; ++size) {
    const std::vector<double> factors{1, 9, 0.5, 9, -2};  // every other one
    std::vector<double> block(3 * size, 7);
    for (std::size_t k = 0; k < size; ++k) {
      block[k] = 1 + static_cast<double>(k);
    }

    kernels.extend(block.data(), size, {3, 2}, factors.data());

    for (std::size_t k = 0; k < size; ++k) {
      const double first = 1 + static_cast<double>(k);
      ASSERT_EQ(block[k], first);
      ASSERT_EQ(block[size + k], first * 0.5);
      ASSERT_EQ(block[2 * size + k], first * -2);
    }
  }
}

TEST_P(TableKernelsOf, DivideLeavesWhatIsDividedByZero) {
  std::vector<double> values{6, 0, 8};
  const std::vector<double> divisors{3, 0, -2};

  (*GetParam()()).divide(values.data(), divisors.data(), 2, 3);

  EXPECT_EQ(values, (std::vector{1.0, 0.0, -2.0}));
}

TEST_P(TableKernelsOf, RowsAndColumnsAreScaledApart) {
  const std::vector<double> table{1, 2, 3, 4, 5, 6};
  const std::vector<double> scales{10, 100, 1000};
  std::vector<double> rows(6);
  std::vector<double> columns(6);

  (*GetParam()()).scale_rows(rows.data(), table.data(), scales.data(), 3, 2);
  (*GetParam()()).scale_columns(columns.data(), table.data(), scales.data(), 2, 3);

  EXPECT_EQ(rows, (std::vector<double>{10, 20, 300, 400, 5000, 6000}));
  EXPECT_EQ(columns, (std::vector<double>{10, 200, 3000, 40, 500, 6000}));
}

// Odds of 3 to 1 are a probability of 3/4.
TEST_P(TableKernelsOf, FromOddsGivesBothProbabilities) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  std::vector<double> odds{3, 0, infinity, 1, 0.25};
  std::vector<double> absent(5);

  (*GetParam()()).from_odds(odds.data(), absent.data(), 5);

  EXPECT_EQ(odds, (std::vector{0.75, 0.0, 1.0, 0.5, 0.2}));
  EXPECT_EQ(absent, (std::vector{0.25, 1.0, 0.0, 0.5, 0.8}));
}

TEST_P(TableKernelsOf, AverageWeighsTheSecondHalf) {
  std::vector<double> values{1, 2, 4, 8, 5, 10, 20, 40};

  (*GetParam()()).average(values.data(), 4, 0.25);

  EXPECT_EQ((std::vector(values.begin(), values.begin() + 4)), (std::vector<double>{2, 4, 8, 16}));
}

INSTANTIATE_TEST_SUITE_P(Machines, TableKernelsOf, testing::Values(&plain, &best));

TEST(TableKernels, OfEveryMachineGiveTheSameBits) {
  tests::Random random(9);
  for (std::size_t size = 1; size < 200; ++size) {
    const auto values = random_values(random, 3 * size);
    std::vector<double> plain_sums(3);
    std::vector<double> best_sums(3);

    plain_kernels().sum_rows(plain_sums.data(), values.data(), 3, size);
    best_kernels().sum_rows(best_sums.data(), values.data(), 3, size);

    ASSERT_EQ(plain_sums, best_sums);
  }
}

TEST(TableKernels, RescaleDividesByTheLargestMagnitude) {
  std::vector<double> values{1, -4, 2};

  EXPECT_EQ(best_kernels().rescale(values.data(), 3), 4);
  EXPECT_EQ(values, (std::vector{0.25, -1.0, 0.5}));
}

TEST(TableKernels, RescaleOfZerosLeavesThem) {
  std::vector<double> values{0, 0};

  EXPECT_EQ(best_kernels().rescale(values.data(), 2), 0);
  EXPECT_EQ(values, (std::vector{0.0, 0.0}));
}

TEST(AppendAxis, JoinsNeighboursThatAreOneLoop) {
  std::vector<Stride> loops;

  append_axis(loops, 0, {3, 8});
  append_axis(loops, 0, {2, 4});  // 8 = 4 * 2: one loop of six steps of 4
  append_axis(loops, 0, {1, 0});
  append_axis(loops, 0, {5, 0});

  EXPECT_EQ(loops, (std::vector<Stride>{{6, 4}, {5, 0}}));
}

}  // namespace
}  // namespace paraspinal::engine
