// Every form that a noisy family may take in a plan, against enumeration.

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "engine/compiled_network.h"
#include "engine/inference.h"
#include "engine/propagation.h"
#include "engine/query_plan.h"
#include "tests/support/enumerate.h"
#include "tests/support/generators.h"
#include "tests/support/networks.h"
#include "tests/support/repeated.h"

namespace paraspinal::engine {
namespace {

class NoisyForms : public testing::TestWithParam<NoisyForm> {
 protected:
  // All marginals by a plan of this form.
  static void expect_agreement(const Network& network, const Evidence& evidence,
                               double tolerance = 1e-10) {
    const CompiledNetwork compiled(network);
    const Observation observation = check(network, evidence).value();
    const std::vector<bool> all(network.size(), true);
    PlanOptions options;
    options.noisy_form = GetParam();
    const auto plan = make_plan(compiled, observation, all, all, options);
    ASSERT_TRUE(plan) << plan.error().message;
    Workspace workspace;
    const PropagationResult result = propagate(compiled, *plan, observation, workspace);
    const tests::Enumeration reference = tests::enumerate(network, evidence);
    if (reference.evidence == 0) {
      EXPECT_EQ(result.log_total, -std::numeric_limits<double>::infinity());
      return;
    }
    EXPECT_NEAR(result.log_total + observation.log_scale, std::log(reference.evidence), tolerance);
    for (std::size_t i = 0; i < network.size(); ++i) {
      const std::size_t local = plan->place[i];
      for (std::size_t s = 0; local != QueryPlan::none && s < reference.marginals[i].size(); ++s) {
        EXPECT_NEAR(result.marginals[plan->unary_begin[local] + s], reference.marginals[i][s],
                    tolerance)
            << "variable " << i << " state " << s;
      }
    }
  }
};

TEST_P(NoisyForms, AgreeWithEnumerationOnRandomNetworks) {
  for (std::uint64_t seed = 1; seed <= tests::repeated(80); ++seed) {
    tests::Random random(seed);
    const Network network = tests::random_network(
        random,
        {.variables = 4 + random.below(7), .most_parents = 6, .zeros = seed % 2 == 0 ? 0.1 : 0.0});
    for (const double share : {0.0, 0.3}) {
      expect_agreement(network, tests::random_evidence(random, network, share));
      ASSERT_FALSE(HasFailure()) << "seed " << seed << " share " << share;
    }
  }
}

TEST_P(NoisyForms, AgreeOnAFindingWithRaisingAndLoweringCauses) {
  Network::Builder builder;
  NoisyOr noisy_or{0.05, {}, {}};
  for (std::size_t i = 0; i < 9; ++i) {
    const double p = 0.1 + 0.08 * static_cast<double>(i);
    const auto cause =
        builder.add(two_state(tests::numbered("c", i)), TableDistribution{{}, {1 - p, p}});
    (i < 5 ? noisy_or.raising : noisy_or.lowering).push_back({cause, 0.9 - p});
  }
  const auto finding = builder.add(two_state("f"), noisy_or);
  builder.add(two_state("g"), TableDistribution{{finding}, {0.9, 0.1, 0.2, 0.8}});
  const Network network = builder.build().value();
  for (std::size_t observed = 0; observed < 27; ++observed) {
    Evidence evidence;
    std::size_t rest = observed;
    for (const std::size_t variable : {std::size_t{0}, std::size_t{7}, std::size_t{9}}) {
      if (rest % 3 != 2) {
        evidence.observe(VariableId{variable}, rest % 3);
      }
      rest /= 3;
    }
    evidence.observe(VariableId{10}, 1);
    expect_agreement(network, evidence, 1e-12);
  }
}

INSTANTIATE_TEST_SUITE_P(Forms, NoisyForms,
                         testing::Values(NoisyForm::cheapest, NoisyForm::table, NoisyForm::star,
                                         NoisyForm::chain));

TEST(NoisyForm, WithATinyLeakKeepsItsDigits) {
  // Given the finding, P(c0) = p (s + (1 - s) q) / q', where only tiny numbers are added.
  Network::Builder builder;
  NoisyOr noisy_or{1e-12, {}, {}};
  for (std::size_t i = 0; i < 6; ++i) {
    noisy_or.raising.push_back(
        {builder.add(two_state(tests::numbered("c", i)), TableDistribution{{}, {0.5, 0.5}}),
         3e-12});
  }
  const auto finding = builder.add(two_state("f"), noisy_or);
  const Network network = builder.build().value();
  Evidence evidence;
  evidence.observe(finding, 1);

  const auto posterior = Inference(network).posterior(evidence).value();

  // To first order in 1e-12: present 1 + 6 * 3 / 2 = 10, with c0 present 1 + 3 + 5 * 3 / 2 = 11.5.
  EXPECT_NEAR(posterior.present(VariableId{0}), 0.5 * 11.5 / 10, 1e-11);
  EXPECT_NEAR(posterior.log_evidence(), std::log(10e-12), 1e-10);
}

}  // namespace
}  // namespace paraspinal::engine
