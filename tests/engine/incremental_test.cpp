// Variations of one set of evidence, against enumeration and against a query of their own.

#include <array>
#include <cmath>
#include <thread>

#include <gtest/gtest.h>

#include "engine/evidence_variations.h"
#include "engine/information.h"
#include "tests/engine/variables.h"
#include "tests/support/enumerate.h"
#include "tests/support/generators.h"
#include "tests/support/networks.h"

namespace paraspinal::engine {
namespace {

using tests::all_of;
using tests::observed_by;

void expect_enumeration(const EvidenceVariations& variations, const Network& network,
                        const Evidence& evidence) {
  const tests::Enumeration reference = tests::enumerate(network, evidence);
  const auto posterior = variations.posterior(evidence);
  const auto log_evidence = variations.log_evidence(evidence);
  ASSERT_EQ(posterior.has_value(), reference.evidence > 0);
  ASSERT_EQ(log_evidence.has_value(), reference.evidence > 0);
  if (!posterior) {
    EXPECT_EQ(posterior.error().kind, ErrorKind::impossible);
    return;
  }
  EXPECT_NEAR(posterior->log_evidence(), std::log(reference.evidence), 1e-10);
  EXPECT_NEAR(*log_evidence, std::log(reference.evidence), 1e-10);
  for (std::size_t i = 0; i < network.size(); ++i) {
    const auto marginal = posterior->marginal(VariableId{i});
    ASSERT_EQ(marginal.size(), reference.marginals[i].size());
    for (std::size_t s = 0; s < marginal.size(); ++s) {
      EXPECT_NEAR(marginal[s], reference.marginals[i][s], 1e-10) << "variable " << i;
    }
  }
}

// Four diseases, each with its own leaves, and findings that several of them raise or lower.
Network small_clinic() {
  Network::Builder builder;
  std::vector<VariableId> diseases;
  for (const double prior : {0.1, 0.03, 0.2, 0.05}) {
    diseases.push_back(builder.add(two_state(tests::numbered("d", diseases.size())),
                                   TableDistribution{{}, {1 - prior, prior}}));
  }
  for (std::size_t f = 0; f < 5; ++f) {
    NoisyOr noisy_or{0.02 * static_cast<double>(f + 1), {}, {}};
    for (std::size_t d = 0; d < diseases.size(); ++d) {
      const double strength = 0.15 + 0.05 * static_cast<double>((3 * f + 5 * d) % 13);
      (f == 4 && d == 0 ? noisy_or.lowering : noisy_or.raising).push_back({diseases[d], strength});
    }
    builder.add(two_state(tests::numbered("f", f)), noisy_or);
  }
  return builder.build().value();
}

Evidence three_present_two_absent() {
  Evidence evidence;
  for (std::size_t f = 0; f < 5; ++f) {
    evidence.observe(VariableId{4 + f}, f < 3 ? 1 : 0);
  }
  return evidence;
}

TEST(EvidenceVariations, AgreeWithEnumerationForEverySubsetOfTheEvidence) {
  const Network network = small_clinic();
  const Evidence evidence = three_present_two_absent();
  const auto findings = observed_by(evidence);
  const EvidenceVariations variations(Inference(network), evidence, findings, all_of(network));
  for (std::size_t subset = 0; subset < 32; ++subset) {
    Evidence fewer = evidence;
    for (std::size_t f = 0; f < 5; ++f) {
      if (((subset >> f) & 1) == 1) {
        fewer.forget(findings[f]);
      }
    }
    expect_enumeration(variations, network, fewer);
  }
}

TEST(EvidenceVariations, AgreeWithEnumerationWhenPresentBecomesAbsentAndBack) {
  const Network network = small_clinic();
  const Evidence evidence = three_present_two_absent();
  const EvidenceVariations variations(Inference(network), evidence, observed_by(evidence),
                                      all_of(network));
  for (std::size_t f = 0; f < 5; ++f) {
    Evidence changed = evidence;
    changed.observe(VariableId{4 + f}, f < 3 ? 0 : 1);
    expect_enumeration(variations, network, changed);
    expect_enumeration(variations, network, evidence);
  }
}

TEST(EvidenceVariations, AgreeWithEnumerationOnRandomNetworksAndRandomChanges) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    tests::Random random(seed);
    const Network network = tests::random_network(
        random,
        {.variables = 4 + random.below(7), .most_parents = 5, .zeros = seed % 2 == 0 ? 0.1 : 0.0});
    const Evidence evidence = tests::random_evidence(random, network, 0.5);
    std::vector<VariableId> changeable;
    for (const VariableId variable : observed_by(evidence)) {
      if (random.chance(0.7)) {
        changeable.push_back(variable);
      }
    }
    const EvidenceVariations variations(Inference(network), evidence, changeable, all_of(network));
    for (int repeat = 0; repeat < 6; ++repeat) {
      Evidence changed = evidence;
      for (const VariableId variable : observed_by(evidence)) {
        if (random.chance(0.3)) {
          changed.forget(variable);
        } else if (random.chance(0.3)) {
          changed.observe(variable, random.below(network.variable(variable).states.size()));
        }
      }
      expect_enumeration(variations, network, changed);
      ASSERT_FALSE(HasFailure()) << "seed " << seed << " repeat " << repeat;
    }
  }
}

TEST(EvidenceVariations, OfASmallNetworkOfTablesMayObserveAnything) {
  const Network network = tests::sprinkler();
  const EvidenceVariations variations(Inference(network), Evidence{}, {}, all_of(network));
  for (std::size_t variable = 0; variable < network.size(); ++variable) {
    Evidence evidence;
    evidence.observe(VariableId{variable}, 1);
    expect_enumeration(variations, network, evidence);
  }
}

TEST(EvidenceVariations, GiveTheSameBitsWhateverWasAskedBefore) {
  const Network network = small_clinic();
  const Evidence evidence = three_present_two_absent();
  const auto findings = observed_by(evidence);
  Evidence fewer = evidence;
  fewer.forget(findings[1]);
  const EvidenceVariations fresh(Inference(network), evidence, findings, all_of(network));
  const EvidenceVariations used(Inference(network), evidence, findings, all_of(network));

  const Posterior expected = fresh.posterior(fewer).value();
  for (const VariableId finding : findings) {
    Evidence other = evidence;
    other.forget(finding);
    ASSERT_TRUE(used.posterior(other));
  }
  const Posterior again = used.posterior(fewer).value();

  EXPECT_EQ(again.log_evidence(), expected.log_evidence());
  for (std::size_t i = 0; i < network.size(); ++i) {
    EXPECT_TRUE(
        std::ranges::equal(again.marginal(VariableId{i}), expected.marginal(VariableId{i})));
  }
}

TEST(EvidenceVariations, AskedFromSeveralThreadsGiveEachItsAnswer) {
  const Network network = small_clinic();
  const Evidence evidence = three_present_two_absent();
  const auto findings = observed_by(evidence);
  const EvidenceVariations variations(Inference(network), evidence, findings, all_of(network));
  std::array<double, 4> found{};
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < found.size(); ++t) {
    threads.emplace_back([&, t] {
      Evidence fewer = evidence;
      fewer.forget(findings[t]);
      for (int repeat = 0; repeat < 50; ++repeat) {
        found[t] = variations.posterior(fewer)->present(VariableId{0});
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  for (std::size_t t = 0; t < found.size(); ++t) {
    Evidence fewer = evidence;
    fewer.forget(findings[t]);
    EXPECT_NEAR(found[t], tests::enumerate(network, fewer).marginals[0][1], 1e-12);
  }
}

TEST(EvidenceVariations, AnswerOtherEvidenceAsAQueryOfItsOwn) {
  const Network network = small_clinic();
  const EvidenceVariations variations(Inference(network), three_present_two_absent(), {},
                                      all_of(network));
  Evidence other;
  other.observe(VariableId{2}, 1);
  other.observe(VariableId{6}, 0);
  expect_enumeration(variations, network, other);
}

TEST(EvidenceVariations, OfTargetsLeaveTheOthersEmpty) {
  const Network network = small_clinic();
  const Evidence evidence = three_present_two_absent();
  const EvidenceVariations variations(Inference(network), evidence, observed_by(evidence),
                                      std::array{VariableId{1}});
  const Posterior posterior = variations.posterior(evidence).value();
  EXPECT_TRUE(posterior.marginal(VariableId{0}).empty());
  EXPECT_NEAR(posterior.present(VariableId{1}), tests::enumerate(network, evidence).marginals[1][1],
              1e-12);
}

TEST(EvidenceVariations, NameAnUnknownStateOfAVariation) {
  const Network network = small_clinic();
  const Evidence evidence = three_present_two_absent();
  const EvidenceVariations variations(Inference(network), evidence, observed_by(evidence),
                                      all_of(network));
  Evidence wrong = evidence;
  wrong.observe(VariableId{4}, 2);
  const auto posterior = variations.posterior(wrong);
  ASSERT_FALSE(posterior);
  EXPECT_EQ(posterior.error().kind, ErrorKind::invalid_argument);
  EXPECT_EQ(posterior.error().message, "evidence on 'f0': state 2 is unknown; it has 2 states");
  EXPECT_EQ(variations.log_evidence(wrong).error(), posterior.error());
}

TEST(EvidenceVariations, TellImpossibleEvidenceAndGoOn) {
  // The finding is present exactly when a cause is.
  Network::Builder builder;
  NoisyOr noisy_or{0, {}, {}};
  for (std::size_t i = 0; i < 5; ++i) {
    noisy_or.raising.push_back(
        {builder.add(two_state(tests::numbered("c", i)), TableDistribution{{}, {0.75, 0.25}}), 1});
  }
  const auto finding = builder.add(two_state("f"), noisy_or);
  const Network network = builder.build().value();
  Evidence impossible;
  impossible.observe(finding, 1);
  for (std::size_t i = 0; i < 5; ++i) {
    impossible.observe(VariableId{i}, 0);
  }
  const EvidenceVariations variations(Inference(network), impossible, all_of(network),
                                      all_of(network));

  const auto none = variations.posterior(impossible);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().message, "the evidence has probability 0");
  EXPECT_EQ(variations.log_evidence(impossible).error(), none.error());

  Evidence possible = impossible;
  possible.forget(VariableId{3});
  EXPECT_NEAR(variations.posterior(possible)->present(VariableId{3}), 1, 1e-12);
  expect_enumeration(variations, network, possible);
}

// Two-state findings that several causes surely raise: what they send to the root vanishes by
// cancellation for some states of the hidden variables.
TEST(SignedMessages, ThatVanishAreSentBackWithoutDivision) {
  Network::Builder builder;
  std::vector<VariableId> causes;
  for (std::size_t i = 0; i < 8; ++i) {
    causes.push_back(
        builder.add(two_state(tests::numbered("c", i)), TableDistribution{{}, {0.5, 0.5}}));
  }
  Evidence evidence;
  for (std::size_t f = 0; f < 4; ++f) {
    NoisyOr noisy_or{0, {}, {}};
    for (std::size_t i = 0; i < 5; ++i) {
      noisy_or.raising.push_back({causes[(2 * f + i) % 8], i % 2 == 0 ? 1.0 : 0.5});
    }
    evidence.observe(builder.add(two_state(tests::numbered("f", f)), noisy_or), 1);
  }
  const Network network = builder.build().value();
  const EvidenceVariations variations(Inference(network), evidence, observed_by(evidence),
                                      all_of(network));
  expect_enumeration(variations, network, evidence);
  for (const VariableId finding : observed_by(evidence)) {
    Evidence fewer = evidence;
    fewer.forget(finding);
    expect_enumeration(variations, network, fewer);
  }
}

// Findings apart from the common tree, directly and through a mechanism that is itself apart.
TEST(ApartTargets, AgreeWithEnumeration) {
  Network::Builder builder;
  std::vector<VariableId> causes;
  for (std::size_t i = 0; i < 5; ++i) {
    const double p = 0.1 + 0.1 * static_cast<double>(i);
    causes.push_back(
        builder.add(two_state(tests::numbered("c", i)), TableDistribution{{}, {1 - p, p}}));
  }
  const auto raised_by = [&](double leak, double first) {
    NoisyOr noisy_or{leak, {}, {}};
    for (std::size_t i = 0; i < 5; ++i) {
      noisy_or.raising.push_back({causes[i], first + 0.1 * static_cast<double>(i)});
    }
    return noisy_or;
  };
  const auto mechanism = builder.add(two_state("m"), raised_by(0.05, 0.3));
  const auto second = builder.add(two_state("n"), raised_by(0, 0.2));
  NoisyOr finding = raised_by(0.01, 0.1);
  finding.raising.push_back({mechanism, 0.7});
  finding.raising.push_back({second, 0.4});
  builder.add(two_state("f"), finding);
  NoisyOr lowered = raised_by(0.2, 0.1);
  lowered.lowering.push_back(lowered.raising.back());
  lowered.raising.pop_back();
  builder.add(two_state("g"), lowered);
  const auto seen = builder.add(two_state("h"), NoisyOr{0.1, {{causes[0], 0.9}}, {}});
  const Network network = builder.build().value();
  Evidence evidence;
  evidence.observe(seen, 1);

  const tests::Enumeration reference = tests::enumerate(network, evidence);
  const Posterior posterior = Inference(network).posterior(evidence).value();

  for (std::size_t i = 0; i < network.size(); ++i) {
    EXPECT_NEAR(posterior.present(VariableId{i}), reference.marginals[i][1], 1e-12);
  }
}

}  // namespace
}  // namespace paraspinal::engine
