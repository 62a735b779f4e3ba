#include "engine/sensitivity.h"

#include <gtest/gtest.h>

#include "engine/changed_network.h"
#include "tests/engine/variables.h"
#include "tests/support/enumerate.h"
#include "tests/support/networks.h"

namespace paraspinal::engine {
namespace {

using tests::observed;

TEST(Sensitivity, OfATableEntryFollowsTheEnumeratedPosterior) {
  // P(dysp = yes | bronc = no, either = yes) is entry 2 * 1 + 1 of dysp.
  const Network network = tests::asia();
  const VariableId lung{3};
  const VariableId dysp{7};
  const Evidence evidence = observed(dysp, 1);

  const auto curve =
      sensitivity(Inference(network), evidence, {lung, 1}, TableParameter{dysp, 3}).value();

  EXPECT_EQ(curve.current, 0.7);
  for (const double x : {0.0, 0.2, 0.7, 1.0}) {
    TableDistribution table = std::get<TableDistribution>(network.distribution(dysp));
    table.values[2] = 1 - x;
    table.values[3] = x;
    const Network changed = with_distributions(network, {{dysp, table}}).value();
    EXPECT_NEAR(curve.at(x), tests::enumerate(changed, evidence).marginals[3][1], 1e-12) << x;
  }
}

TEST(Sensitivity, OfEveryTableEntryHasACurve) {
  // 0.3 / (1 - 0.7) is a little above 1 in floating point.
  const Network network = tests::asia();
  const Inference inference(network);
  const Evidence evidence = observed(VariableId{7}, 1);
  for (std::size_t i = 0; i < network.size(); ++i) {
    const auto* table = std::get_if<TableDistribution>(&network.distribution(VariableId{i}));
    for (std::size_t entry = 0; table != nullptr && entry < table->values.size(); ++entry) {
      const auto curve = sensitivity(inference, evidence, {VariableId{3}, 1},
                                     TableParameter{VariableId{i}, entry});
      EXPECT_TRUE(curve) << "variable " << i << " entry " << entry << ": "
                         << (curve ? "" : curve.error().message);
    }
  }
}

TEST(Sensitivity, SlopeIsTheDerivative) {
  const Network network = tests::asia();
  const auto curve = sensitivity(Inference(network), observed(VariableId{6}, 1), {VariableId{3}, 1},
                                 TableParameter{VariableId{6}, 3})
                         .value();

  const double h = 1e-6;
  EXPECT_NEAR(curve.slope(), (curve.at(curve.current + h) - curve.at(curve.current - h)) / (2 * h),
              1e-8);
}

class NoisyOrSensitivity : public testing::Test {
 protected:
  static Network make(double leak, double raise, double lower) {
    Network::Builder builder;
    const auto a = builder.add(two_state("a"), TableDistribution{{}, {0.7, 0.3}});
    const auto b = builder.add(two_state("b"), TableDistribution{{}, {0.6, 0.4}});
    builder.add(two_state("f"), NoisyOr{leak, {{a, raise}}, {{b, lower}}});
    return builder.build().value();
  }

  void expect_curve(const Parameter& parameter, double x, const Network& changed) {
    const Network network = make(0.1, 0.8, 0.5);
    const Evidence evidence = observed(VariableId{2}, 1);
    const auto curve = sensitivity(Inference(network), evidence, {VariableId{0}, 1}, parameter);
    ASSERT_TRUE(curve) << curve.error().message;
    EXPECT_NEAR(curve->at(x), tests::enumerate(changed, evidence).marginals[0][1], 1e-12);
  }
};

TEST_F(NoisyOrSensitivity, OfTheLeak) {
  expect_curve(LeakParameter{VariableId{2}}, 0.4, make(0.4, 0.8, 0.5));
}

TEST_F(NoisyOrSensitivity, OfARaisingLink) {
  expect_curve(RaisingParameter{VariableId{2}, 0}, 0.25, make(0.1, 0.25, 0.5));
}

TEST_F(NoisyOrSensitivity, OfALoweringLink) {
  expect_curve(LoweringParameter{VariableId{2}, 0}, 0.9, make(0.1, 0.8, 0.9));
}

TEST_F(NoisyOrSensitivity, OfALinkThatIsNotThereIsAnError) {
  const Network network = make(0.1, 0.8, 0.5);

  const auto curve =
      sensitivity(Inference(network), {}, {VariableId{0}, 1}, RaisingParameter{VariableId{2}, 1});

  EXPECT_EQ(curve.error(), (Error{ErrorKind::invalid_argument,
                                  "sensitivity: variable 'f' has no raising link 1"}));
}

TEST_F(NoisyOrSensitivity, OfATargetThatIsNotThereIsAnError) {
  const Network network = make(0.1, 0.8, 0.5);

  const auto curve =
      sensitivity(Inference(network), {}, {VariableId{0}, 2}, LeakParameter{VariableId{2}});

  EXPECT_EQ(curve.error().message, "sensitivity: the target is not one of the network's");
}

}  // namespace
}  // namespace paraspinal::engine
