// One set of evidence as a sum of terms under other numbers, against probabilities worked out by
// hand, these in turn against enumeration.

#include "engine/parameter_terms.h"

#include <array>
#include <cmath>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "engine/compiled_network.h"
#include "engine/probability.h"
#include "tests/engine/changed_numbers.h"
#include "tests/support/enumerate.h"
#include "tests/support/generators.h"
#include "tests/support/networks.h"

namespace paraspinal::engine {
namespace {

using tests::Changes;
using tests::present;
using tests::Random;

constexpr std::size_t count_of_causes = 16;
constexpr VariableId stage{0};
constexpr VariableId smoker_variable{1};
constexpr VariableId first_cause{2};
constexpr VariableId fever_variable{2 + count_of_causes};
constexpr VariableId complaint_variable{3 + count_of_causes};

struct Numbers {
  double leak = 0;
  double strength = 1;
  double base = -2;
  double never_first = log_of_zero;  // the first cause is of the last stage alone
};

// Sixteen causes, each more common in some stages and in smokers, that bring the complaint; the
// first three bring fever.
Changes distributions(Random& random, const Numbers& numbers) {
  Changes all{{stage, TableDistribution{{}, {0.5, 0.3, 0.2}}}};
  const double smokers = 0.1 + 0.5 * random.uniform();
  all.push_back({smoker_variable, TableDistribution{{}, {1 - smokers, smokers}}});
  NoisyOr any{numbers.leak, {}, {}};
  NoisyOr hot{0.05 + 0.1 * random.uniform(), {}, {}};
  for (std::size_t c = 0; c < count_of_causes; ++c) {
    const VariableId cause{first_cause.index + c};
    LogOddsDistribution own{{stage}, {}, {{smoker_variable, random.uniform()}}};
    for (std::size_t s = 0; s < 3; ++s) {
      const bool impossible = c == 0 && s < 2;
      own.base.push_back(impossible ? numbers.never_first : numbers.base - random.uniform());
    }
    all.push_back({cause, own});
    any.raising.push_back({cause, c == 3 ? 0.5 : numbers.strength});
    if (c < 3) {
      hot.raising.push_back({cause, 0.2 + 0.6 * random.uniform()});
    }
  }
  all.push_back({fever_variable, hot});
  all.push_back({complaint_variable, any});
  return all;
}

Network network_of(const Changes& numbers) {
  Network::Builder builder;
  for (const auto& [variable, distribution] : numbers) {
    if (variable == stage) {
      builder.add({"stage", {"none", "early", "late"}}, distribution);
    } else {
      builder.add(two_state(tests::numbered("v", variable.index)), distribution);
    }
  }
  return builder.build().value();
}

Network clinic_in_stages() {
  Random random(1);
  return network_of(distributions(random, {}));
}

std::vector<VariableId> two_state_variables() {
  std::vector<VariableId> all;
  for (std::size_t i = smoker_variable.index; i <= complaint_variable.index; ++i) {
    all.push_back(VariableId{i});
  }
  return all;
}

Evidence feverish_complaint() {
  Evidence evidence;
  evidence.observe(fever_variable, 1);
  evidence.observe(complaint_variable, 1);
  return evidence;
}

std::vector<Evidence> in_each_stage(const Evidence& evidence) {
  std::vector<Evidence> parts;
  for (StateIndex state = 0; state < 3; ++state) {
    parts.push_back(evidence);
    parts.back().observe(stage, state);
  }
  return parts;
}

// The probability of the evidence and, with it, of each two-state variable being present.
struct Joint {
  double evidence = 0;
  std::array<double, count_of_causes> cause{};
  double smoker = 0;
  double fever = 0;
};

const NoisyOr& effect_of(const Changes& numbers, VariableId effect) {
  return std::get<NoisyOr>(numbers[effect.index].distribution);
}

// Of all causes in a stage, in smokers or others: the given effects are absent, whatever is true of
// the others. Causes are independent then, so that it is a product.
Joint with_absent(const Changes& numbers, std::size_t in_stage, bool smokes,
                  const std::vector<VariableId>& absent) {
  double leaks = 1;
  std::array<double, count_of_causes> kept;
  kept.fill(1);
  for (const VariableId effect : absent) {
    leaks *= 1 - effect_of(numbers, effect).leak;
    for (const NoisyOrLink& link : effect_of(numbers, effect).raising) {
      kept[link.parent.index - first_cause.index] *= 1 - link.strength;
    }
  }
  Joint joint{leaks};
  std::array<double, count_of_causes> prior{};
  std::array<double, count_of_causes> factor{};
  for (std::size_t c = 0; c < count_of_causes; ++c) {
    const auto& own = std::get<LogOddsDistribution>(numbers[first_cause.index + c].distribution);
    prior[c] = 1 / (1 + std::exp(-own.base[in_stage] - (smokes ? own.terms[0].weight : 0)));
    factor[c] = 1 - prior[c] + prior[c] * kept[c];
    joint.evidence *= factor[c];
  }
  for (std::size_t c = 0; c < count_of_causes; ++c) {
    joint.cause[c] = prior[c] * kept[c] * leaks;
    for (std::size_t other = 0; other < count_of_causes; ++other) {
      joint.cause[c] *= other == c ? 1 : factor[other];
    }
  }
  return joint;
}

void add(Joint& sum, const Joint& joint, double weight) {
  sum.evidence += weight * joint.evidence;
  for (std::size_t c = 0; c < count_of_causes; ++c) {
    sum.cause[c] += weight * joint.cause[c];
  }
}

// The complaint and, if it is known, fever are present: by inclusion and exclusion.
Joint both_present(const Changes& numbers, std::size_t in_stage, bool smokes, bool feverish) {
  Joint sum;
  add(sum, with_absent(numbers, in_stage, smokes, {}), 1);
  add(sum, with_absent(numbers, in_stage, smokes, {complaint_variable}), -1);
  if (feverish) {
    add(sum, with_absent(numbers, in_stage, smokes, {fever_variable}), -1);
    add(sum, with_absent(numbers, in_stage, smokes, {fever_variable, complaint_variable}), 1);
  }
  return sum;
}

// By hand: `stages` weighs each of them.
Joint worked(const Changes& numbers, const std::array<double, 3>& stages, bool feverish) {
  const auto& in_stage = std::get<TableDistribution>(numbers[stage.index].distribution).values;
  const auto& smokes =
      std::get<TableDistribution>(numbers[smoker_variable.index].distribution).values;
  Joint all;
  for (std::size_t s = 0; s < 3; ++s) {
    for (const bool k : {false, true}) {
      const double weight = stages[s] * in_stage[s] * smokes[k ? 1 : 0];
      const Joint joint = both_present(numbers, s, k, feverish);
      add(all, joint, weight);
      all.smoker += k ? weight * joint.evidence : 0;
      all.fever += weight * both_present(numbers, s, k, true).evidence;
    }
  }
  return all;
}

// What stages the evidence weighs how, and whether there is fever in it.
Joint worked(const Changes& numbers, const Evidence& evidence) {
  std::array<double, 3> stages{1, 1, 1};
  const auto known = evidence.items().find(stage);
  if (known != evidence.items().end()) {
    const auto* likelihood = std::get_if<Likelihood>(&known->second);
    for (StateIndex s = 0; s < 3; ++s) {
      stages[s] = likelihood != nullptr                      ? (*likelihood)[s]
                  : std::get<StateIndex>(known->second) == s ? 1
                                                             : 0;
    }
  }
  return worked(numbers, stages, evidence.items().contains(fever_variable));
}

void expect_worked(const VariationTable& table, const std::vector<Changes>& changes,
                   const Evidence& evidence) {
  ASSERT_EQ(table.size(), changes.size());
  for (std::size_t row = 0; row < changes.size(); ++row) {
    SCOPED_TRACE(row);
    const Joint expected = worked(changes[row], evidence);
    EXPECT_NEAR(table.log_evidence(row), std::log(expected.evidence), 1e-10);
    EXPECT_NEAR(table.present(row, 0), expected.smoker / expected.evidence, 1e-10);
    for (std::size_t c = 0; c < count_of_causes; ++c) {
      EXPECT_NEAR(table.present(row, 1 + c), expected.cause[c] / expected.evidence, 1e-10);
    }
    EXPECT_NEAR(table.present(row, 1 + count_of_causes), expected.fever / expected.evidence, 1e-10);
    EXPECT_NEAR(table.present(row, 2 + count_of_causes), 1, 1e-10);
  }
}

// Of networks with other numbers, against what is worked out by hand.
void expect_agreement(const std::vector<Changes>& changes, const Evidence& evidence,
                      std::span<const Evidence> parts) {
  const Network network = clinic_in_stages();
  const Inference inference(network);
  const auto targets = two_state_variables();

  expect_worked(present(ParameterVariations(inference, evidence, targets, parts), changes).value(),
                changes, evidence);
}

std::vector<Changes> redrawn(std::size_t count, const Numbers& numbers) {
  Random random(2);
  std::vector<Changes> all;
  for (std::size_t i = 0; i < count; ++i) {
    all.push_back(distributions(random, numbers));
  }
  return all;
}

TEST(ParameterTerms, WhatIsWorkedOutAgreesWithEnumeration) {
  const Evidence evidence = in_each_stage(feverish_complaint()).back();
  const Changes numbers = redrawn(1, {.leak = 0.01, .strength = 0.8}).front();

  const tests::Enumeration reference = tests::enumerate(network_of(numbers), evidence);
  const Joint joint = worked(numbers, evidence);

  EXPECT_NEAR(joint.evidence, reference.evidence, 1e-12);
  EXPECT_NEAR(joint.smoker / joint.evidence, reference.marginals[smoker_variable.index][1], 1e-10);
  for (std::size_t c = 0; c < count_of_causes; ++c) {
    EXPECT_NEAR(joint.cause[c] / joint.evidence, reference.marginals[first_cause.index + c][1],
                1e-10);
  }
}

TEST(ParameterTerms, OfAFindingOfManyCausesAgreeWithWhatIsWorkedOut) {
  Evidence evidence = feverish_complaint();
  evidence.observe(stage, 1);

  expect_agreement(redrawn(11, {}), evidence, {});
}

TEST(ParameterTerms, OfPartsAgreeWithWhatIsWorkedOut) {
  const Evidence evidence = feverish_complaint();

  expect_agreement(redrawn(11, {}), evidence, in_each_stage(evidence));
}

TEST(ParameterTerms, OfPartsOfWhatIsSoftlyKnownAgreeWithWhatIsWorkedOut) {
  Evidence evidence = feverish_complaint();
  evidence.observe(stage, Likelihood{0, 1, 1});
  std::vector<Evidence> parts = in_each_stage(feverish_complaint());
  parts.erase(parts.begin());

  expect_agreement(redrawn(11, {}), evidence, parts);
}

// The complaint has a probability below 0.001 in two of them: it would be all but taken away.
TEST(ParameterTerms, ThatWouldCancelAreAskedAlone) {
  Evidence evidence;
  evidence.observe(complaint_variable, 1);
  auto changes = redrawn(9, {});
  changes[2] = redrawn(1, {.base = -10}).front();
  changes[5] = redrawn(1, {.base = -12}).front();

  expect_agreement(changes, evidence, in_each_stage(evidence));
}

// Under these numbers no plan of terms serves: each is answered all the same.
TEST(ParameterTerms, NumbersThatUndoWhatWasTakenForCertainAgreeWithWhatIsWorkedOut) {
  Evidence evidence = feverish_complaint();
  evidence.observe(stage, 0);
  auto changes = redrawn(10, {});
  changes[1] = redrawn(1, {.strength = 0.9}).front();
  changes[3] = redrawn(1, {.never_first = -1}).front();
  changes[4] = redrawn(1, {.leak = 0.01}).front();

  expect_agreement(changes, evidence, {});
}

TEST(ParameterTerms, ServeAndHoldAsLongAsWhatIsCertainStaysSo) {
  const Network network = clinic_in_stages();
  const Inference inference(network);
  Evidence evidence = feverish_complaint();
  evidence.observe(stage, 0);
  const auto terms = ParameterTerms::of(inference, evidence, {}, two_state_variables());
  const std::vector<bool> relevant(network.size(), true);
  const auto serve = [&](const Numbers& numbers) {
    return terms->serve(redrawn(1, numbers).front(), relevant);
  };
  const auto hold = [&](const Numbers& numbers) {
    const Network other = network_of(redrawn(1, numbers).front());
    return terms->hold(CompiledNetwork(other));
  };

  ASSERT_TRUE(terms);
  EXPECT_TRUE(serve({}));
  EXPECT_FALSE(serve({.strength = 0.9}));
  EXPECT_FALSE(serve({.leak = 0.01}));
  EXPECT_TRUE(hold({}));
  EXPECT_FALSE(hold({.never_first = -1}));
}

TEST(ParameterTerms, AreTwoForEachPartWithAFindingOfManyCausesAndOneForAnother) {
  const Network network = clinic_in_stages();
  const Inference inference(network);
  Evidence feverish;
  feverish.observe(fever_variable, 1);
  const auto signs = [&](const Evidence& evidence) {
    std::vector<double> all;
    const auto terms = ParameterTerms::of(inference, evidence, {}, two_state_variables());
    for (const ParameterTerm& term : terms->terms()) {
      all.push_back(term.sign);
    }
    return all;
  };

  EXPECT_EQ(signs(feverish_complaint()), (std::vector<double>{1, -1}));
  EXPECT_EQ(signs(feverish), (std::vector<double>{1}));
}

TEST(ParameterTerms, OfWrongEvidenceAreNone) {
  const Network network = clinic_in_stages();
  Evidence evidence;
  evidence.observe(fever_variable, 7);

  EXPECT_FALSE(ParameterTerms::of(Inference(network), evidence, {}, two_state_variables()));
}

TEST(ParameterTerms, OfAPartBesideTheNetworkBreakTheContract) {
  const Network network = clinic_in_stages();
  const Inference inference(network);
  Evidence part;
  part.observe(VariableId{99}, 1);

  EXPECT_THROW(ParameterVariations(inference, {}, two_state_variables(), std::array{part}),
               std::logic_error);
}

// P(e) = 0.5 + 0.3 - 0.1 - 0.2 and P(target, e) = 0.2 + 0.06 - 0.02 - 0.04.
TEST(SumOfTerms, IsThatOfTheirProbabilities) {
  std::vector<ParameterTerm> terms(4);
  std::vector<VariationTable> tables;
  const std::array shares{0.5, 0.1, 0.3, 0.2};
  const std::array present_in{0.4, 0.2, 0.2, 0.2};
  for (std::size_t k = 0; k < terms.size(); ++k) {
    terms[k].sign = k % 2 == 0 ? 1 : -1;
    tables.emplace_back(1).append(std::log(shares[k]), std::array{present_in[k]});
  }
  std::vector<double> present;

  const auto log_evidence = sum_of_terms(terms, tables, 0, present);

  ASSERT_TRUE(log_evidence);
  EXPECT_NEAR(*log_evidence, std::log(0.5), 1e-14);
  EXPECT_NEAR(present[0], 0.2 / 0.5, 1e-14);
}

TEST(SumOfTerms, OfImpossibleTermsIsImpossible) {
  const std::vector<ParameterTerm> terms(2);
  std::vector<VariationTable> tables(2, VariationTable(1));
  for (VariationTable& table : tables) {
    table.append(log_of_zero, std::array{0.0});
  }
  std::vector<double> present;

  EXPECT_EQ(sum_of_terms(terms, tables, 0, present), log_of_zero);
  EXPECT_EQ(present, std::vector<double>{0});
}

TEST(SumOfTerms, OfWhichTooLittleIsLeftIsNothing) {
  std::vector<ParameterTerm> terms(2);
  terms[1].sign = -1;
  std::vector<VariationTable> tables(2, VariationTable(1));
  tables[0].append(std::log(0.5), std::array{0.4});
  tables[1].append(std::log(0.4999), std::array{0.4});
  std::vector<double> present;

  EXPECT_FALSE(sum_of_terms(terms, tables, 0, present));
}

}  // namespace
}  // namespace paraspinal::engine
