// Targets that no evidence bears on, against enumeration; and which ones those are.

#include "engine/barren_targets.h"

#include <gtest/gtest.h>

#include "engine/inference.h"
#include "engine/plan_cache.h"
#include "tests/engine/people.h"
#include "tests/support/enumerate.h"
#include "tests/support/generators.h"
#include "tests/support/networks.h"

namespace paraspinal::engine {
namespace {

std::vector<std::optional<double>> barren(const Network& network, const Evidence& evidence,
                                          const std::vector<VariableId>& changeable,
                                          const std::vector<VariableId>& targets) {
  const Inference inference(network);
  return barren_targets(inference.compiled(), check(network, evidence).value(), changeable, targets,
                        inference.plan_cache().ancestral_answers());
}

TEST(BarrenTargets, AgreeWithEnumerationWhateverIsFoundOrRetracted) {
  std::size_t found = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    tests::Random random(seed);
    const tests::People people = tests::random_people(random);
    Evidence evidence;
    evidence.observe(people.setting, random.below(2));
    for (const VariableId risk : people.risks) {
      if (random.chance(0.5)) {
        evidence.observe(risk, random.below(2));
      }
    }
    const std::vector<VariableId> changeable{people.findings[seed % 2]};
    evidence.observe(changeable[0], 1);

    const auto known = barren(people.network, evidence, changeable, people.causes);

    Evidence retracted = evidence;
    retracted.forget(changeable[0]);
    for (const Evidence& variation : {evidence, retracted}) {
      const tests::Enumeration reference = tests::enumerate(people.network, variation);
      for (std::size_t t = 0; t < people.causes.size(); ++t) {
        if (known[t]) {
          ++found;
          EXPECT_NEAR(*known[t], reference.marginals[people.causes[t].index][1], 1e-13)
              << "seed " << seed << " cause " << t;
        }
      }
    }
  }
  EXPECT_GT(found, 10U);
}

// Two causes of one risk factor, one of another; a finding of the first cause.
constexpr VariableId shared{0};
constexpr VariableId own{1};
constexpr VariableId found_cause{2};
constexpr VariableId beside{3};
constexpr VariableId finding{5};

Network risky() {
  Network::Builder builder;
  builder.add(two_state("shared"), TableDistribution{{}, {0.7, 0.3}});
  builder.add(two_state("own"), TableDistribution{{}, {0.6, 0.4}});
  for (const auto& [name, risk] :
       {std::pair{"found", shared}, std::pair{"beside", shared}, std::pair{"apart", own}}) {
    builder.add(two_state(name), TableDistribution{{risk}, {0.9, 0.1, 0.5, 0.5}});
  }
  builder.add(two_state("finding"), TableDistribution{{found_cause}, {0.8, 0.2, 0.1, 0.9}});
  return builder.build().value();
}

TEST(BarrenTargets, AreNotThoseBelowSomethingUnobservedThatBearsOnEvidence) {
  const Network network = risky();
  const std::vector<VariableId> targets{found_cause, beside};
  Evidence evidence;
  evidence.observe(finding, 1);

  EXPECT_FALSE(barren(network, evidence, {}, targets)[0]);
  EXPECT_FALSE(barren(network, evidence, {}, targets)[1]);

  evidence.observe(shared, 1);
  EXPECT_FALSE(barren(network, evidence, {}, targets)[0]);
  ASSERT_TRUE(barren(network, evidence, {}, targets)[1]);
  EXPECT_NEAR(*barren(network, evidence, {}, targets)[1], 0.5, 1e-15);
}

TEST(BarrenTargets, AreNotThoseBelowAChangeableVariable) {
  const Network network = risky();
  Evidence evidence;
  evidence.observe(shared, 1);

  EXPECT_FALSE(barren(network, evidence, {shared}, {beside})[0]);
  EXPECT_FALSE(barren(network, evidence, {beside}, {beside})[0]);
}

TEST(BarrenTargets, AreNotThoseObservedOrOfSoftEvidence) {
  const Network network = risky();
  Evidence evidence;
  evidence.observe(shared, 1);
  evidence.observe(beside, 0);

  EXPECT_FALSE(barren(network, evidence, {}, {beside})[0]);

  evidence.observe(beside, Likelihood{0.5, 0.2});
  EXPECT_FALSE(barren(network, evidence, {}, {beside})[0]);
}

TEST(AncestralAnswers, TellTheStatesAboveApartAndNothingElse) {
  const Network network = risky();
  const Inference inference(network);
  AncestralAnswers answers;
  AncestralAnswers::States states(network.size());
  states.at(shared.index) = 1;
  const std::vector<std::size_t> asked{beside.index};
  std::vector<std::optional<double>> value(1);

  answers.keep(inference.compiled(), states, beside.index, 0.5);

  states.at(own.index) = 0;  // stands above another variable only
  answers.look_up(inference.compiled(), states, asked, value);
  EXPECT_EQ(value[0], 0.5);
  for (const std::optional<StateIndex> other : {std::optional<StateIndex>(0), {}}) {
    value[0].reset();
    states.at(shared.index) = other;
    answers.look_up(inference.compiled(), states, asked, value);
    EXPECT_FALSE(value[0]);
  }
}

TEST(AncestralAnswers, TellManyStatesAboveApart) {
  constexpr std::size_t places = 100;
  Network::Builder builder;
  Variable place{"place", {}};
  std::vector<double> shares(places, 1.0 / places);
  std::vector<double> rows;
  for (std::size_t i = 0; i < places; ++i) {
    place.states.push_back(std::to_string(i));
    rows.insert(rows.end(), {0.5, 0.5});
  }
  const VariableId above = builder.add(place, TableDistribution{{}, shares});
  const VariableId below = builder.add(two_state("below"), TableDistribution{{above}, rows});
  const Network network = builder.build().value();
  const Inference inference(network);
  AncestralAnswers answers;
  AncestralAnswers::States states(network.size());
  for (std::size_t i = 0; i < places; i += 2) {
    states.at(above.index) = i;
    answers.keep(inference.compiled(), states, below.index, static_cast<double>(i));
  }

  for (std::size_t i = 0; i < places; ++i) {
    states.at(above.index) = i;
    std::vector<std::optional<double>> value(1);
    answers.look_up(inference.compiled(), states, std::vector<std::size_t>{below.index}, value);
    EXPECT_EQ(value[0], i % 2 == 0 ? std::optional(static_cast<double>(i)) : std::nullopt);
  }
}

}  // namespace
}  // namespace paraspinal::engine
