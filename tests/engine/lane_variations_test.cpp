// Many variations of one set of evidence at once, against enumeration and against a query of each.

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <thread>

#include <gtest/gtest.h>

#include "engine/evidence_variations.h"
#include "tests/engine/variables.h"
#include "tests/support/enumerate.h"
#include "tests/support/generators.h"
#include "tests/support/networks.h"
#include "tests/support/repeated.h"

namespace paraspinal::engine {
namespace {

using tests::observed_by;

using EvidenceChanges = std::vector<EvidenceChange>;

std::vector<VariableId> two_state_variables(const Network& network) {
  std::vector<VariableId> variables;
  for (std::size_t i = 0; i < network.size(); ++i) {
    if (network.variable(VariableId{i}).states.size() == 2) {
      variables.push_back(VariableId{i});
    }
  }
  return variables;
}

Evidence with(Evidence evidence, const EvidenceChanges& changes) {
  for (const EvidenceChange& change : changes) {
    if (change.state) {
      evidence.observe(change.variable, *change.state);
    } else {
      evidence.forget(change.variable);
    }
  }
  return evidence;
}

// Some pieces taken away, some changed.
EvidenceChanges random_changes(tests::Random& random, const Network& network,
                               const Evidence& evidence) {
  EvidenceChanges changes;
  for (const VariableId variable : observed_by(evidence)) {
    if (random.chance(0.3)) {
      changes.push_back({variable, std::nullopt});
    } else if (random.chance(0.3)) {
      changes.push_back({variable, random.below(network.variable(variable).states.size())});
    }
  }
  return changes;
}

// A query of its own for one row of the table. Stars lose up to four digits, in each plan others.
void expect_query(const VariationTable& table, std::size_t row, const Inference& inference,
                  const Evidence& evidence, const std::vector<VariableId>& targets) {
  const auto posterior = inference.posterior(evidence, targets);
  ASSERT_EQ(table.impossible(row), !posterior.has_value());
  if (!posterior) {
    return;
  }
  EXPECT_NEAR(table.log_evidence(row), posterior->log_evidence(), 1e-10);
  for (std::size_t t = 0; t < targets.size(); ++t) {
    EXPECT_NEAR(table.present(row, t), posterior->present(targets[t]), 1e-10) << "target " << t;
  }
}

void expect_enumeration(const VariationTable& table, std::size_t row, const Network& network,
                        const Evidence& evidence, const std::vector<VariableId>& targets) {
  const tests::Enumeration reference = tests::enumerate(network, evidence);
  ASSERT_EQ(table.impossible(row), reference.evidence == 0);
  if (table.impossible(row)) {
    return;
  }
  EXPECT_NEAR(table.log_evidence(row), std::log(reference.evidence), 1e-10);
  for (std::size_t t = 0; t < targets.size(); ++t) {
    EXPECT_NEAR(table.present(row, t), reference.marginals[targets[t].index][1], 1e-10);
  }
}

// So many causes, each of several findings; the last finding is the plain OR of all causes.
Network clinic(tests::Random& random, std::size_t causes, std::size_t findings) {
  Network::Builder builder;
  NoisyOr any;
  for (std::size_t c = 0; c < causes; ++c) {
    const double prior = 0.02 + 0.2 * random.uniform();
    any.raising.push_back({builder.add(two_state(tests::numbered("cause", c)),
                                       TableDistribution{{}, {1 - prior, prior}}),
                           1});
  }
  for (std::size_t f = 0; f < findings; ++f) {
    NoisyOr noisy_or{0.01 + 0.1 * random.uniform(), {}, {}};
    for (std::size_t c = 0; c < causes; ++c) {
      if (random.chance(0.5)) {
        noisy_or.raising.push_back({VariableId{c}, 0.1 + 0.8 * random.uniform()});
      }
    }
    builder.add(two_state(tests::numbered("finding", f)), noisy_or);
  }
  builder.add(two_state("complaint"), any);
  return builder.build().value();
}

TEST(VariationTable, AgreesWithEnumerationOnRandomNetworksAndRandomChanges) {
  for (std::uint64_t seed = 1; seed <= tests::repeated(60); ++seed) {
    tests::Random random(seed);
    const Network network = tests::random_network(
        random,
        {.variables = 4 + random.below(7), .most_parents = 5, .zeros = seed % 2 == 0 ? 0.1 : 0.0});
    const Evidence evidence = tests::random_evidence(random, network, 0.5);
    const auto targets = two_state_variables(network);
    const EvidenceVariations variations(Inference(network), evidence, observed_by(evidence),
                                        targets);
    std::vector<EvidenceChanges> asked;
    const int rows = seed % 3 == 0 ? 30 : 11;
    for (int repeat = 0; repeat < rows; ++repeat) {
      asked.push_back(random_changes(random, network, evidence));
    }

    const auto table = variations.present(asked);

    ASSERT_TRUE(table);
    ASSERT_EQ(table->size(), asked.size());
    for (std::size_t row = 0; row < asked.size(); ++row) {
      expect_enumeration(*table, row, network, with(evidence, asked[row]), targets);
      ASSERT_FALSE(HasFailure()) << "seed " << seed << " row " << row;
    }
  }
}

TEST(VariationTable, AgreesWithAQueryEachInLargeTreesOfNoisyOrs) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    tests::Random random(seed);
    const Network network = clinic(random, 12 + seed, 25);
    const Inference inference(network);
    Evidence evidence;
    evidence.observe(VariableId{network.size() - 1}, 1);
    std::vector<VariableId> changeable;
    for (std::size_t f = 0; f < 20; ++f) {
      changeable.push_back(VariableId{12 + seed + f});
      evidence.observe(changeable.back(), f < 4 ? 1 : 0);
    }
    const auto targets = two_state_variables(network);
    const EvidenceVariations variations(inference, evidence, changeable, targets);
    std::vector<EvidenceChanges> asked(1);
    const int rows = seed % 3 == 0 ? 40 : 20;
    for (int repeat = 0; repeat < rows; ++repeat) {
      asked.push_back(random_changes(random, network, evidence));
    }

    const auto table = variations.present(asked).value();

    for (std::size_t row = 0; row < asked.size(); ++row) {
      expect_query(table, row, inference, with(evidence, asked[row]), targets);
      ASSERT_FALSE(HasFailure()) << "seed " << seed << " row " << row;
    }
  }
}

TEST(VariationTable, AgreesWithAQueryEachInLargeTreesOfTables) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    tests::Random random(seed);
    const Network network =
        tests::random_network(random, {.variables = 24, .most_parents = 6, .zeros = 0});
    const Inference inference(network);
    const Evidence evidence = tests::random_evidence(random, network, 0.3);
    const auto targets = two_state_variables(network);
    const EvidenceVariations variations(inference, evidence, observed_by(evidence), targets);
    std::vector<EvidenceChanges> asked;
    const int rows = seed % 3 == 0 ? 30 : 9;
    for (int repeat = 0; repeat < rows; ++repeat) {
      asked.push_back(random_changes(random, network, evidence));
    }

    const auto table = variations.present(asked).value();

    for (std::size_t row = 0; row < asked.size(); ++row) {
      expect_query(table, row, inference, with(evidence, asked[row]), targets);
      ASSERT_FALSE(HasFailure()) << "seed " << seed << " row " << row;
    }
  }
}

TEST(VariationTable, ChangeableVariablesMayBeObservedThatWereNot) {
  tests::Random random(5);
  const Network network = clinic(random, 6, 5);
  const std::vector<VariableId> causes{VariableId{0}, VariableId{1}, VariableId{2}};
  const EvidenceVariations variations(Inference(network), Evidence{}, causes,
                                      two_state_variables(network));
  std::vector<EvidenceChanges> asked{{}};
  for (const VariableId cause : causes) {
    asked.push_back({{cause, 1}});
    asked.push_back({{cause, 0}});
  }

  const auto table = variations.present(asked).value();

  for (std::size_t row = 0; row < asked.size(); ++row) {
    expect_enumeration(table, row, network, with({}, asked[row]), two_state_variables(network));
  }
}

// Each enters only what is further, and sends only what differs from the eight before.
TEST(VariationTable, ManyThatOnlyObserveMoreAgreeWithAQueryEach) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    tests::Random random(seed);
    const std::size_t causes = 10 + seed;
    const Network network = clinic(random, causes, 40);
    const Inference inference(network);
    Evidence evidence;
    for (std::size_t f = 0; f < 5; ++f) {
      evidence.observe(VariableId{causes + f}, f < 2 ? 1 : 0);
    }
    const std::vector<VariableId> changeable{VariableId{0}, VariableId{1}};
    const auto targets = two_state_variables(network);
    std::vector<EvidenceChanges> asked(1);
    for (std::size_t f = 5; f < 40; ++f) {
      asked.push_back({{VariableId{causes + f}, 0}});
      asked.push_back({{VariableId{causes + f}, 0}, {VariableId{f % 2}, random.below(2)}});
      if (f % 7 == 0) {
        asked.push_back({{VariableId{causes + f}, 0}, {VariableId{causes + 5}, 0}});
        asked.push_back({{VariableId{causes + 1}, std::nullopt}});
      }
    }

    const auto table =
        EvidenceVariations(inference, evidence, changeable, targets).present(asked).value();

    for (std::size_t row = 0; row < asked.size(); ++row) {
      expect_query(table, row, inference, with(evidence, asked[row]), targets);
      ASSERT_FALSE(HasFailure()) << "seed " << seed << " row " << row;
    }
  }
}

TEST(VariationTable, AnImpossibleVariationLeavesItsNeighboursAlone) {
  Network::Builder builder;
  const auto cause = builder.add(two_state("cause"), TableDistribution{{}, {0.7, 0.3}});
  const auto other = builder.add(two_state("other"), TableDistribution{{}, {0.8, 0.2}});
  const auto sign = builder.add(two_state("sign"), NoisyOr{0, {{cause, 1}, {other, 1}}, {}});
  const Network network = builder.build().value();
  Evidence evidence;
  evidence.observe(cause, 0);
  evidence.observe(other, 0);
  evidence.observe(sign, 1);
  const std::vector<VariableId> all{cause, other, sign};
  const EvidenceVariations variations(Inference(network), evidence, all, all);

  const auto table =
      variations.present(std::vector<EvidenceChanges>{{}, {{cause, std::nullopt}}, {{sign, 0}}, {}})
          .value();

  EXPECT_TRUE(table.impossible(0));
  EXPECT_EQ(table.log_evidence(0), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(table.present(0, 1), 0);
  EXPECT_NEAR(table.present(1, 0), 1, 1e-12);  // only the cause can explain the sign
  EXPECT_NEAR(std::exp(table.log_evidence(1)), 0.3 * 0.8, 1e-12);
  EXPECT_NEAR(std::exp(table.log_evidence(2)), 0.7 * 0.8, 1e-12);
  EXPECT_TRUE(table.impossible(3));
}

TEST(VariationTable, ALaneDoesNotDependOnItsNeighbours) {
  tests::Random random(8);
  const Network network = clinic(random, 14, 20);
  Evidence evidence;
  for (std::size_t f = 0; f < 12; ++f) {
    evidence.observe(VariableId{14 + f}, f < 6 ? 1 : 0);
  }
  const auto targets = two_state_variables(network);
  const EvidenceVariations variations(Inference(network), evidence, observed_by(evidence), targets);
  const EvidenceChanges asked{{VariableId{15}, std::nullopt}};
  std::vector<EvidenceChanges> beside{{{VariableId{0}, 1}}, asked};
  for (int repeat = 0; repeat < 6; ++repeat) {
    beside.push_back(random_changes(random, network, evidence));
  }

  const auto alone = variations.present(std::vector<EvidenceChanges>{asked}).value();
  const auto among = variations.present(beside).value();

  EXPECT_NEAR(alone.log_evidence(0), among.log_evidence(1), 1e-12);
  for (std::size_t t = 0; t < targets.size(); ++t) {
    EXPECT_NEAR(alone.present(0, t), among.present(1, t), 1e-13);
  }
}

// A lane program is made for the first, kept from the second on.
TEST(VariationTable, OfManyVariationsHasTheSameBitsWhenItIsAskedAgain) {
  tests::Random random(10);
  const Network network = clinic(random, 14, 20);
  Evidence evidence;
  for (std::size_t f = 0; f < 12; ++f) {
    evidence.observe(VariableId{14 + f}, f < 6 ? 1 : 0);
  }
  const auto targets = two_state_variables(network);
  const EvidenceVariations variations(Inference(network), evidence, observed_by(evidence), targets);
  std::vector<EvidenceChanges> asked;
  for (int repeat = 0; repeat < 40; ++repeat) {
    asked.push_back(random_changes(random, network, evidence));
  }

  const auto first = variations.present(asked).value();
  for (int again = 0; again < 2; ++again) {
    const auto table = variations.present(asked).value();
    for (std::size_t row = 0; row < asked.size(); ++row) {
      ASSERT_EQ(table.log_evidence(row), first.log_evidence(row));
      ASSERT_TRUE(std::ranges::equal(table.present(row), first.present(row)));
    }
  }
}

TEST(VariationTable, AskedFromSeveralThreadsIsTheSame) {
  tests::Random random(9);
  const Network network = clinic(random, 8, 10);
  Evidence evidence;
  for (std::size_t f = 0; f < 8; ++f) {
    evidence.observe(VariableId{8 + f}, f < 4 ? 1 : 0);
  }
  const auto targets = two_state_variables(network);
  const EvidenceVariations variations(Inference(network), evidence, observed_by(evidence), targets);
  const std::vector<EvidenceChanges> asked{
      {}, {{VariableId{9}, std::nullopt}}, {{VariableId{8}, 0}}};
  std::array<double, 4> found{};
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < found.size(); ++t) {
    threads.emplace_back([&, t] {
      for (int repeat = 0; repeat < 20; ++repeat) {
        found[t] = variations.present(asked)->present(1, 0);
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  const double expected = variations.present(asked)->present(1, 0);
  for (const double one : found) {
    EXPECT_EQ(one, expected);
  }
}

TEST(VariationTable, UnknownStateIsAnErrorThatNamesIt) {
  const Network network = tests::sprinkler();
  const EvidenceVariations variations(Inference(network), Evidence{}, {}, {});

  const auto table = variations.present(std::vector<EvidenceChanges>{{}, {{VariableId{0}, 7}}});

  ASSERT_FALSE(table);
  EXPECT_NE(table.error().message.find("state 7 is unknown"), std::string::npos)
      << table.error().message;
}

TEST(VariationTable, TargetsOfMoreStatesBreakTheContract) {
  Network::Builder builder;
  const auto band =
      builder.add({"band", {"young", "old", "older"}}, TableDistribution{{}, {0.2, 0.3, 0.5}});
  const Network network = builder.build().value();
  const EvidenceVariations variations(Inference(network), Evidence{}, {}, std::vector{band});

  EXPECT_THROW(static_cast<void>(variations.present(std::vector<EvidenceChanges>{{}})),
               std::logic_error);
}

}  // namespace
}  // namespace paraspinal::engine
