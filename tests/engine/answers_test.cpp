// The answers beside marginals, each against enumeration of the joint distribution or a hand-worked
// number.

#include <algorithm>
#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "engine/changed_network.h"
#include "engine/conflict.h"
#include "engine/information.h"
#include "engine/joint_posterior.h"
#include "engine/most_probable.h"
#include "engine/samples.h"
#include "tests/engine/variables.h"
#include "tests/support/enumerate.h"
#include "tests/support/generators.h"
#include "tests/support/networks.h"

namespace paraspinal::engine {
namespace {

using tests::id;
using tests::observed;

// P(x = i, y = j | e) by summing the joint.
std::vector<double> enumerated_pair(const Network& network, const Evidence& evidence, VariableId x,
                                    VariableId y) {
  const std::size_t columns = network.variable(y).states.size();
  std::vector<double> pair(network.variable(x).states.size() * columns, 0.0);
  std::vector<StateIndex> states(network.size(), 0);
  double total = 0;
  do {
    const double weight =
        tests::likelihood_of(evidence, states) * tests::joint_probability(network, states);
    pair[states[x.index] * columns + states[y.index]] += weight;
    total += weight;
  } while (tests::next_joint_state(network, states));
  for (double& value : pair) {
    value /= total;
  }
  return pair;
}

struct Case {
  Network network;
  Evidence evidence;
};

// Random networks of mixed kinds with evidence that is possible.
std::vector<Case> random_cases(std::uint64_t first_seed, std::size_t count) {
  std::vector<Case> cases;
  for (std::uint64_t seed = first_seed; cases.size() < count; ++seed) {
    tests::Random random(seed);
    Network network =
        tests::random_network(random, {.variables = 7, .most_parents = 4, .zeros = 0});
    Evidence evidence = tests::random_evidence(random, network, 0.3);
    if (tests::enumerate(network, evidence).evidence > 0) {
      cases.push_back({std::move(network), std::move(evidence)});
    }
  }
  return cases;
}

TEST(JointPosterior, OfPairsAgreesWithEnumeration) {
  for (const Case& c : random_cases(1, 20)) {
    const VariableId x{1};
    const VariableId y{4};
    if (c.evidence.items().contains(x)) {
      continue;  // its scale would count twice
    }

    const auto joint = joint_posterior(Inference(c.network), c.evidence, std::array{x, y});

    ASSERT_TRUE(joint) << joint.error().message;
    const auto expected = enumerated_pair(c.network, c.evidence, x, y);
    ASSERT_EQ(joint->values.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      EXPECT_NEAR(joint->values[i], expected[i], 1e-10);
    }
  }
}

TEST(JointPosterior, OfNoVariablesIsOne) {
  const Network network = tests::asia();

  const auto joint = joint_posterior(Inference(network), {}, {});

  EXPECT_EQ(joint->values, std::vector{1.0});
}

TEST(JointPosterior, OfAVariableTwiceIsAnError) {
  const Network network = tests::asia();

  const auto joint =
      joint_posterior(Inference(network), {}, std::array{VariableId{2}, VariableId{2}});

  EXPECT_EQ(joint.error(), (Error{ErrorKind::invalid_argument,
                                  "joint posterior: variable 'smoke' is asked twice"}));
}

TEST(MostProbable, HasTheLargestJointProbability) {
  for (const Case& c : random_cases(100, 30)) {
    double largest = 0;
    std::vector<StateIndex> states(c.network.size(), 0);
    do {
      largest = std::max(largest, tests::likelihood_of(c.evidence, states) *
                                      tests::joint_probability(c.network, states));
    } while (tests::next_joint_state(c.network, states));

    const auto best = most_probable(c.network, c.evidence);

    ASSERT_TRUE(best) << best.error().message;
    EXPECT_NEAR(best->log_probability, std::log(largest), 1e-10);
    EXPECT_NEAR(tests::likelihood_of(c.evidence, best->states) *
                    tests::joint_probability(c.network, best->states),
                largest, 1e-12);
  }
}

TEST(MostProbable, OfImpossibleEvidenceIsAnError) {
  const Network network = tests::asia();
  Evidence evidence = observed(id(network, "lung"), 1);
  evidence.observe(id(network, "either"), 0);

  EXPECT_EQ(most_probable(network, evidence).error().kind, ErrorKind::impossible);
}

TEST(MostProbable, OverTheLimitIsAnError) {
  Network::Builder builder;
  NoisyOr noisy_or;
  for (std::size_t i = 0; i < 30; ++i) {
    noisy_or.raising.push_back(
        {builder.add(two_state(tests::numbered("c", i)), TableDistribution{{}, {0.5, 0.5}}), 0.5});
  }
  builder.add(two_state("f"), noisy_or);
  const Network network = builder.build().value();

  EXPECT_EQ(most_probable(network, {}).error(),
            (Error{ErrorKind::too_large,
                   "the table of 'f' given its unobserved parents passes 4194304 entries"}));
}

TEST(InformationValues, AreTheMutualInformationOfTheEnumeratedPair) {
  for (const Case& c : random_cases(200, 20)) {
    const VariableId target{0};
    const VariableId candidate{5};
    if (c.evidence.items().contains(target)) {
      continue;
    }

    const auto values =
        information_values(Inference(c.network), c.evidence, target, std::array{candidate});

    ASSERT_TRUE(values) << values.error().message;
    const auto pair = enumerated_pair(c.network, c.evidence, target, candidate);
    const auto marginals = tests::enumerate(c.network, c.evidence).marginals;
    double expected = 0;
    const std::size_t columns = marginals[5].size();
    for (std::size_t i = 0; i < pair.size(); ++i) {
      if (pair[i] > 0) {
        expected +=
            pair[i] * std::log(pair[i] / (marginals[0][i / columns] * marginals[5][i % columns]));
      }
    }
    EXPECT_NEAR((*values)[0].nats, expected, 1e-10);
  }
}

TEST(InformationValues, OfAnIndependentVariableAreZero) {
  const Network network = tests::asia();

  const auto values = information_values(Inference(network), {}, id(network, "asia"),
                                         std::array{id(network, "smoke")});

  EXPECT_NEAR((*values)[0].nats, 0, 1e-15);
}

TEST(InformationValues, AboutAKnownTargetAreAnError) {
  const Network network = tests::asia();

  const auto values = information_values(Inference(network), observed(VariableId{3}, 1),
                                         VariableId{3}, std::array{VariableId{6}});

  EXPECT_EQ(values.error(), (Error{ErrorKind::invalid_argument,
                                   "value of information: the target 'lung' is known already"}));
}

TEST(Entropy, OfEvenOddsIsLogTwoAndOfCertaintyZero) {
  EXPECT_DOUBLE_EQ(entropy(std::array{0.5, 0.5}), std::log(2.0));
  EXPECT_EQ(entropy(std::array{0.0, 1.0}), 0.0);
}

TEST(ConflictMeasure, OfFindingsOfOneCauseIsTheirLogRatio) {
  // P(f) = 0.3 * 0.7 + 0.7 * 0.4 = 0.49; P(f0, f1) = 0.3 * 0.49 + 0.7 * 0.16 = 0.259.
  const Network network = tests::naive_bayes(2);
  Evidence evidence = observed(VariableId{1}, 1);
  evidence.observe(VariableId{2}, 1);

  EXPECT_NEAR(conflict_measure(Inference(network), evidence).value(), std::log(0.49 * 0.49 / 0.259),
              1e-12);
}

TEST(ConflictMeasure, OfOneFindingIsZero) {
  const Network network = tests::asia();
  Evidence soft;
  soft.observe(id(network, "dysp"), {2, 5});

  EXPECT_NEAR(conflict_measure(Inference(network), observed(VariableId{6}, 1)).value(), 0, 1e-12);
  EXPECT_NEAR(conflict_measure(Inference(network), soft).value(), 0, 1e-12);
}

TEST(Intervene, CutsTheVariableFromItsCauses) {
  // do(sprinkler = on) says nothing of cloudy; seeing it on does. P(wet | do) by hand:
  // rain has 0.5 either way, so 0.5 * 0.9 + 0.5 * 0.99.
  const Network network = tests::sprinkler();
  const VariableId sprinkler = id(network, "sprinkler");

  const Network changed = intervene(network, {{sprinkler, 1}}).value();
  const auto posterior = Inference(changed).posterior({}).value();

  EXPECT_NEAR(posterior.present(id(network, "cloudy")), 0.5, 1e-12);
  EXPECT_NEAR(posterior.present(id(network, "wet_grass")), 0.945, 1e-12);
  const auto seen = Inference(network).posterior(observed(sprinkler, 1)).value();
  EXPECT_NEAR(seen.present(id(network, "cloudy")), 0.05 / 0.3, 1e-12);
}

TEST(Intervene, OnAnUnknownVariableOrStateIsAnError) {
  const Network network = tests::sprinkler();

  EXPECT_EQ(intervene(network, {{VariableId{9}, 0}}).error().message,
            "do() on variable 9, which is unknown; the network has 4");
  EXPECT_EQ(intervene(network, {{VariableId{1}, 2}}).error().message,
            "do() on 'sprinkler': state 2 is unknown; it has 2 states");
}

TEST(PosteriorSamples, HaveThePosteriorsFrequencies) {
  const Network network = tests::asia();
  const Evidence evidence = observed(id(network, "dysp"), 1);
  const auto posterior = Inference(network).posterior(evidence).value();

  const auto draws = posterior_samples(Inference(network), evidence, 4000, 11).value();

  for (const char* name : {"smoke", "bronc", "xray"}) {
    const std::size_t v = id(network, name).index;
    const auto count = std::ranges::count_if(draws, [&](const auto& s) { return s[v] == 1; });
    // Four standard errors of 4000 draws are at most 0.032.
    EXPECT_NEAR(static_cast<double>(count) / 4000, posterior.present(VariableId{v}), 0.032) << name;
  }
  EXPECT_TRUE(std::ranges::all_of(draws, [](const auto& s) { return s[7] == 1; }));
}

TEST(PosteriorSamples, OfOneSeedAreTheSame) {
  const Network network = tests::asia();

  EXPECT_EQ(posterior_samples(Inference(network), {}, 50, 3).value(),
            posterior_samples(Inference(network), {}, 50, 3).value());
}

TEST(PosteriorSamples, OfImpossibleEvidenceAreAnError) {
  const Network network = tests::asia();
  Evidence evidence = observed(id(network, "lung"), 1);
  evidence.observe(id(network, "either"), 0);

  EXPECT_EQ(posterior_samples(Inference(network), evidence, 1, 1).error().kind,
            ErrorKind::impossible);
}

}  // namespace
}  // namespace paraspinal::engine
