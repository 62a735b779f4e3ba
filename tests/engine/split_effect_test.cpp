// A present finding of many causes as a difference, against enumeration and hand-worked numbers.

#include "engine/split_effect.h"

#include <array>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "engine/inference.h"
#include "tests/support/enumerate.h"
#include "tests/support/generators.h"
#include "tests/support/networks.h"

namespace paraspinal::engine {
namespace {

constexpr std::size_t many = 17;

// So many causes, the first ones of a finding each; the last finding is raised by all of them with
// the strength, but for the first cause, which raises it half of the time.
Network clinic(std::size_t causes, double strength, bool something_below = false) {
  Network::Builder builder;
  NoisyOr any{0.001, {}, {}};
  for (std::size_t c = 0; c < causes; ++c) {
    const double prior = 0.01 * static_cast<double>(c + 1);
    any.raising.push_back({builder.add(two_state(tests::numbered("cause", c)),
                                       TableDistribution{{}, {1 - prior, prior}}),
                           c == 0 ? 0.5 : strength});
  }
  builder.add(two_state("fever"), NoisyOr{0.1, {{VariableId{0}, 0.7}, {VariableId{1}, 0.4}}, {}});
  const VariableId split_complaint = builder.add(two_state("complaint"), any);
  if (something_below) {
    builder.add(two_state("call"), TableDistribution{{split_complaint}, {0.9, 0.1, 0.2, 0.8}});
  }
  return builder.build().value();
}

constexpr VariableId split_fever{many};
constexpr VariableId split_complaint{many + 1};

Evidence split_evidence() {
  Evidence evidence;
  evidence.observe(split_fever, 1);
  evidence.observe(split_complaint, 1);
  return evidence;
}

TEST(SplitEffect, VariationsOfSplitEvidenceAgreeWithEnumeration) {
  const Network network = clinic(many, 1);
  const std::vector<VariableId> targets{VariableId{0}, VariableId{1}, VariableId{9}};
  const EvidenceVariations variations(Inference(network), split_evidence(), {{split_fever}},
                                      targets);
  const std::vector<std::vector<EvidenceChange>> asked{
      {}, {{split_fever, std::nullopt}}, {{split_fever, 0}}, {{split_complaint, 0}}};

  const auto table = variations.present(asked).value();

  for (std::size_t row = 0; row < asked.size(); ++row) {
    Evidence evidence = split_evidence();
    for (const EvidenceChange& change : asked[row]) {
      evidence.forget(change.variable);
      if (change.state) {
        evidence.observe(change.variable, *change.state);
      }
    }
    const tests::Enumeration reference = tests::enumerate(network, evidence);
    EXPECT_NEAR(table.log_evidence(row), std::log(reference.evidence), 1e-10);
    for (std::size_t t = 0; t < targets.size(); ++t) {
      EXPECT_NEAR(table.present(row, t), reference.marginals[targets[t].index][1], 1e-10);
    }
  }
}

TEST(SplitEffect, CausesThatAlwaysBringTheFindingAreAbsentWithIt) {
  const Network network = clinic(many, 1);
  const Inference inference(network);

  const auto split = split_effect(inference.compiled(), split_evidence(), {});

  ASSERT_TRUE(split);
  EXPECT_EQ(split->effect, split_complaint);
  Evidence without;
  without.observe(split_fever, 1);
  EXPECT_EQ(split->without, without);
  Evidence absent = without;
  absent.observe(split_complaint, 0);
  for (std::size_t c = 1; c < many; ++c) {
    absent.observe(VariableId{c}, 0);
  }
  EXPECT_EQ(split->absent, absent);
}

TEST(SplitEffect, NothingWhereItWouldNotPay) {
  const auto splits = [](const Network& network, const Evidence& evidence,
                         std::vector<VariableId> changeable) {
    const Inference inference(network);
    return split_effect(inference.compiled(), evidence, changeable).has_value();
  };
  Evidence absent = split_evidence();
  absent.observe(split_complaint, 0);
  Evidence few;
  few.observe(VariableId{7 + 1}, 1);

  EXPECT_TRUE(splits(clinic(many, 1), split_evidence(), {}));
  EXPECT_FALSE(splits(clinic(many, 1), split_evidence(), {split_complaint}));
  EXPECT_FALSE(splits(clinic(many, 1), absent, {}));
  EXPECT_FALSE(splits(clinic(many, 0.9), split_evidence(), {}));
  EXPECT_FALSE(splits(clinic(many, 1, true), split_evidence(), {}));
  EXPECT_FALSE(splits(clinic(7, 1), few, {}));
}

// P(e) = 0.5 and P(target, e) = 0.2; P(e, absent) = 0.1 and P(target, e, absent) = 0.02.
TEST(Difference, IsWhatIsLeftOfTheEvidence) {
  VariationTable all(1);
  all.append(std::log(0.5), std::array{0.4});
  VariationTable absent(1);
  absent.append(std::log(0.1), std::array{0.2});
  std::vector<double> present;

  const auto log_evidence = difference(all, absent, 0, present);

  ASSERT_TRUE(log_evidence);
  EXPECT_NEAR(*log_evidence, std::log(0.4), 1e-14);
  EXPECT_NEAR(present.at(0), 0.18 / 0.4, 1e-14);
}

TEST(Difference, NothingWhereAlmostNothingIsLeft) {
  VariationTable all(0);
  all.append(std::log(0.5), {});
  VariationTable absent(0);
  absent.append(std::log(0.5 * (1 - 1e-4)), {});
  std::vector<double> present;

  EXPECT_FALSE(difference(all, absent, 0, present));
}

TEST(Difference, OfImpossibleEvidenceIsNothing) {
  const double nothing = -std::numeric_limits<double>::infinity();
  VariationTable all(0);
  all.append(nothing, {});
  VariationTable absent(0);
  absent.append(nothing, {});
  std::vector<double> present;

  EXPECT_FALSE(difference(all, absent, 0, present));
}

}  // namespace
}  // namespace paraspinal::engine
