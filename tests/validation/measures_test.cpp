#include "validation/measures.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/validation/tiny_model.h"

namespace paraspinal::tests {
namespace {

using knowledge::Urgency;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using validation::DangerSeen;
using validation::measure;
using validation::Measures;
using validation::MethodAnswer;
using validation::Proportion;
using validation::Tier;
using validation::ValidationCase;

// Four conditions in the tiny content: strain, cauda_equina, stress, other.
ValidationCase emergency(const TinyModel& tiny) {
  ValidationCase item;
  item.id = "emergency";
  item.danger = DangerSeen::plainly;
  item.condition = tiny.knowledge.condition("cauda_equina");
  item.right = {"cauda_equina"};
  item.tier = Tier::emergency_now;
  item.slowest = Urgency::emergency_department;
  item.fastest = Urgency::ambulance;
  return item;
}

ValidationCase benign(const TinyModel& tiny) {
  ValidationCase item;
  item.id = "benign";
  item.condition = tiny.knowledge.condition("strain");
  item.right = {"strain", "other"};
  item.tier = Tier::self_care;
  item.slowest = Urgency::self_care;
  item.fastest = Urgency::within_2_weeks;
  return item;
}

MethodAnswer answer(Urgency urgency, std::vector<std::string> ranking, bool flags) {
  MethodAnswer result;
  result.urgency = urgency;
  result.ranking = std::move(ranking);
  result.flags_danger = flags;
  return result;
}

TEST(Measures, UrgencyIsCountedByHand) {
  const TinyModel tiny;
  const Measures found =
      measure({emergency(tiny), emergency(tiny), benign(tiny), benign(tiny)},
              {answer(Urgency::ambulance, {}, true), answer(Urgency::within_3_days, {}, false),
               answer(Urgency::within_2_weeks, {}, false), answer(Urgency::same_day, {}, true)},
              tiny.knowledge);

  EXPECT_EQ(found.cases, 4U);
  EXPECT_EQ(found.safe, (Proportion{3, 4}));
  EXPECT_EQ(found.exact, (Proportion{1, 4}));
  EXPECT_EQ(found.acceptable, (Proportion{2, 4}));
  EXPECT_EQ(found.under_by_two, (Proportion{1, 4}));
  EXPECT_EQ(found.over, (Proportion{1, 4}));
  EXPECT_EQ(found.over_by_two, (Proportion{1, 4}));
  EXPECT_EQ(found.benign_over, (Proportion{1, 2}));
  EXPECT_EQ(found.emergencies_found, (Proportion{1, 2}));
  EXPECT_THAT(found.emergencies_missed, ElementsAre("emergency"));
  EXPECT_EQ(found.levels_slow[3], 1U);
  EXPECT_EQ(found.levels_fast[2], 1U);
  EXPECT_EQ(found.sensitivity, (Proportion{1, 2}));
  EXPECT_EQ(found.specificity, (Proportion{1, 2}));
  EXPECT_EQ(found.confusion[4][static_cast<std::size_t>(Urgency::ambulance)], 1U);
}

TEST(Measures, EmergencyThatCouldNotBeSeenIsNoMiss) {
  const TinyModel tiny;
  ValidationCase unseen = emergency(tiny);
  unseen.danger = DangerSeen::not_yet;
  const Measures found = measure({unseen}, {answer(Urgency::self_care, {}, false)}, tiny.knowledge);

  EXPECT_THAT(found.emergencies_missed, IsEmpty());
  EXPECT_EQ(found.emergencies_found.of, 0U);
  EXPECT_THAT(found.slower_by_two, ElementsAre("emergency"));
  EXPECT_EQ(found.sensitivity.of, 0U);
}

TEST(Measures, AlternativesCountInASecondColumn) {
  const TinyModel tiny;
  const Measures found = measure(
      {benign(tiny)}, {answer(Urgency::self_care, {"other", "cauda_equina", "strain"}, false)},
      tiny.knowledge);

  EXPECT_EQ(found.top_1, (Proportion{0, 1}));
  EXPECT_EQ(found.top_3, (Proportion{1, 1}));
  EXPECT_EQ(found.right_1, (Proportion{1, 1}));
}

TEST(Measures, ConditionThatTheKnowledgeBaseLacksCountsInNoStrictRank) {
  const TinyModel tiny;
  ValidationCase item = benign(tiny);
  item.condition.reset();
  const Measures found =
      measure({item}, {answer(Urgency::self_care, {"strain"}, false)}, tiny.knowledge);

  EXPECT_EQ(found.top_1.of, 0U);
  EXPECT_EQ(found.right_1, (Proportion{1, 1}));
}

TEST(Measures, ScoresAreWorkedByHand) {
  const TinyModel tiny;
  MethodAnswer said = answer(Urgency::self_care, {"strain"}, false);
  said.probabilities = {0.5, 0.1, 0.2, 0.9};  // strain, cauda_equina, stress, other
  said.pretest = {0.25, 0.1, 0.2, 0.9};
  const Measures found = measure({benign(tiny)}, {said}, tiny.knowledge);

  EXPECT_DOUBLE_EQ(found.log_score, std::log(2.0));
  EXPECT_DOUBLE_EQ(found.log_score_pretest, std::log(4.0));
  // `other` is an acceptable alternative: neither right nor wrong.
  EXPECT_NEAR(found.brier, (0.25 + 0.01 + 0.04) / 3, 1e-15);
  EXPECT_EQ(found.calibration[5].predictions, 1U);
  EXPECT_EQ(found.calibration[5].came_true, 1U);
  EXPECT_EQ(found.calibration[9].predictions, 0U);
}

TEST(Measures, RefusedCasesCountInNothingElse) {
  const TinyModel tiny;
  const Measures found = measure({emergency(tiny)}, {MethodAnswer{}}, tiny.knowledge);

  EXPECT_EQ(found.refused, 1U);
  EXPECT_EQ(found.cases, 0U);
  EXPECT_EQ(found.safe.of, 0U);
}

TEST(Measures, OneAnswerACaseIsAContract) {
  const TinyModel tiny;
  EXPECT_THROW(measure({emergency(tiny)}, {}, tiny.knowledge), std::logic_error);
}

}  // namespace
}  // namespace paraspinal::tests
