#include "engine/network.h"

#include <cmath>
#include <limits>
#include <stdexcept>

#include <gtest/gtest.h>

#include "tests/support/networks.h"

namespace paraspinal::engine {
namespace {

TEST(Network, FindsAVariableByName) {
  const Network network = tests::asia();

  EXPECT_EQ(network.find("lung"), VariableId{3});
  EXPECT_EQ(network.find("Lung"), std::nullopt);
}

TEST(Network, KnowsParentsAndChildren) {
  const Network network = tests::asia();
  const VariableId either{5};

  const auto parents = network.parents(either);
  const auto children = network.children(either);

  EXPECT_EQ(std::vector(parents.begin(), parents.end()),
            (std::vector{VariableId{3}, VariableId{1}}));
  EXPECT_EQ(std::vector(children.begin(), children.end()),
            (std::vector{VariableId{6}, VariableId{7}}));
}

TEST(Network, AnUnknownVariableBreaksTheContract) {
  EXPECT_THROW(tests::asia().variable(VariableId{8}), std::logic_error);
}

TEST(Conditional, OfATableReadsTheRowOfTheParents) {
  const Network network = tests::asia();

  // P(dysp | bronc = no, either = yes) = 0.7
  EXPECT_EQ(network.conditional(VariableId{7}, 1, std::vector<StateIndex>{0, 1}), 0.7);
}

TEST(Conditional, AStateOutOfRangeBreaksTheContract) {
  EXPECT_THROW(tests::asia().conditional(VariableId{0}, 2, {}), std::logic_error);
}

// leak 0.1, a raises by 0.5, b raises by 0.8, c lowers by 0.25: by hand from the definition.
class NoisyOrConditional : public testing::Test {
 protected:
  static Network make() {
    Network::Builder builder;
    const auto a = builder.add(two_state("a"), TableDistribution{{}, {0.5, 0.5}});
    const auto b = builder.add(two_state("b"), TableDistribution{{}, {0.5, 0.5}});
    const auto c = builder.add(two_state("c"), TableDistribution{{}, {0.5, 0.5}});
    builder.add(two_state("f"), NoisyOr{0.1, {{a, 0.5}, {b, 0.8}}, {{c, 0.25}}});
    return builder.build().value();
  }

  double present(std::vector<StateIndex> parents) const {
    return network_.conditional(VariableId{3}, 1, parents);
  }

  Network network_ = make();
};

TEST_F(NoisyOrConditional, WithNoCauseIsTheLeak) {
  EXPECT_DOUBLE_EQ(present({0, 0, 0}), 0.1);
}

TEST_F(NoisyOrConditional, WithOneCauseCombinesItWithTheLeak) {
  EXPECT_DOUBLE_EQ(present({1, 0, 0}), 1 - 0.9 * 0.5);
}

TEST_F(NoisyOrConditional, WithTwoCausesMultipliesTheirFailures) {
  EXPECT_DOUBLE_EQ(present({1, 1, 0}), 1 - 0.9 * 0.5 * 0.2);
}

TEST_F(NoisyOrConditional, ALoweringCauseMultipliesPresenceByOneLessItsStrength) {
  EXPECT_DOUBLE_EQ(present({1, 1, 1}), (1 - 0.9 * 0.5 * 0.2) * 0.75);
  EXPECT_DOUBLE_EQ(present({0, 0, 1}), 0.1 * 0.75);
}

TEST_F(NoisyOrConditional, AbsenceIsTheRest) {
  EXPECT_DOUBLE_EQ(network_.conditional(VariableId{3}, 0, std::vector<StateIndex>{1, 0, 1}),
                   1 - (1 - 0.9 * 0.5) * 0.75);
}

TEST(LogOddsConditional, AddsTheWeightsOfPresentTermsToTheBaseOfTheContext) {
  Network::Builder builder;
  const auto age = builder.add(Variable{"age", {"young", "middle", "old"}},
                               TableDistribution{{}, {0.2, 0.3, 0.5}});
  const auto smoker = builder.add(two_state("smoker"), TableDistribution{{}, {0.7, 0.3}});
  const double infinity = std::numeric_limits<double>::infinity();
  const auto d =
      builder.add(two_state("d"), LogOddsDistribution{{age}, {-infinity, -2, -1}, {{smoker, 0.5}}});
  const Network network = builder.build().value();

  const auto present = [&](StateIndex age_state, StateIndex smoker_state) {
    return network.conditional(d, 1, std::vector{age_state, smoker_state});
  };
  EXPECT_EQ(present(0, 1), 0.0);
  EXPECT_DOUBLE_EQ(present(1, 0), 1 / (1 + std::exp(2.0)));
  EXPECT_DOUBLE_EQ(present(2, 1), 1 / (1 + std::exp(0.5)));
}

TEST(NoisyMaxConditional, IsTheHighestGradeOfIndependentCauses) {
  Network::Builder builder;
  const auto a = builder.add(two_state("a"), TableDistribution{{}, {0.5, 0.5}});
  const auto b = builder.add(two_state("b"), TableDistribution{{}, {0.5, 0.5}});
  const auto f = builder.add(
      Variable{"f", {"none", "mild", "severe"}},
      NoisyMax{{0.9, 0.1, 0}, {{a, {1, 0, 0, 0.5, 0.3, 0.2}}, {b, {1, 0, 0, 0.6, 0, 0.4}}}});
  const Network network = builder.build().value();

  const std::vector<StateIndex> both{1, 1};
  // none: 0.9 * 0.5 * 0.6; at most mild: 1 * 0.8 * 0.6.
  EXPECT_NEAR(network.conditional(f, 0, both), 0.27, 1e-15);
  EXPECT_NEAR(network.conditional(f, 1, both), 0.48 - 0.27, 1e-15);
  EXPECT_NEAR(network.conditional(f, 2, both), 0.52, 1e-15);
}

TEST(NetworkBuilder, DividesRowsByTheirSum) {
  Network::Builder builder;
  const auto a = builder.add(two_state("a"), TableDistribution{{}, {0.25 + 4e-10, 0.75}});
  const Network network = builder.build().value();

  const double sum = network.conditional(a, 0, {}) + network.conditional(a, 1, {});
  EXPECT_NEAR(sum, 1, 1e-15);
}

}  // namespace
}  // namespace paraspinal::engine
