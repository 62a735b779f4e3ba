// What must hold of every query, whatever the numbers.

#include <cmath>
#include <thread>

#include <gtest/gtest.h>

#include "engine/inference.h"
#include "tests/support/generators.h"
#include "tests/support/networks.h"

namespace paraspinal::engine {
namespace {

std::vector<double> numbers(const Posterior& posterior, std::size_t variables) {
  std::vector<double> all{posterior.log_evidence()};
  for (std::size_t i = 0; i < variables; ++i) {
    const auto marginal = posterior.marginal(VariableId{i});
    all.insert(all.end(), marginal.begin(), marginal.end());
  }
  return all;
}

Network random_network(std::uint64_t seed) {
  tests::Random random(seed);
  return tests::random_network(random, {.variables = 14, .most_parents = 5, .zeros = 0});
}

TEST(Laws, TheSameQueryGivesTheSameBits) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Network network = random_network(seed);
    tests::Random random(seed);
    const Evidence evidence = tests::random_evidence(random, network, 0.3);
    const Inference first(network);
    const Inference second(network);

    const auto a = first.posterior(evidence);
    const auto again = first.posterior(evidence);
    const auto b = second.posterior(evidence);

    if (a) {
      EXPECT_EQ(numbers(*a, 14), numbers(*again, 14));
      EXPECT_EQ(numbers(*a, 14), numbers(*b, 14));
    }
  }
}

TEST(Laws, TakingAnAnswerBackGivesTheStateBefore) {
  const Network network = random_network(5);
  const Inference inference(network);
  Evidence evidence;
  evidence.observe(VariableId{3}, 1);
  const auto before = numbers(inference.posterior(evidence).value(), 14);

  evidence.observe(VariableId{9}, 0);
  static_cast<void>(inference.posterior(evidence));
  evidence.forget(VariableId{9});

  EXPECT_EQ(numbers(inference.posterior(evidence).value(), 14), before);
}

TEST(Laws, TheEvidenceFollowsTheChainRule) {
  // ln P(a, b) = ln P(a) + ln P(b | a)
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Network network = random_network(seed);
    const Inference inference(network);
    Evidence a;
    a.observe(VariableId{2}, 0);
    Evidence both = a;
    both.observe(VariableId{11}, 1);

    const auto given_a = inference.posterior(a);
    const auto given_both = inference.posterior(both);

    if (given_a && given_both) {
      EXPECT_NEAR(given_both->log_evidence(),
                  given_a->log_evidence() + std::log(given_a->marginal(VariableId{11})[1]), 1e-10);
    }
  }
}

TEST(Laws, ALikelihoodTendsToHardEvidence) {
  const Network network = tests::asia();
  const Inference inference(network);
  Evidence hard;
  hard.observe(VariableId{7}, 1);
  Evidence soft;
  soft.observe(VariableId{7}, {1e-12, 1});

  const auto a = inference.posterior(hard).value();
  const auto b = inference.posterior(soft).value();

  for (std::size_t i = 0; i < network.size(); ++i) {
    EXPECT_NEAR(a.present(VariableId{i}), b.present(VariableId{i}), 1e-11);
  }
}

TEST(Laws, RelabelledStatesGiveTheRelabelledPosterior) {
  // The disease with its states exchanged, and the finding's rows with them.
  Network::Builder plain;
  const auto d = plain.add(two_state("d"), TableDistribution{{}, {0.9, 0.1}});
  plain.add(two_state("f"), TableDistribution{{d}, {0.8, 0.2, 0.3, 0.7}});
  Network::Builder exchanged;
  exchanged.add(Variable{"d", {"present", "absent"}}, TableDistribution{{}, {0.1, 0.9}});
  exchanged.add(two_state("f"), TableDistribution{{d}, {0.3, 0.7, 0.8, 0.2}});
  const Network first = plain.build().value();
  const Network second = exchanged.build().value();
  Evidence evidence;
  evidence.observe(VariableId{1}, 1);

  const auto a = Inference(first).posterior(evidence).value();
  const auto b = Inference(second).posterior(evidence).value();

  EXPECT_NEAR(a.marginal(d)[1], b.marginal(d)[0], 1e-15);
}

TEST(Laws, TheOrderOfObservingDoesNotMatter) {
  const Network network = random_network(11);
  const Inference inference(network);
  Evidence forwards;
  Evidence backwards;
  for (std::size_t i = 0; i < 14; i += 2) {
    forwards.observe(VariableId{i}, i % 4 / 2);
    backwards.observe(VariableId{12 - i}, (12 - i) % 4 / 2);
  }

  const auto a = inference.posterior(forwards);
  const auto b = inference.posterior(backwards);

  ASSERT_TRUE(a) << a.error().message;
  EXPECT_EQ(numbers(*a, 14), numbers(*b, 14));
}

// A chain of 60 variables, each repeating the one before but for one time in 10^12.
Network faithful_chain(double slip) {
  Network::Builder builder;
  VariableId last = builder.add(two_state("v0"), TableDistribution{{}, {0.5, 0.5}});
  for (std::size_t i = 1; i < 60; ++i) {
    last = builder.add(two_state(tests::numbered("v", i)),
                       TableDistribution{{last}, {1 - slip, slip, slip, 1 - slip}});
  }
  return builder.build().value();
}

Evidence alternating() {
  Evidence evidence;
  for (std::size_t i = 0; i < 60; ++i) {
    evidence.observe(VariableId{i}, i % 2);
  }
  return evidence;
}

TEST(Laws, EvidenceThatUnderflowsIsNotImpossible) {
  // P(e) = 0.5 * (10^-12)^59, far below the smallest double.
  const Network network = faithful_chain(1e-12);

  const auto posterior = Inference(network).posterior(alternating());

  ASSERT_TRUE(posterior) << posterior.error().message;
  EXPECT_NEAR(posterior->log_evidence(), std::log(0.5) - 59 * 12 * std::log(10.0), 1e-9);
}

TEST(Laws, EvidenceOfProbabilityZeroIsImpossible) {
  const Network network = faithful_chain(0);

  const auto posterior = Inference(network).posterior(alternating());

  ASSERT_FALSE(posterior);
  EXPECT_EQ(posterior.error().kind, ErrorKind::impossible);
}

TEST(Laws, ThreadsThatShareOneInferenceGetTheSameBits) {
  const Network network = random_network(8);
  const Inference inference(network);
  std::vector<Evidence> evidence(40);
  std::vector<std::vector<double>> expected;
  for (std::size_t i = 0; i < evidence.size(); ++i) {
    evidence[i].observe(VariableId{i % 14}, i % 2);
    const auto posterior = Inference(network).posterior(evidence[i]);
    expected.push_back(posterior ? numbers(*posterior, 14) : std::vector<double>{});
  }
  std::vector<std::size_t> differences(4, 0);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < differences.size(); ++t) {
    threads.emplace_back([&, t]() {
      for (std::size_t i = 0; i < evidence.size(); ++i) {
        const auto posterior = inference.posterior(evidence[(i + 7 * t) % evidence.size()]);
        const auto found = posterior ? numbers(*posterior, 14) : std::vector<double>{};
        differences[t] += found == expected[(i + 7 * t) % evidence.size()] ? 0U : 1U;
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }

  EXPECT_EQ(differences, std::vector<std::size_t>(4, 0));
}

}  // namespace
}  // namespace paraspinal::engine
