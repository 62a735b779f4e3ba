// What holds of the weights of every explanation, over seeded random people. A failure prints its
// seed. The laws of urgency, gates, repetition and advice are in the files named after them.

#include <gtest/gtest.h>

#include "engine/probability.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

constexpr std::uint64_t law_people = PARASPINAL_LAW_PEOPLE;

TEST(Laws, WeightsOfEveryConditionSumToItsChangeInLogOdds) {
  for (std::uint64_t seed = 1; seed <= law_people; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto assessment = embedded_assessor().assess(random_person(seed));
    if (!assessment) {
      continue;
    }
    for (const auto* list : {&assessment->conditions, &assessment->contributors}) {
      for (const auto& condition : *list) {
        const bool inside = condition.posterior > 1e-12 && condition.posterior < 1 - 1e-12;
        if (!inside) {
          continue;
        }
        double sum = 0;
        for (const auto& weight : condition.weights) {
          sum += weight.decibans;
        }
        const double change = engine::log_odds({condition.posterior}).value -
                              engine::log_odds({condition.pretest}).value;
        EXPECT_NEAR(sum, engine::decibans(change), 1e-6) << condition.id;
      }
    }
  }
}

TEST(Laws, EveryRandomPersonIsAssessed) {
  for (std::uint64_t seed = 1; seed <= law_people; ++seed) {
    const auto assessment = embedded_assessor().assess(random_person(seed));
    EXPECT_TRUE(assessment.has_value()) << "seed " << seed << ": " << assessment.error().message;
  }
}

}  // namespace
}  // namespace paraspinal::tests
