#include "tests/engine/agreement.h"

#include <array>
#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "engine/inference.h"
#include "tests/support/enumerate.h"
#include "tests/support/generators.h"
#include "tests/support/networks.h"
#include "tests/support/repeated.h"

namespace paraspinal::engine {
namespace {

// Every way to observe or not to observe each of n two-state variables.
std::vector<Evidence> every_evidence(std::size_t n) {
  std::size_t count = 1;
  for (std::size_t i = 0; i < n; ++i) {
    count *= 3;
  }
  std::vector<Evidence> all(count);
  for (std::size_t code = 0; code < count; ++code) {
    std::size_t rest = code;
    for (std::size_t i = 0; i < n; ++i, rest /= 3) {
      if (rest % 3 != 2) {
        all[code].observe(VariableId{i}, rest % 3);
      }
    }
  }
  return all;
}

enum class Kind { table, noisy_or, lowering, log_odds, noisy_max };

// A distribution of this kind over two-state parents, its numbers from `random`, some 0 and 1.
Distribution distribution_of(Kind kind, const std::vector<VariableId>& parents,
                             tests::Random& random) {
  const auto number = [&] {
    return random.chance(0.2) ? 1.0 * static_cast<double>(random.below(2)) : random.uniform();
  };
  TableDistribution table{parents, {}};
  NoisyOr noisy_or{number(), {}, {}};
  LogOddsDistribution log_odds{{}, {4 * random.uniform() - 2}, {}};
  const double leak = number();
  NoisyMax noisy_max{{1 - leak, leak}, {}};
  for (std::size_t row = 0; row < (std::size_t{1} << parents.size()); ++row) {
    const double p = number();
    table.values.push_back(1 - p);
    table.values.push_back(p);
  }
  for (const VariableId parent : parents) {
    const bool lower = kind == Kind::lowering && random.chance(0.6);
    (lower ? noisy_or.lowering : noisy_or.raising).push_back({parent, number()});
    log_odds.terms.push_back({parent, 4 * random.uniform() - 2});
    const double strength = number();
    noisy_max.links.push_back({parent, {1, 0, 1 - strength, strength}});
  }
  switch (kind) {
    case Kind::table:
      return table;
    case Kind::noisy_or:
    case Kind::lowering:
      return noisy_or;
    case Kind::log_odds:
      return log_odds;
    case Kind::noisy_max:
      return noisy_max;
  }
  return table;
}

// The network whose arc i -> j exists where the bit of the pair is set in `arcs`.
Network network_of(std::size_t n, std::size_t arcs, Kind kind, tests::Random& random) {
  Network::Builder builder;
  std::size_t bit = 0;
  for (std::size_t j = 0; j < n; ++j) {
    std::vector<VariableId> parents;
    for (std::size_t i = 0; i < j; ++i, ++bit) {
      if ((arcs >> bit) % 2 == 1) {
        parents.push_back(VariableId{i});
      }
    }
    builder.add(two_state(tests::numbered("v", j)), distribution_of(kind, parents, random));
  }
  return builder.build().value();
}

class EverySmallNetwork : public testing::TestWithParam<Kind> {};

TEST_P(EverySmallNetwork, AgreesWithEnumerationForEveryEvidence) {
  tests::Random random(20261125);
  for (std::size_t n = 1; n <= 4; ++n) {
    const auto evidence_sets = every_evidence(n);
    for (std::size_t arcs = 0; arcs < (std::size_t{1} << (n * (n - 1) / 2)); ++arcs) {
      const Network network = network_of(n, arcs, GetParam(), random);
      for (const Evidence& evidence : evidence_sets) {
        tests::expect_agreement(network, evidence);
        ASSERT_FALSE(HasFailure()) << "variables " << n << " arcs " << arcs;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, EverySmallNetwork,
                         testing::Values(Kind::table, Kind::noisy_or, Kind::lowering,
                                         Kind::log_odds, Kind::noisy_max));

class RandomNetworks : public testing::TestWithParam<std::size_t> {};

TEST_P(RandomNetworks, AgreeWithEnumeration) {
  tests::Random random(GetParam());
  for (int repeat = 0; repeat < 4; ++repeat) {
    const double zeros = random.chance(0.5) ? 0.1 : 0.0;
    const Network network = tests::random_network(
        random, {.variables = 4 + random.below(8), .most_parents = 5, .zeros = zeros});
    for (const double share : {0.0, 0.2, 0.5}) {
      tests::expect_agreement(network, tests::random_evidence(random, network, share));
      ASSERT_FALSE(HasFailure()) << "repeat " << repeat << " share " << share;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomNetworks,
                         testing::Range<std::size_t>(1, tests::repeated(60) + 1));

class FifteenVariables : public testing::TestWithParam<std::size_t> {};

TEST_P(FifteenVariables, AgreeWithEnumerationAndElimination) {
  tests::Random random(1000 + GetParam());
  const Network network =
      tests::random_network(random, {.variables = 15, .most_parents = 4, .zeros = 0.02});
  for (const double share : {0.1, 0.4}) {
    const Evidence evidence = tests::random_evidence(random, network, share);
    if (tests::joint_states(network) <= 400'000) {
      tests::expect_agreement(network, evidence);
    }
    tests::expect_agreement_with_elimination(network, evidence);
    ASSERT_FALSE(HasFailure()) << "share " << share;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, FifteenVariables,
                         testing::Range<std::size_t>(1, tests::repeated(24) + 1));

class FortyVariables : public testing::TestWithParam<std::size_t> {};

TEST_P(FortyVariables, AgreeWithElimination) {
  tests::Random random(2000 + GetParam());
  const Network network =
      tests::random_network(random, {.variables = 40, .most_parents = 2, .zeros = 0});
  tests::expect_agreement_with_elimination(network, tests::random_evidence(random, network, 0.3));
}

INSTANTIATE_TEST_SUITE_P(Seeds, FortyVariables, testing::Range<std::size_t>(1, 9));

TEST(TextbookNetworks, AgreeWithEnumerationForEveryEvidence) {
  for (const Network& network : {tests::sprinkler(), tests::burglary()}) {
    for (const Evidence& evidence : every_evidence(network.size())) {
      tests::expect_agreement(network, evidence);
    }
  }
}

TEST(PosteriorOfTargets, IsThePosteriorOfAllRestricted) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    tests::Random random(seed);
    const Network network =
        tests::random_network(random, {.variables = 9, .most_parents = 5, .zeros = 0});
    const Evidence evidence = tests::random_evidence(random, network, 0.3);
    const tests::Enumeration reference = tests::enumerate(network, evidence);
    const VariableId target{random.below(network.size())};
    if (reference.evidence == 0) {
      continue;  // a noisy-OR without leak or cause, observed present
    }

    const auto posterior = Inference(network).posterior(evidence, std::array{target});

    ASSERT_TRUE(posterior) << posterior.error().message;
    EXPECT_NEAR(posterior->log_evidence(), std::log(reference.evidence), 1e-10);
    for (std::size_t i = 0; i < network.size(); ++i) {
      const auto marginal = posterior->marginal(VariableId{i});
      if (i != target.index) {
        EXPECT_TRUE(marginal.empty());
        continue;
      }
      for (std::size_t s = 0; s < marginal.size(); ++s) {
        EXPECT_NEAR(marginal[s], reference.marginals[i][s], 1e-10) << "seed " << seed;
      }
    }
  }
}

}  // namespace
}  // namespace paraspinal::engine
