#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "engine/network.h"

namespace paraspinal::engine {
namespace {

const TableDistribution even{{}, {0.5, 0.5}};
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

// The words of the error when `variable` follows two-state a and three-state t.
std::string words(Variable variable, Distribution distribution) {
  Network::Builder builder;
  builder.add(two_state("a"), even);
  builder.add(Variable{"t", {"x", "y", "z"}}, TableDistribution{{}, {0.2, 0.3, 0.5}});
  builder.add(std::move(variable), std::move(distribution));
  const auto network = builder.build();
  if (network) {
    return "no error";
  }
  EXPECT_EQ(network.error().kind, ErrorKind::invalid_argument);
  return network.error().message;
}

constexpr VariableId two_states{0};
constexpr VariableId three_states{1};

TEST(NetworkErrors, AnEmptyName) {
  EXPECT_EQ(words(two_state(""), even), "variable '': the name is empty");
}

TEST(NetworkErrors, ARepeatedName) {
  EXPECT_EQ(words(two_state("a"), even), "variable 'a': the name is repeated");
}

TEST(NetworkErrors, OneStateOnly) {
  EXPECT_EQ(words(Variable{"v", {"x"}}, TableDistribution{{}, {1}}),
            "variable 'v': has 1 states; expected at least 2");
}

TEST(NetworkErrors, ARepeatedState) {
  EXPECT_EQ(words(Variable{"v", {"x", "x"}}, even), "variable 'v': state 'x' is repeated");
}

TEST(NetworkErrors, AParentAddedLater) {
  EXPECT_EQ(words(two_state("v"), NoisyOr{0.1, {{VariableId{5}, 0.5}}, {}}),
            "variable 'v': parent 5 is unknown; parents must be added before");
}

TEST(NetworkErrors, ItselfAsParent) {
  EXPECT_EQ(words(two_state("v"), TableDistribution{{VariableId{2}}, {1, 0, 0, 1}}),
            "variable 'v': parent 2 is unknown; parents must be added before");
}

TEST(NetworkErrors, ARepeatedParent) {
  EXPECT_EQ(words(two_state("v"), NoisyOr{0.1, {{two_states, 0.5}}, {{two_states, 0.5}}}),
            "variable 'v': parent 'a' is repeated");
}

TEST(NetworkErrors, ATableOfTheWrongSize) {
  EXPECT_EQ(words(two_state("v"), TableDistribution{{two_states, three_states}, {0.5, 0.5}}),
            "variable 'v': table has 2 entries; expected 12, the product of its axes");
}

TEST(NetworkErrors, AnEntryOutsideZeroToOne) {
  EXPECT_EQ(words(two_state("v"), TableDistribution{{}, {-0.5, 1.5}}),
            "variable 'v': table entry 0 is -0.5; expected 0 to 1");
}

TEST(NetworkErrors, AnEntryThatIsNotANumber) {
  EXPECT_EQ(words(two_state("v"), TableDistribution{{}, {0.5, not_a_number}}),
            "variable 'v': table entry 1 is nan; expected 0 to 1");
}

TEST(NetworkErrors, ARowThatDoesNotSumToOne) {
  EXPECT_EQ(words(two_state("v"), TableDistribution{{two_states}, {0.5, 0.5, 0.5, 0.25}}),
            "variable 'v': table row 1 sums to 0.75; expected 1 within 1e-9");
}

TEST(NetworkErrors, ANoisyOrOfThreeStates) {
  EXPECT_EQ(words(Variable{"v", {"x", "y", "z"}}, NoisyOr{0.1, {}, {}}),
            "variable 'v': noisy-OR has 3 states; expected 2");
}

TEST(NetworkErrors, ANoisyOrOverAThreeStateParent) {
  EXPECT_EQ(words(two_state("v"), NoisyOr{0.1, {}, {{three_states, 0.5}}}),
            "variable 'v': noisy-OR over 't', which has 3 states; expected 2");
}

TEST(NetworkErrors, ALeakOutsideZeroToOne) {
  EXPECT_EQ(words(two_state("v"), NoisyOr{1.5, {}, {}}),
            "variable 'v': leak is 1.5; expected 0 to 1");
}

TEST(NetworkErrors, AStrengthOutsideZeroToOne) {
  EXPECT_EQ(words(two_state("v"), NoisyOr{0.1, {{two_states, not_a_number}}, {}}),
            "variable 'v': raising strength of 'a' is nan; expected 0 to 1");
  EXPECT_EQ(words(two_state("v"), NoisyOr{0.1, {}, {{two_states, 2}}}),
            "variable 'v': lowering strength of 'a' is 2; expected 0 to 1");
}

TEST(NetworkErrors, ALogOddsOfThreeStates) {
  EXPECT_EQ(words(Variable{"v", {"x", "y", "z"}}, LogOddsDistribution{{}, {0}, {}}),
            "variable 'v': log-odds has 3 states; expected 2");
}

TEST(NetworkErrors, ALogOddsBaseOfTheWrongSize) {
  EXPECT_EQ(words(two_state("v"), LogOddsDistribution{{three_states}, {0, 0}, {}}),
            "variable 'v': base has 2 entries; expected 3, the joint states of its context");
}

TEST(NetworkErrors, ALogOddsBaseThatIsNotANumber) {
  EXPECT_EQ(words(two_state("v"), LogOddsDistribution{{}, {not_a_number}, {}}),
            "variable 'v': base entry 0 is nan; expected a log-odds");
}

TEST(NetworkErrors, ALogOddsTermOverAThreeStateParent) {
  EXPECT_EQ(words(two_state("v"), LogOddsDistribution{{}, {0}, {{three_states, 1}}}),
            "variable 'v': log-odds term over 't', which has 3 states; expected 2");
}

TEST(NetworkErrors, AnInfiniteLogOddsWeight) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(words(two_state("v"), LogOddsDistribution{{}, {0}, {{two_states, infinity}}}),
            "variable 'v': weight of 'a' is inf; expected a finite number");
}

TEST(NetworkErrors, ANoisyMaxLeakThatDoesNotSumToOne) {
  EXPECT_EQ(words(Variable{"v", {"x", "y", "z"}}, NoisyMax{{0.5, 0.25, 0}, {}}),
            "variable 'v': leak row 0 sums to 0.75; expected 1 within 1e-9");
}

TEST(NetworkErrors, ANoisyMaxLinkOfTheWrongSize) {
  EXPECT_EQ(words(two_state("v"), NoisyMax{{1, 0}, {{three_states, {1, 0}}}}),
            "variable 'v': link of 't' has 2 entries; expected 6, the product of its axes");
}

}  // namespace
}  // namespace paraspinal::engine
