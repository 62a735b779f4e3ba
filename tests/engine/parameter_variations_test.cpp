// The same evidence in networks with other numbers, against enumeration and against a new
// Inference of each.

#include "engine/parameter_variations.h"

#include <array>
#include <cmath>
#include <map>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/changed_network.h"
#include "tests/engine/changed_numbers.h"
#include "tests/engine/variables.h"
#include "tests/support/enumerate.h"
#include "tests/support/generators.h"
#include "tests/support/networks.h"
#include "tests/support/repeated.h"

namespace paraspinal::engine {
namespace {

using tests::all_of;
using tests::Changes;
using tests::present;
using tests::Random;

// Other numbers of the same structure; with the chance `keep` a 0 or 1 stays what it is.
struct Redrawing {
  Random& random;
  double keep;
  std::size_t states;

  double probability(double before) const {
    return (before == 0 || before == 1) && random.chance(keep) ? before
                                                               : 0.02 + 0.96 * random.uniform();
  }

  std::vector<double> rows(const std::vector<double>& before) const {
    std::vector<double> after(before.size());
    for (std::size_t begin = 0; begin < before.size(); begin += states) {
      double sum = 0;
      for (std::size_t i = begin; i < begin + states; ++i) {
        after[i] = before[i] == 0 && random.chance(keep) ? 0 : 0.05 + random.uniform();
        sum += after[i];
      }
      for (std::size_t i = begin; i < begin + states; ++i) {
        after[i] /= sum;
      }
    }
    return after;
  }

  Distribution operator()(const TableDistribution& table) const {
    return TableDistribution{table.parents, rows(table.values)};
  }
  Distribution operator()(NoisyOr noisy_or) const {
    noisy_or.leak = probability(noisy_or.leak);
    for (auto* links : {&noisy_or.raising, &noisy_or.lowering}) {
      for (NoisyOrLink& link : *links) {
        link.strength = probability(link.strength);
      }
    }
    return noisy_or;
  }
  Distribution operator()(LogOddsDistribution logistic) const {
    for (double& base : logistic.base) {
      base = std::isinf(base) && random.chance(keep) ? base : 6 * random.uniform() - 3;
    }
    for (LogOddsTerm& term : logistic.terms) {
      term.weight = 6 * random.uniform() - 3;
    }
    return logistic;
  }
  Distribution operator()(NoisyMax noisy_max) const {
    noisy_max.leak = rows(noisy_max.leak);
    for (NoisyMaxLink& link : noisy_max.links) {
      link.values = rows(link.values);
    }
    return noisy_max;
  }
};

// About `share` of the variables.
std::vector<ChangedDistribution> redrawn(Random& random, const Network& network, double share,
                                         double keep) {
  std::vector<ChangedDistribution> changes;
  for (const VariableId id : all_of(network)) {
    if (random.chance(share)) {
      const Redrawing redrawing{random, keep, network.variable(id).states.size()};
      changes.push_back({id, std::visit(redrawing, network.distribution(id))});
    }
  }
  return changes;
}

Network changed(const Network& network, const std::vector<ChangedDistribution>& changes) {
  std::map<VariableId, Distribution> distributions;
  for (const ChangedDistribution& change : changes) {
    distributions.emplace(change.variable, change.distribution);
  }
  return with_distributions(network, distributions).value();
}

void expect_same(const Result<Posterior>& answer, const Network& network, const Evidence& evidence,
                 const std::vector<VariableId>& targets) {
  const auto expected = Inference(network).posterior(evidence, targets);
  const tests::Enumeration reference = tests::enumerate(network, evidence);
  ASSERT_EQ(answer.has_value(), reference.evidence > 0);
  ASSERT_EQ(answer.has_value(), expected.has_value());
  if (!answer) {
    EXPECT_EQ(answer.error().kind, ErrorKind::impossible);
    return;
  }
  EXPECT_NEAR(answer->log_evidence(), std::log(reference.evidence), 1e-10);
  for (const VariableId target : targets) {
    const auto marginal = answer->marginal(target);
    ASSERT_EQ(marginal.size(), network.variable(target).states.size());
    for (std::size_t s = 0; s < marginal.size(); ++s) {
      EXPECT_NEAR(marginal[s], reference.marginals[target.index][s], 1e-10);
      EXPECT_NEAR(marginal[s], expected->marginal(target)[s], 1e-12);
    }
  }
}

struct Served {
  std::size_t yes = 0;
  std::size_t no = 0;
};

// Random networks, each in several variations.
Served expect_agreement(std::uint64_t seed, double zeros, double keep, std::size_t networks) {
  Random random(seed);
  Served served;
  for (std::size_t n = 0; n < networks; ++n) {
    SCOPED_TRACE("seed " + std::to_string(seed) + ", network " + std::to_string(n));
    const Network network = tests::random_network(random, {.variables = 8, .zeros = zeros});
    const Evidence evidence = tests::random_evidence(random, network, 0.4);
    std::vector<VariableId> targets;
    for (const VariableId id : all_of(network)) {
      if (random.chance(0.6)) {
        targets.push_back(id);
      }
    }
    const Inference inference(network);
    const ParameterVariations variations(inference, evidence, targets);
    for (std::size_t v = 0; v < 6; ++v) {
      const auto changes = redrawn(random, network, 0.7, keep);
      ++(variations.serves(changes) ? served.yes : served.no);
      expect_same(variations.posterior(changes), changed(network, changes), evidence, targets);
    }
  }
  return served;
}

TEST(ParameterVariations, OfEveryKindOfDistributionAgreeWithEnumerationAndANewInference) {
  const Served served = expect_agreement(11, 0, 1, tests::repeated(200));

  EXPECT_EQ(served.no, 0U);
}

TEST(ParameterVariations, WithZerosThatStayAgreeWithEnumerationAndANewInference) {
  const Served served = expect_agreement(12, 0.15, 1, tests::repeated(200));

  EXPECT_GT(served.yes,
            tests::repeated(1100));  // the few others have equal noisy-MAX rows that come apart
}

TEST(ParameterVariations, WithZerosThatVanishAgreeAllTheSame) {
  const Served served = expect_agreement(13, 0.15, 0.5, tests::repeated(200));

  EXPECT_GT(served.yes, tests::repeated(300));
  EXPECT_GT(served.no, tests::repeated(150));
}

// Causes of a finding that is present, one of them with a log-odds over a table's limit, another
// finding with a leak so small that it stands as a chain.
Network clinic_with_a_chain() {
  Network::Builder builder;
  std::vector<VariableId> risks;
  LogOddsDistribution disease{{}, {-3}, {}};
  for (std::size_t i = 0; i < 11; ++i) {
    risks.push_back(
        builder.add(two_state(tests::numbered("r", i)), TableDistribution{{}, {0.7, 0.3}}));
    disease.terms.push_back({risks.back(), 0.2 * static_cast<double>(i) - 0.6});
  }
  std::vector<VariableId> causes{builder.add(two_state("d"), disease)};
  for (std::size_t i = 0; i < 5; ++i) {
    causes.push_back(
        builder.add(two_state(tests::numbered("c", i)), TableDistribution{{}, {0.9, 0.1}}));
  }
  NoisyOr common{0.05, {}, {}};
  NoisyOr rare{1e-9, {}, {}};
  for (const VariableId cause : causes) {
    common.raising.push_back({cause, 0.4});
    rare.raising.push_back({cause, 0.2});
  }
  common.lowering.push_back({risks[0], 0.5});
  builder.add(two_state("common"), common);
  builder.add(two_state("rare"), rare);
  return builder.build().value();
}

Evidence both_present(const Network& network) {
  Evidence evidence;
  evidence.observe(*network.find("common"), 1);
  evidence.observe(*network.find("rare"), 1);
  evidence.observe(*network.find("r3"), 1);
  return evidence;
}

TEST(ParameterVariations, OfLargeLogOddsStarsAndChainsAgree) {
  const Network network = clinic_with_a_chain();
  const Inference inference(network);
  const Evidence evidence = both_present(network);
  const auto targets = all_of(network);
  const ParameterVariations variations(inference, evidence, targets);
  Random random(14);

  for (std::size_t v = 0; v < tests::repeated(10); ++v) {
    const auto changes = redrawn(random, network, 0.8, 1);
    ASSERT_TRUE(variations.serves(changes));
    expect_same(variations.posterior(changes), changed(network, changes), evidence, targets);
  }
}

TEST(ParameterVariations, DoNotDependOnWhatWasAskedBefore) {
  const Network network = clinic_with_a_chain();
  const Inference inference(network);
  const Evidence evidence = both_present(network);
  const auto targets = all_of(network);
  const ParameterVariations variations(inference, evidence, targets);
  Random random(15);
  const auto some = redrawn(random, network, 0.5, 1);
  const auto others = redrawn(random, network, 0.5, 1);

  const double unchanged = variations.posterior({})->log_evidence();
  const double first = variations.posterior(some)->log_evidence();
  variations.posterior(others).value();

  EXPECT_EQ(variations.posterior(some)->log_evidence(), first);
  EXPECT_EQ(variations.posterior({})->log_evidence(), unchanged);
  EXPECT_NEAR(unchanged, inference.posterior(evidence)->log_evidence(), 1e-12);
}

TEST(ParameterVariations, OfSeveralThreadsGiveTheSameBits) {
  const Network network = clinic_with_a_chain();
  const Inference inference(network);
  const ParameterVariations variations(inference, both_present(network), all_of(network));
  constexpr std::size_t count = 40;
  std::vector<std::vector<ChangedDistribution>> changes;
  Random random(16);
  for (std::size_t i = 0; i < count; ++i) {
    changes.push_back(redrawn(random, network, 0.5, 1));
  }
  std::array<std::vector<double>, 2> found;

  std::array<std::thread, 2> threads;
  for (std::size_t t = 0; t < threads.size(); ++t) {
    threads[t] = std::thread([&, t] {
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = t == 0 ? i : count - 1 - i;
        found[t].push_back(variations.posterior(changes[at])->log_evidence());
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }

  std::reverse(found[1].begin(), found[1].end());
  EXPECT_EQ(found[0], found[1]);
}

TEST(ParameterVariations, AtOnceGiveWhatEachGivesAlone) {
  Random random(17);
  for (std::size_t n = 0; n < 40; ++n) {
    SCOPED_TRACE(n);
    const Network network = tests::random_network(random, {.variables = 9, .zeros = 0.1});
    std::vector<VariableId> targets;
    for (const VariableId id : all_of(network)) {
      if (network.variable(id).states.size() == 2) {
        targets.push_back(id);
      }
    }
    const Inference inference(network);
    const Evidence evidence = tests::random_evidence(random, network, 0.4);
    const ParameterVariations variations(inference, evidence, targets);
    std::vector<Changes> changes;
    for (std::size_t v = 0; v < 21; ++v) {
      changes.push_back(redrawn(random, network, 0.7, v < 10 ? 1 : 0.8));
    }
    const VariationTable table = present(variations, changes).value();
    ASSERT_EQ(table.size(), changes.size());
    for (std::size_t v = 0; v < changes.size(); ++v) {
      const auto alone = variations.posterior(changes[v]);
      ASSERT_EQ(table.impossible(v), !alone.has_value());
      for (std::size_t t = 0; alone && t < targets.size(); ++t) {
        EXPECT_NEAR(table.log_evidence(v), alone->log_evidence(), 1e-11);
        EXPECT_NEAR(table.present(v, t), alone->present(targets[t]), 1e-12);
      }
    }
  }
}

TEST(ParameterVariations, AtOnceAreTheSameBitsEachTime) {
  const Network network = clinic_with_a_chain();
  const Inference inference(network);
  const ParameterVariations variations(inference, both_present(network), all_of(network));
  Random random(18);
  std::vector<Changes> changes;
  for (std::size_t i = 0; i < 13; ++i) {
    changes.push_back(redrawn(random, network, 0.5, 1));
  }
  const auto bits = [&] {
    const VariationTable table = present(variations, changes).value();
    std::vector<double> found;
    for (std::size_t v = 0; v < changes.size(); ++v) {
      found.push_back(table.log_evidence(v));
    }
    return found;
  };

  EXPECT_EQ(bits(), bits());
}

TEST(ParameterVariations, AtOnceRefuseNumbersThatNoNetworkMayHold) {
  const Network network = clinic_with_a_chain();
  const Inference inference(network);
  const ParameterVariations variations(inference, both_present(network), all_of(network));

  const auto table =
      present(variations, {{}, {{VariableId{0}, TableDistribution{{}, {0.7, 0.4}}}}, {}});

  ASSERT_FALSE(table);
  EXPECT_THAT(table.error().message, ::testing::HasSubstr("variable 'r0': table row 0 sums to"));
}

TEST(ParameterVariations, AtOnceAreOfTargetsWithTwoStates) {
  Network::Builder builder;
  const VariableId colour =
      builder.add({"colour", {"red", "green", "blue"}}, TableDistribution{{}, {0.2, 0.3, 0.5}});
  const Network network = builder.build().value();
  const ParameterVariations variations(Inference(network), {}, std::array{colour});

  EXPECT_THROW(present(variations, {{}}), std::logic_error);
}

TEST(ParameterVariations, HangOnEvidenceTargetsAndTheirAncestorsOnly) {
  const Network network = clinic_with_a_chain();
  Evidence evidence;
  evidence.observe(*network.find("r0"), 1);
  const std::array targets{*network.find("c1")};
  const Inference inference(network);

  const ParameterVariations variations(inference, evidence, targets);

  EXPECT_THAT(std::vector(variations.variables().begin(), variations.variables().end()),
              ::testing::ElementsAre(*network.find("r0"), *network.find("c1")));
}

TEST(ParameterVariations, ACauseThatGainsAnEffectOrALeakThatVanishesIsNotServed) {
  Network::Builder builder;
  const VariableId a = builder.add(two_state("a"), TableDistribution{{}, {0.5, 0.5}});
  const VariableId b = builder.add(two_state("b"), TableDistribution{{}, {0.5, 0.5}});
  const VariableId effect = builder.add(two_state("e"), NoisyOr{0.1, {{a, 0}, {b, 0.3}}, {}});
  const Network network = builder.build().value();
  Evidence evidence;
  evidence.observe(effect, 1);
  const Inference inference(network);
  const ParameterVariations variations(inference, evidence, all_of(network));
  const auto with = [&](double leak, double strength_a, double strength_b) {
    return std::vector<ChangedDistribution>{
        {effect, NoisyOr{leak, {{a, strength_a}, {b, strength_b}}, {}}}};
  };

  EXPECT_TRUE(variations.serves(with(0.2, 0, 0.9)));
  EXPECT_TRUE(variations.serves(with(0.2, 0, 0)));
  EXPECT_FALSE(variations.serves(with(0.2, 0.1, 0.9)));
  EXPECT_FALSE(variations.serves(with(1e-9, 0, 0.9)));
  // P(a | e) by hand: 0.5 (1 - 0.8 0.9 0.55) / (0.5 (1 - 0.8 0.9 0.55) + 0.5 (1 - 0.8 0.55))
  EXPECT_NEAR(variations.posterior(with(0.2, 0.1, 0.9))->present(a), 0.604 / (0.604 + 0.56), 1e-12);
}

TEST(ParameterVariations, NumbersThatNoNetworkMayHoldAreTheBuildersError) {
  const Network network = clinic_with_a_chain();
  const Inference inference(network);
  const ParameterVariations variations(inference, both_present(network), all_of(network));

  const auto answer = variations.posterior(
      std::vector<ChangedDistribution>{{VariableId{0}, TableDistribution{{}, {0.7, 0.4}}}});

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::invalid_argument);
  EXPECT_THAT(answer.error().message, ::testing::HasSubstr("variable 'r0': table row 0 sums to"));
}

TEST(ParameterVariations, EvidenceOnAnUnknownVariableIsTheErrorOfInference) {
  const Network network = clinic_with_a_chain();
  const Inference inference(network);
  Evidence evidence;
  evidence.observe(VariableId{99}, 0);

  const auto answer = ParameterVariations(inference, evidence, all_of(network)).posterior({});

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().message, inference.posterior(evidence).error().message);
}

TEST(ParameterVariations, OtherParentsBreakTheContract) {
  const Network network = clinic_with_a_chain();
  const Inference inference(network);
  const ParameterVariations variations(inference, both_present(network), all_of(network));
  const VariableId common = *network.find("common");

  EXPECT_THROW(variations.posterior(std::vector<ChangedDistribution>{{common, NoisyOr{}}}),
               std::logic_error);
}

}  // namespace
}  // namespace paraspinal::engine
