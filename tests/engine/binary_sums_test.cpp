// Sums of products against the sum over every joint state.

#include "engine/binary_sums.h"

#include <algorithm>
#include <array>
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

void expect_near(const Quad& actual, const Quad& expected) {
  for (std::size_t lane = 0; lane < Quad::count; ++lane) {
    EXPECT_NEAR(actual.lane[lane], expected.lane[lane], 1e-11);
  }
}

struct Sums {
  Quad total;
  std::vector<Quad> absent;
  std::vector<Quad> present;
  Quad of_first;
};

// Factors of each variable itself, where it is absent and where it is present; now and then a zero.
using OwnFactors = std::vector<std::array<double, 2>>;

OwnFactors random_own_factors(std::size_t variables, Random& random) {
  OwnFactors own;
  for (std::size_t v = 0; v < variables; ++v) {
    own.push_back({random.chance(0.1) ? 0 : 0.3, random.chance(0.1) ? 0 : 0.7});
  }
  return own;
}

// Over every joint state of the variables.
Sums by_enumeration(const std::vector<PlainFactor>& factors, const OwnFactors& own) {
  const std::size_t variables = own.size();
  Sums sums{{}, std::vector<Quad>(variables), std::vector<Quad>(variables), {}};
  for (std::size_t state = 0; state < std::size_t{1} << variables; ++state) {
    Quad term = product(factors, state);
    for (std::size_t v = 0; v < variables; ++v) {
      term *= Quad::of(own[v].at((state >> v) & 1));
    }
    sums.total += term;
    for (std::size_t v = 0; v < variables; ++v) {
      (((state >> v) & 1) == 1 ? sums.present : sums.absent)[v] += term;
    }
    sums.of_first += term * factors.front().values[place_in(factors.front(), state)];
  }
  return sums;
}

// Other numbers in the same scopes.
std::vector<PlainFactor> with_other_values(std::vector<PlainFactor> factors, Random& random) {
  for (PlainFactor& factor : factors) {
    for (Quad& value : factor.values) {
      value *= Quad::of(0.1 + random.uniform());
    }
  }
  return factors;
}

// Quad after quad as in `sets`; what is left of a joint state is asked of the first factor.
void expect_sums_of(const std::vector<std::vector<PlainFactor>>& sets, const OwnFactors& own,
                    std::size_t& tried) {
  const std::size_t variables = own.size();
  BinarySums sums;
  sums.begin(variables, sets.size());
  std::size_t first = 0;
  std::size_t first_again = 0;
  for (std::size_t f = 0; f < sets.front().size(); ++f) {
    const std::size_t place = sums.add(sets.front()[f].scope);
    const auto values = sums.values(place);
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = sets[i % sets.size()][f].values[i / sets.size()];
    }
    if (f == 0) {
      first = place;
      const std::vector<Quad> of_first(values.begin(), values.end());
      sums.ask_of(place);
      std::ranges::copy(of_first, sums.function(place).begin());
      first_again = sums.ask_jointly(sets.front()[f].scope);
      std::ranges::copy(of_first, sums.function(first_again).begin());
    }
  }
  for (BinarySums::Variable v = 0; v < variables; ++v) {
    sums.multiply(v, Quad::of(2 * own[v][0]), Quad::of(own[v][1]));
    std::vector<Quad> halved(2 * sets.size(), Quad::of(1));
    std::fill_n(halved.begin(), sets.size(), Quad::of(0.5));
    sums.multiply(v, halved);
    sums.ask(v);
  }
  std::vector<Sums> expected;
  bool is_zero = false;
  for (const auto& factors : sets) {
    expected.push_back(by_enumeration(factors, own));
    is_zero = is_zero || std::ranges::any_of(expected.back().total.lane,
                                             [](double one) { return std::abs(one) < 1e-12; });
  }
  if (!sums.run()) {
    EXPECT_TRUE(is_zero);
    return;
  }
  ++tried;
  for (std::size_t w = 0; w < sets.size(); ++w) {
    expect_near(sums.total()[w], expected[w].total);
    for (BinarySums::Variable v = 0; v < variables; ++v) {
      expect_near(sums.absent(v)[w], expected[w].absent[v]);
      expect_near(sums.present(v)[w], expected[w].present[v]);
    }
    expect_near(sums.sum_of(first)[w], expected[w].of_first);
    expect_near(sums.sum_of(first_again)[w], expected[w].of_first);
  }
}

TEST(BinarySums, AreThoseOverEveryJointState) {
  Random random(1);
  std::size_t tried = 0;
  for (int network = 0; network < 200; ++network) {
    const std::size_t variables = 1 + random.below(9);
    std::vector<std::vector<PlainFactor>> sets;
    sets.push_back(random_factors(variables, 1 + random.below(9), random));
    while (sets.size() < 1 + static_cast<std::size_t>(network) % engine::most_quads) {
      sets.push_back(with_other_values(sets.front(), random));
    }
    expect_sums_of(sets, random_own_factors(variables, random), tried);
  }
  EXPECT_GT(tried, 100);
}

// Each variable with the next, so that there are more than fit one word of a set.
TEST(BinarySums, OfAChainOfManyVariablesAreThoseOfItsProducts) {
  BinarySums sums;
  const std::size_t variables = BinarySums::most_variables;
  sums.begin(variables, 1);
  double absent = 1;  // sums of the chain so far, by the state of its last variable
  double present = 1;
  for (BinarySums::Variable v = 0; v + 1 < variables; ++v) {
    const auto values = sums.values(sums.add(std::array{v, v + 1}));
    const double alike = 0.5 + 0.001 * v;
    values[0] = values[3] = Quad::of(alike);
    values[1] = values[2] = Quad::of(0.4);
    const double before = absent;
    absent = alike * before + 0.4 * present;
    present = 0.4 * before + alike * present;
  }
  sums.ask(variables - 1);
  ASSERT_TRUE(sums.run());
  EXPECT_NEAR(sums.total()[0].lane[0] / (absent + present), 1, 1e-12);
  EXPECT_NEAR(sums.present(variables - 1)[0].lane[0] / present, 1, 1e-12);
}

// It goes last: its table would be one of them all.
TEST(BinarySums, OfOneVariableThatAllOthersHangOnAreThoseOfItsTwoProducts) {
  BinarySums sums;
  const std::size_t variables = BinarySums::most_variables;
  sums.begin(variables, 1);
  double absent = 1;
  double present = 1;
  for (BinarySums::Variable v = 1; v < variables; ++v) {
    const auto values = sums.values(sums.add(std::array{BinarySums::Variable{0}, v}));
    const double share = 0.4 + 0.001 * v;
    values[0] = values[1] = Quad::of(0.5);
    values[2] = Quad::of(0.5);
    values[3] = Quad::of(share);
    absent *= 0.5 + 0.5;
    present *= 0.5 + share;
  }
  sums.ask(0);
  sums.ask(1);
  ASSERT_TRUE(sums.run());
  EXPECT_NEAR(sums.total()[0].lane[0] / (absent + present), 1, 1e-12);
  EXPECT_NEAR(sums.present(0)[0].lane[0] / present, 1, 1e-12);
  EXPECT_NEAR(sums.present(1)[0].lane[0] / (0.5 * absent + present * 0.401 / 0.901), 1, 1e-12);
}

TEST(BinarySums, OfVariablesThatOnlyAQuestionTiesAreTheProductsOfTheirOwn) {
  BinarySums sums;
  sums.begin(3, 1);
  sums.multiply(0, Quad::of(0.2), Quad::of(0.8));
  sums.multiply(1, Quad::of(0.7), Quad::of(0.3));
  sums.multiply(2, Quad::of(2), Quad::of(3));
  const auto asked = sums.ask_jointly(std::array<BinarySums::Variable, 3>{2, 0, 1});
  for (std::size_t i = 0; i < 8; ++i) {
    sums.function(asked)[i] = Quad::of(i == 3 ? 1 : 0);  // the third and the first are present
  }
  sums.ask(1);
  ASSERT_TRUE(sums.run());
  EXPECT_NEAR(sums.total()[0].lane[0], 5, 1e-12);
  EXPECT_NEAR(sums.present(1)[0].lane[0], 5 * 0.3, 1e-12);
  EXPECT_NEAR(sums.sum_of(asked)[0].lane[0], 3 * 0.8 * 0.7, 1e-12);
}

TEST(BinarySums, DoNotHangOnWhatElseIsAskedNorOnWhatWasSummedBefore) {
  Random random(2);
  const auto factors = random_factors(8, 7, random);
  const auto present_of_last = [&](BinarySums& sums, bool all_asked) {
    sums.begin(8, 1);
    for (const PlainFactor& factor : factors) {
      std::ranges::copy(factor.values, sums.values(sums.add(factor.scope)).begin());
    }
    for (BinarySums::Variable v = all_asked ? 0 : 7; v < 8; ++v) {
      sums.ask(v);
    }
    EXPECT_TRUE(sums.run());
    return sums.present(7).front();
  };
  BinarySums first;
  BinarySums second;
  const Quad expected = present_of_last(first, true);
  EXPECT_EQ(present_of_last(second, false), expected);
  EXPECT_EQ(present_of_last(first, false), expected);
}

TEST(BinarySums, OfATableTooLargeAreNone) {
  BinarySums sums;
  sums.begin(16, 1);
  std::vector<BinarySums::Variable> scope;
  for (BinarySums::Variable v = 0; v < 15; ++v) {
    scope.push_back(v);
  }
  sums.add(scope);
  EXPECT_FALSE(sums.run());
}

TEST(BinarySums, OfNothingIsOne) {
  BinarySums sums;
  sums.begin(0, 1);
  ASSERT_TRUE(sums.run());
  EXPECT_EQ(sums.total().front(), Quad::of(1));
}

// Every loop over entries of so many quads, of tables seen so.
void expect_same_bits(std::size_t quads, std::size_t run, bool constant, Random& random) {
  const engine::QuadKernels& plain = engine::plain_quad_loops().of_width[quads - 1];
  const engine::QuadKernels& best = engine::best_quad_loops().of_width[quads - 1];
  const auto table_of = [&](std::size_t entries) {
    std::vector<Quad> table(entries * quads);
    for (Quad& quad : table) {
      for (double& lane : quad.lane) {
        lane = random.uniform();
      }
    }
    return table;
  };
  std::vector<std::uint32_t> offsets;
  for (std::size_t r = 0; r < 4; ++r) {
    offsets.push_back(static_cast<std::uint32_t>(2 * r * quads));
  }
  const QuadView view{offsets.data(), offsets.size(), run, constant};
  auto large = table_of(4 * run);
  auto small = table_of(20);
  auto large_again = large;
  auto small_again = small;
  std::vector<Quad> sum(2 * quads);
  std::vector<Quad> sum_again(2 * quads);
  plain.dot(large.data(), view, small.data(), sum.data());
  best.dot(large.data(), view, small.data(), sum_again.data());
  EXPECT_EQ(sum, sum_again);
  plain.assign(large.data(), view, small.data() + 4 * quads);
  best.assign(large_again.data(), view, small.data() + 4 * quads);
  EXPECT_EQ(large, large_again);
  plain.multiply(large.data(), view, small.data());
  best.multiply(large_again.data(), view, small.data());
  EXPECT_EQ(large, large_again);
  plain.multiply_axis(large.data(), 2 * run, run, small.data());
  best.multiply_axis(large_again.data(), 2 * run, run, small.data());
  EXPECT_EQ(large, large_again);
  plain.add_up(large.data(), view, small.data());
  best.add_up(large.data(), view, small_again.data());
  EXPECT_EQ(small, small_again);
  plain.scale_halves(large.data(), run, small.data(), sum.data());
  best.scale_halves(large_again.data(), run, small.data(), sum_again.data());
  EXPECT_EQ(large, large_again);
  EXPECT_EQ(sum, sum_again);
  plain.divide(large.data(), small.data(), run);
  best.divide(large_again.data(), small.data(), run);
  EXPECT_EQ(large, large_again);
  plain.fill_halves(large.data(), run, small.data(), small.data() + quads);
  best.fill_halves(large_again.data(), run, small.data(), small.data() + quads);
  EXPECT_EQ(large, large_again);
  EXPECT_FALSE(plain.add_halves(large.data(), run, small.data()));
  EXPECT_FALSE(best.add_halves(large.data(), run, small_again.data()));
  EXPECT_EQ(small, small_again);
  large[0].lane[3] = 0;
  large[run * quads].lane[3] = 0;
  EXPECT_TRUE(plain.add_halves(large.data(), run, small.data()));
  EXPECT_TRUE(best.add_halves(large.data(), run, small_again.data()));
}

TEST(QuadKernels, GiveTheSameBitsOnEveryMachine) {
  Random random(3);
  for (std::size_t quads = 1; quads <= engine::most_quads; ++quads) {
    for (const bool constant : {false, true}) {
      for (const std::size_t run : {1U, 2U, 8U}) {
        expect_same_bits(quads, run, constant, random);
      }
    }
  }
}

// By enumeration: two parents that stand, three that are summed over.
TEST(QuadKernels, TabulateACauseByTheStatesOfWhatStandsAboveIt) {
  Random random(5);
  const std::array<double, 2> standing{random.uniform(), 1.7};
  const std::array<double, 3> summed{0.3, 2.5, random.uniform()};
  const std::array<double, 3> shares{0.1, random.uniform(), 0.8};
  const double against = 3.2;
  std::vector<double> table(32, 7.0);
  table[0] = against;
  std::vector<double> again = table;
  engine::plain_quad_loops().tabulate(table.data(), {standing.data(), 2}, {summed.data(), 3},
                                      shares.data());
  engine::best_quad_loops().tabulate(again.data(), {standing.data(), 2}, {summed.data(), 3},
                                     shares.data());
  EXPECT_EQ(table, again);
  for (std::size_t known = 0; known < 4; ++known) {
    double present = 0;
    for (std::size_t others = 0; others < 8; ++others) {
      double odds_against = against;
      double share = 1;
      for (std::size_t p = 0; p < 2; ++p) {
        odds_against *= ((known >> p) & 1) == 1 ? standing[p] : 1;
      }
      for (std::size_t p = 0; p < 3; ++p) {
        const bool is_there = ((others >> p) & 1) == 1;
        odds_against *= is_there ? summed[p] : 1;
        share *= is_there ? shares[p] : 1 - shares[p];
      }
      present += share / (1 + odds_against);
    }
    EXPECT_NEAR(table[known], present, 1e-15);
  }
}

TEST(QuadKernels, WeighACauseByWhatItSaysEachWay) {
  Random random(4);
  constexpr std::size_t width = 3;
  const std::vector<double> present{0.0, 0.25, 0.5, 1.0};
  const Quad absent{{0.1, 0.2, 0.3, 0.4}};
  const Quad with{{0.9, 0.7, 0.5, random.uniform()}};
  std::vector<Quad> both(present.size() * width, Quad::of(7));
  std::vector<Quad> shares = both;
  std::vector<Quad> both_again = both;
  std::vector<Quad> shares_again = both;
  engine::plain_quad_loops().weigh(present.data(), present.size(), width, absent, with, both.data(),
                                   shares.data());
  engine::best_quad_loops().weigh(present.data(), present.size(), width, absent, with,
                                  both_again.data(), shares_again.data());
  EXPECT_EQ(both, both_again);
  EXPECT_EQ(shares, shares_again);
  for (std::size_t i = 0; i < present.size(); ++i) {
    for (std::size_t lane = 0; lane < Quad::count; ++lane) {
      const double second = with.lane[lane] * present[i];
      const double all = absent.lane[lane] * (1 - present[i]) + second;
      EXPECT_DOUBLE_EQ(both[i * width].lane[lane], all);
      EXPECT_DOUBLE_EQ(shares[i * width].lane[lane], second / all);
    }
    EXPECT_EQ(both[i * width + 1], Quad::of(7)) << "of another context";
  }
  engine::best_quad_loops().weigh(present.data(), present.size(), width, absent, with,
                                  both_again.data(), nullptr);
  EXPECT_EQ(both, both_again);
  engine::best_quad_loops().weigh(present.data(), present.size(), width, absent, with, nullptr,
                                  shares_again.data());
  EXPECT_EQ(shares, shares_again);
}

}  // namespace
}  // namespace paraspinal::tests
