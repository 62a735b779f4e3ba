#include "engine/inference.h"

#include <array>
#include <cmath>
#include <stdexcept>

#include <gtest/gtest.h>

#include "tests/engine/variables.h"
#include "tests/support/networks.h"

namespace paraspinal::engine {
namespace {

using tests::id;

// Published priors of the chest clinic: Lauritzen & Spiegelhalter 1988, figure 2 and table 8.
TEST(Asia, PriorsAreThePublishedOnes) {
  const Network network = tests::asia();

  const auto posterior = Inference(network).posterior({}).value();

  EXPECT_NEAR(posterior.present(id(network, "tub")), 0.0104, 1e-12);
  EXPECT_NEAR(posterior.present(id(network, "lung")), 0.055, 1e-12);
  EXPECT_NEAR(posterior.present(id(network, "bronc")), 0.45, 1e-12);
  EXPECT_NEAR(posterior.present(id(network, "either")), 0.064828, 1e-12);
  EXPECT_NEAR(posterior.present(id(network, "xray")), 0.11029004, 1e-12);
  EXPECT_NEAR(posterior.present(id(network, "dysp")), 0.4359706, 1e-12);
  EXPECT_NEAR(posterior.log_evidence(), 0, 1e-12);
}

TEST(Sprinkler, PosteriorGivenWetGrassIsThePublishedOne) {
  // Murphy 1998: P(sprinkler | wet) = 0.2781 / 0.6471, P(rain | wet) = 0.4581 / 0.6471.
  const Network network = tests::sprinkler();
  Evidence evidence;
  evidence.observe(id(network, "wet_grass"), 1);

  const auto posterior = Inference(network).posterior(evidence).value();

  EXPECT_NEAR(posterior.present(id(network, "sprinkler")), 0.2781 / 0.6471, 1e-12);
  EXPECT_NEAR(posterior.present(id(network, "rain")), 0.4581 / 0.6471, 1e-12);
  EXPECT_NEAR(std::exp(posterior.log_evidence()), 0.6471, 1e-12);
}

TEST(Burglary, PosteriorGivenBothCallsIsThePublishedOne) {
  // Russell & Norvig, section 14.4: about <0.284, 0.716>.
  const Network network = tests::burglary();
  Evidence evidence;
  evidence.observe(id(network, "john_calls"), 1);
  evidence.observe(id(network, "mary_calls"), 1);

  const auto posterior = Inference(network).posterior(evidence).value();

  EXPECT_NEAR(posterior.present(id(network, "burglary")), 0.284171835364393, 1e-12);
}

TEST(Inference, AHardObservedVariableHasZeroAndOne) {
  const Network network = tests::asia();
  Evidence evidence;
  evidence.observe(id(network, "smoke"), 1);

  const auto posterior = Inference(network).posterior(evidence).value();

  EXPECT_EQ(posterior.marginal(VariableId{2})[0], 0.0);
  EXPECT_EQ(posterior.marginal(VariableId{2})[1], 1.0);
}

TEST(Inference, TheScaleOfALikelihoodChangesOnlyTheLogEvidence) {
  const Network network = tests::asia();
  Evidence small;
  small.observe(id(network, "lung"), {0.02, 0.08});
  Evidence large;
  large.observe(id(network, "lung"), {2, 8});

  const auto a = Inference(network).posterior(small).value();
  const auto b = Inference(network).posterior(large).value();

  EXPECT_NEAR(a.present(id(network, "smoke")), b.present(id(network, "smoke")), 1e-14);
  EXPECT_NEAR(b.log_evidence() - a.log_evidence(), std::log(100.0), 1e-12);
}

TEST(Inference, ALikelihoodOfOneStateIsHardEvidence) {
  const Network network = tests::asia();
  Evidence soft;
  soft.observe(id(network, "dysp"), {0, 0.5});
  Evidence hard;
  hard.observe(id(network, "dysp"), 1);

  const auto a = Inference(network).posterior(soft).value();
  const auto b = Inference(network).posterior(hard).value();

  EXPECT_EQ(a.present(id(network, "lung")), b.present(id(network, "lung")));
  EXPECT_NEAR(a.log_evidence(), b.log_evidence() + std::log(0.5), 1e-14);
}

TEST(Inference, OfTwoThousandFindingsHasAFiniteLogEvidence) {
  const Network network = tests::naive_bayes(2000);
  Evidence evidence;
  for (std::size_t i = 1; i <= 2000; ++i) {
    evidence.observe(VariableId{i}, i % 2);
  }

  const auto posterior = Inference(network).posterior(evidence).value();

  // ln(0.3 * 0.21^1000 + 0.7 * 0.24^1000), the second term 10^58 times the first.
  EXPECT_NEAR(posterior.log_evidence(), std::log(0.7) + 1000 * std::log(0.24), 1e-9);
  EXPECT_NEAR(posterior.present(VariableId{0}) / (3.0 / 7 * std::pow(0.875, 1000)), 1, 1e-9);
}

TEST(Inference, OfANoisyOrWithFortyCausesIsExact) {
  // Independent causes, each present with 0.05 and strength 0.5; leak 0.01. Given presence,
  // P(present) = 1 - 0.99 * 0.975^40 and P(c, present) = 0.05 * (1 - 0.99 * 0.5 * 0.975^39).
  Network::Builder builder;
  NoisyOr noisy_or{0.01, {}, {}};
  for (std::size_t i = 0; i < 40; ++i) {
    noisy_or.raising.push_back(
        {builder.add(two_state(tests::numbered("c", i)), TableDistribution{{}, {0.95, 0.05}}),
         0.5});
  }
  const auto finding = builder.add(two_state("finding"), noisy_or);
  const Network network = builder.build().value();
  Evidence evidence;
  evidence.observe(finding, 1);

  const auto posterior = Inference(network).posterior(evidence).value();
  const auto prior = Inference(network).posterior({}).value();

  const double present = 1 - 0.99 * std::pow(0.975, 40);
  const double both = 0.05 * (1 - 0.99 * 0.5 * std::pow(0.975, 39));
  EXPECT_NEAR(prior.present(finding), present, 1e-12);
  EXPECT_NEAR(posterior.log_evidence(), std::log(present), 1e-12);
  EXPECT_NEAR(posterior.present(VariableId{17}), both / present, 1e-12);
}

TEST(Inference, ATargetThatIsUnknownBreaksTheContract) {
  const Network network = tests::asia();

  EXPECT_THROW(static_cast<void>(Inference(network).posterior({}, std::array{VariableId{8}})),
               std::logic_error);
}

TEST(Inference, AnAbsentFindingTakenBackIsAskedAgainInItsOwnRight) {
  // Both findings hang on the same cause, so that taking one back leaves the same variables bearing
  // on evidence: a plan made while it was absent must not serve the query that asks for it.
  Network::Builder builder;
  const VariableId cause = builder.add(two_state("cause"), TableDistribution{{}, {0.7, 0.3}});
  const VariableId first = builder.add(two_state("first"), NoisyOr{0.1, {{cause, 0.8}}, {}});
  const VariableId second = builder.add(two_state("second"), NoisyOr{0.2, {{cause, 0.5}}, {}});
  const auto network = builder.build();
  ASSERT_TRUE(network.has_value());
  const Inference inference(*network);
  Evidence evidence;
  evidence.observe(first, 0);
  evidence.observe(second, 0);
  ASSERT_TRUE(inference.posterior(evidence).has_value());
  evidence.forget(second);
  const auto posterior = inference.posterior(evidence);
  ASSERT_TRUE(posterior.has_value());
  // P(cause | no first) = 0.3 * 0.9 * 0.2 / (0.7 * 0.9 + 0.3 * 0.9 * 0.2)
  const double present = 0.054 / 0.684;
  EXPECT_NEAR(posterior->present(cause), present, 1e-12);
  EXPECT_NEAR(posterior->present(second), 0.2 * (1 - present) + 0.6 * present, 1e-12);
}

}  // namespace
}  // namespace paraspinal::engine
