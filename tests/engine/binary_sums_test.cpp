// Sums of products against the sum over every joint state.

#include "engine/binary_sums.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/generators.h"

namespace paraspinal::tests {
namespace {

using engine::BinarySums;
using engine::Quad;
using engine::QuadView;

struct PlainFactor {
  std::vector<BinarySums::Variable> scope;
  std::vector<Quad> values;
};

// Factors of one to four of the variables, with a zero and a negative number now and then.
std::vector<PlainFactor> random_factors(std::size_t variables, std::size_t count, Random& random) {
  std::vector<PlainFactor> factors;
  for (std::size_t f = 0; f < count; ++f) {
    PlainFactor factor;
    const std::size_t size = 1 + random.below(std::min<std::size_t>(4, variables));
    while (factor.scope.size() < size) {
      const auto v = static_cast<BinarySums::Variable>(random.below(variables));
      if (std::ranges::find(factor.scope, v) == factor.scope.end()) {
        factor.scope.push_back(v);
      }
    }
    for (std::size_t i = 0; i < std::size_t{1} << size; ++i) {
      Quad value;
      for (double& lane : value.lane) {
        lane = random.chance(0.1) ? 0 : random.chance(0.1) ? -0.2 : 0.1 + random.uniform();
      }
      factor.values.push_back(value);
    }
    factors.push_back(factor);
  }
  return factors;
}

std::size_t place_in(const PlainFactor& factor, std::size_t state) {
  std::size_t place = 0;
  for (std::size_t i = 0; i < factor.scope.size(); ++i) {
    place |= ((state >> factor.scope[i]) & 1) << i;
  }
  return place;
}

Quad product(const std::vector<PlainFactor>& factors, std::size_t state) {
  Quad all = Quad::of(1);
  for (const PlainFactor& factor : factors) {
    all *= factor.values[place_in(factor, state)];
  }
  return all;
}

void expect_near(const Quad& actual, const Quad& expected, double scale) {
  for (std::size_t lane = 0; lane < Quad::count; ++lane) {
    EXPECT_NEAR(actual.lane[lane], expected.lane[lane], 1e-11 * scale);
  }
}

TEST(BinarySums, AreThoseOverEveryJointState) {
  Random random(1);
  std::size_t tried = 0;
  for (int network = 0; network < 200; ++network) {
    const std::size_t variables = 1 + random.below(9);
    const auto factors = random_factors(variables, 1 + random.below(9), random);
    BinarySums sums;
    sums.begin(variables);
    std::vector<std::size_t> places;
    for (const PlainFactor& factor : factors) {
      places.push_back(sums.add(factor.scope));
      std::ranges::copy(factor.values, sums.values(places.back()).begin());
      sums.ask_of(places.back());
    }
    for (BinarySums::Variable v = 0; v < variables; ++v) {
      sums.multiply(v, Quad::of(0.3), Quad::of(0.7));
      sums.ask(v);
    }
    Quad total{};
    std::vector<Quad> present(variables);
    Quad of_first{};
    for (std::size_t state = 0; state < std::size_t{1} << variables; ++state) {
      Quad term = product(factors, state);
      for (std::size_t v = 0; v < variables; ++v) {
        term *= Quad::of(((state >> v) & 1) == 1 ? 0.7 : 0.3);
      }
      total += term;
      for (std::size_t v = 0; v < variables; ++v) {
        present[v] += term * Quad::of(((state >> v) & 1) == 1 ? 1 : 0);
      }
      of_first += term * factors.front().values[place_in(factors.front(), state)];
    }
    if (!sums.run()) {
      EXPECT_TRUE(
          std::ranges::any_of(total.lane, [](double one) { return std::abs(one) < 1e-12; }));
      continue;
    }
    ++tried;
    expect_near(sums.total(), total, 1);
    for (BinarySums::Variable v = 0; v < variables; ++v) {
      expect_near(sums.present(v), present[v], 1);
    }
    expect_near(sums.sum_of(places.front(), factors.front().values), of_first, 1);
  }
  EXPECT_GT(tried, 100);
}

TEST(BinarySums, DoNotHangOnWhatElseIsAskedNorOnWhatWasSummedBefore) {
  Random random(2);
  const auto factors = random_factors(8, 7, random);
  const auto present_of_last = [&](BinarySums& sums, bool all_asked) {
    sums.begin(8);
    for (const PlainFactor& factor : factors) {
      std::ranges::copy(factor.values, sums.values(sums.add(factor.scope)).begin());
    }
    for (BinarySums::Variable v = all_asked ? 0 : 7; v < 8; ++v) {
      sums.ask(v);
    }
    EXPECT_TRUE(sums.run());
    return sums.present(7);
  };
  BinarySums first;
  BinarySums second;
  const Quad expected = present_of_last(first, true);
  EXPECT_EQ(present_of_last(second, false), expected);
  EXPECT_EQ(present_of_last(first, false), expected);
}

TEST(BinarySums, OfATableTooLargeAreNone) {
  BinarySums sums;
  sums.begin(16);
  std::vector<BinarySums::Variable> scope;
  for (BinarySums::Variable v = 0; v < 15; ++v) {
    scope.push_back(v);
  }
  sums.add(scope);
  EXPECT_FALSE(sums.run());
}

TEST(BinarySums, OfNothingIsOne) {
  BinarySums sums;
  sums.begin(0);
  ASSERT_TRUE(sums.run());
  EXPECT_EQ(sums.total(), Quad::of(1));
}

TEST(QuadKernels, GiveTheSameBitsOnEveryMachine) {
  const engine::QuadKernels& plain = engine::plain_quad_kernels();
  const engine::QuadKernels& best = engine::best_quad_kernels();
  Random random(3);
  for (const bool constant : {false, true}) {
    for (const std::size_t run : {1U, 2U, 8U}) {
      std::vector<std::uint32_t> offsets;
      std::vector<Quad> large(4 * run);
      std::vector<Quad> small(16);
      for (std::uint32_t r = 0; r < 4; ++r) {
        offsets.push_back(2 * r);
      }
      for (auto* table : {&large, &small}) {
        for (Quad& quad : *table) {
          for (double& lane : quad.lane) {
            lane = random.uniform();
          }
        }
      }
      const QuadView view{offsets.data(), offsets.size(), run, constant};
      EXPECT_EQ(plain.dot(large.data(), view, small.data()),
                best.dot(large.data(), view, small.data()));
      auto once = large;
      auto again = large;
      plain.multiply(once.data(), view, small.data());
      best.multiply(again.data(), view, small.data());
      EXPECT_EQ(once, again);
      auto sum = small;
      auto sum_again = small;
      plain.add_up(large.data(), view, sum.data());
      best.add_up(large.data(), view, sum_again.data());
      EXPECT_EQ(sum, sum_again);
      EXPECT_EQ(plain.scale_halves(once.data(), run, small.data()),
                best.scale_halves(again.data(), run, small.data()));
      EXPECT_EQ(once, again);
    }
  }
}

}  // namespace
}  // namespace paraspinal::tests
