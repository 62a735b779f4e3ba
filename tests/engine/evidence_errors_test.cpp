#include <limits>

#include <gtest/gtest.h>

#include "engine/inference.h"
#include "tests/support/networks.h"

namespace paraspinal::engine {
namespace {

Error error_of(const Evidence& evidence) {
  const Network network = tests::asia();
  const auto posterior = Inference(network).posterior(evidence);
  return posterior ? Error{ErrorKind::corrupt, "no error"} : posterior.error();
}

Error error_of(VariableId variable, Likelihood likelihood) {
  Evidence evidence;
  evidence.observe(variable, std::move(likelihood));
  return error_of(evidence);
}

constexpr VariableId smoke{2};

TEST(EvidenceErrors, AnUnknownVariable) {
  Evidence evidence;
  evidence.observe(VariableId{8}, 1);

  EXPECT_EQ(error_of(evidence), (Error{ErrorKind::invalid_argument,
                                       "evidence on variable 8, which is unknown; the network has "
                                       "8"}));
}

TEST(EvidenceErrors, AnUnknownState) {
  Evidence evidence;
  evidence.observe(smoke, 2);

  EXPECT_EQ(error_of(evidence),
            (Error{ErrorKind::invalid_argument,
                   "evidence on 'smoke': state 2 is unknown; it has 2 states"}));
}

TEST(EvidenceErrors, ALikelihoodOfTheWrongLength) {
  EXPECT_EQ(error_of(smoke, {1, 1, 1}), (Error{ErrorKind::invalid_argument,
                                               "evidence on 'smoke': the likelihood has 3 entries;"
                                               " expected 2, one a state"}));
}

TEST(EvidenceErrors, ANegativeLikelihood) {
  EXPECT_EQ(error_of(smoke, {1, -1}), (Error{ErrorKind::invalid_argument,
                                             "evidence on 'smoke': the likelihood entry 1 is -1;"
                                             " expected a finite number, 0 or more"}));
}

TEST(EvidenceErrors, ALikelihoodThatIsNotANumber) {
  EXPECT_EQ(error_of(smoke, {std::numeric_limits<double>::quiet_NaN(), 1}).message,
            "evidence on 'smoke': the likelihood entry 0 is nan; expected a finite number, 0 or "
            "more");
}

TEST(EvidenceErrors, ALikelihoodThatIsAllZero) {
  EXPECT_EQ(error_of(smoke, {0, 0}).message,
            "evidence on 'smoke': the likelihood is all zero; expected a positive entry");
}

TEST(EvidenceErrors, ImpossibleEvidence) {
  Evidence evidence;
  evidence.observe(VariableId{3}, 1);  // lung cancer
  evidence.observe(VariableId{5}, 0);  // yet neither tuberculosis nor lung cancer

  EXPECT_EQ(error_of(evidence), (Error{ErrorKind::impossible, "the evidence has probability 0"}));
}

TEST(EvidenceErrors, ImpossibleEvidenceThroughANoisyOrStar) {
  // Five causes, none of which can be there, and no leak: the finding cannot be present.
  Network::Builder builder;
  NoisyOr noisy_or;
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    noisy_or.raising.push_back({builder.add(two_state(name), TableDistribution{{}, {1, 0}}), 0.3});
  }
  const auto finding = builder.add(two_state("finding"), noisy_or);
  const Network network = builder.build().value();
  Evidence evidence;
  evidence.observe(finding, 1);

  const auto posterior = Inference(network).posterior(evidence);

  ASSERT_FALSE(posterior);
  EXPECT_EQ(posterior.error().kind, ErrorKind::impossible);
}

TEST(EvidenceErrors, ATableOverTheLimit) {
  Network::Builder builder;
  LogOddsDistribution logistic{{}, {0}, {}};
  for (std::size_t i = 0; i < 40; ++i) {
    const auto cause =
        builder.add(two_state(tests::numbered("c", i)), TableDistribution{{}, {0.5, 0.5}});
    logistic.terms.push_back({cause, 0.1});
  }
  const auto effect = builder.add(two_state("effect"), logistic);
  const Network network = builder.build().value();
  Evidence evidence;
  evidence.observe(effect, 1);

  const auto posterior = Inference(network).posterior(evidence);

  ASSERT_FALSE(posterior);
  EXPECT_EQ(posterior.error(), (Error{ErrorKind::too_large,
                                      "the table of 'effect' given its unobserved parents passes"
                                      " 67108864 entries"}));
}

}  // namespace
}  // namespace paraspinal::engine
