// States that follow from what is observed, on networks small enough to see them.

#include "engine/implied.h"

#include <vector>

#include <gtest/gtest.h>

#include "engine/common_plan.h"
#include "engine/inference.h"
#include "engine/probability.h"
#include "tests/engine/agreement.h"
#include "tests/support/networks.h"

namespace paraspinal::engine {
namespace {

constexpr VariableId sex_id{0};
constexpr VariableId smoker_id{1};
constexpr VariableId obese{2};
constexpr VariableId abruption{3};
constexpr VariableId shock{4};
constexpr VariableId bleeding{5};
constexpr VariableId faint{6};

// Abruption is of women alone, whatever the risk factors; shock comes of abruption alone.
Network pregnancies() {
  Network::Builder builder;
  builder.add({"sex", {"man", "woman"}}, TableDistribution{{}, {0.5, 0.5}});
  builder.add(two_state("smoker"), TableDistribution{{}, {0.7, 0.3}});
  builder.add(two_state("obese"), TableDistribution{{}, {0.8, 0.2}});
  builder.add(two_state("abruption"),
              LogOddsDistribution{{sex_id}, {log_of_zero, -2}, {{smoker_id, 1.5}, {obese, 1}}});
  builder.add(two_state("shock"), NoisyOr{0, {{abruption, 0.6}}, {}});
  builder.add(two_state("bleeding"), NoisyOr{0.1, {{abruption, 0.8}}, {}});
  builder.add(two_state("faint"), NoisyOr{0.05, {{shock, 0.7}, {obese, 0.1}}, {}});
  return builder.build().value();
}

Observation with_implied(const Inference& inference, const Evidence& evidence,
                         std::vector<VariableId> changeable = {}) {
  Observation observation = check(inference.network(), evidence).value();
  find_implied(inference.compiled(), observation, changeable);
  return observation;
}

Evidence of_a_man() {
  Evidence evidence;
  evidence.observe(sex_id, 0);
  return evidence;
}

TEST(Implied, InfiniteBaseOfTheKnownContextAndAllCausesAbsentAreCertain) {
  const Network network = pregnancies();
  const Inference inference(network);

  const Observation observation = with_implied(inference, of_a_man());

  EXPECT_EQ(observation.state[abruption.index], StateIndex{0});
  EXPECT_EQ(observation.state[shock.index], StateIndex{0});
  EXPECT_TRUE(observation.is_implied(abruption.index));
  EXPECT_TRUE(observation.is_implied(shock.index));
  EXPECT_FALSE(observation.state[smoker_id.index]);
  EXPECT_FALSE(observation.state[bleeding.index]);
  EXPECT_EQ(observation.observed, std::vector{sex_id});
}

TEST(Implied, NothingFollowsFromFiniteBasesOrFromWhatMayChange) {
  const Network network = pregnancies();
  const Inference inference(network);
  Evidence woman;
  woman.observe(sex_id, 1);

  EXPECT_FALSE(with_implied(inference, woman).state[abruption.index]);
  EXPECT_FALSE(with_implied(inference, of_a_man(), {sex_id}).state[abruption.index]);
  EXPECT_FALSE(with_implied(inference, of_a_man(), {abruption}).state[abruption.index]);
}

TEST(Implied, ObservedAsItFollowsIsMarkedAndObservedOtherwiseIsNot) {
  const Network network = pregnancies();
  const Inference inference(network);
  Evidence absent = of_a_man();
  absent.observe(abruption, 0);
  Evidence present = of_a_man();
  present.observe(abruption, 1);

  EXPECT_TRUE(with_implied(inference, absent).is_implied(abruption.index));
  EXPECT_FALSE(with_implied(inference, present).is_implied(abruption.index));
  EXPECT_FALSE(inference.posterior(present));
}

TEST(Implied, AnswersAgreeWithEnumeration) {
  const Network network = pregnancies();
  for (const StateIndex who : {StateIndex{0}, StateIndex{1}}) {
    Evidence evidence;
    evidence.observe(sex_id, who);
    tests::expect_agreement(network, evidence);
    evidence.observe(bleeding, 1);
    evidence.observe(faint, 1);
    tests::expect_agreement(network, evidence);
  }
}

TEST(Implied, ParentsOfWhatFollowsAreNotJoined) {
  const Network network = pregnancies();
  const Inference inference(network);
  const std::vector<bool> all(network.size(), true);
  const auto entries = [&](const Observation& observation) {
    return make_common_plan(inference.compiled(), observation, all, true)->plan.entries;
  };

  EXPECT_LT(entries(with_implied(inference, of_a_man())),
            entries(check(network, of_a_man()).value()));
}

}  // namespace
}  // namespace paraspinal::engine
