#include "knowledge/triage/close.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/triage/words.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using knowledge::AnswerValue;
using knowledge::Presence;
using knowledge::Sex;

// The value of a finding after closing; nothing when it is still not asked.
std::optional<AnswerValue> after_closing(const triage::Presentation& presentation,
                                         const std::string& finding) {
  const auto closed = triage::close(presentation, embedded_knowledge());
  const auto* answer = closed.find(embedded_knowledge().findings.find(finding).value());
  return answer == nullptr ? std::nullopt : std::optional(answer->value);
}

TEST(Close, PresenceFlowsForwards) {
  EXPECT_EQ(after_closing(person(40, Sex::male, {{"foot_drop", "present"}}), "leg_weakness"),
            AnswerValue(Presence::present));
}

TEST(Close, AbsenceFlowsBackwards) {
  EXPECT_EQ(after_closing(person(40, Sex::male, {{"leg_weakness", "absent"}}), "foot_drop"),
            AnswerValue(Presence::absent));
}

TEST(Close, AbsenceDoesNotFlowForwards) {
  EXPECT_FALSE(after_closing(person(40, Sex::male, {{"foot_drop", "absent"}}), "leg_weakness"));
}

TEST(Close, PresenceDoesNotFlowBackwards) {
  EXPECT_FALSE(after_closing(person(40, Sex::male, {{"leg_weakness", "present"}}), "foot_drop"));
}

TEST(Close, AMeasuredTemperatureDefinesFeverBothWays) {
  EXPECT_EQ(after_closing(person(40, Sex::male, {{"temp_c", "38.0"}}), "fever"),
            AnswerValue(Presence::present));
  EXPECT_EQ(after_closing(person(40, Sex::male, {{"temp_c", "37.9"}}), "fever"),
            AnswerValue(Presence::absent));
}

TEST(Close, AgeDefinesItsThresholds) {
  EXPECT_EQ(after_closing(person(50, Sex::male), "age_ge50"), AnswerValue(Presence::present));
  EXPECT_EQ(after_closing(person(49, Sex::male), "age_ge50"), AnswerValue(Presence::absent));
}

TEST(Close, AMaleIsNotPregnant) {
  EXPECT_EQ(after_closing(person(30, Sex::male), "pregnant"), AnswerValue(Presence::absent));
}

TEST(Close, AWomanWhoseBloodHoldsPregnancyHormoneIsPregnant) {
  EXPECT_EQ(after_closing(person(30, Sex::female, {{"hcg_serum", "25"}}), "pregnant"),
            AnswerValue(Presence::present));
  EXPECT_FALSE(after_closing(person(30, Sex::female, {{"hcg_serum", "24.9"}}), "pregnant"));
}

// It is a marker of tumours in men.
TEST(Close, AManIsNotPregnantWhateverHisBloodHolds) {
  EXPECT_EQ(after_closing(person(30, Sex::male, {{"hcg_serum", "3000"}}), "pregnant"),
            AnswerValue(Presence::absent));
}

TEST(Close, AWomanNotAskedIsNeitherPregnantNorNot) {
  EXPECT_FALSE(after_closing(person(30, Sex::female), "pregnant"));
}

TEST(Close, AGestationMeansPregnant) {
  EXPECT_EQ(after_closing(person(30, Sex::female, {{"gestational_age", "8"}}), "pregnant"),
            AnswerValue(Presence::present));
}

TEST(Close, ADueDateGivesTheGestationOnTheDay) {
  auto presentation = person(30, Sex::female, {{"edd", "2026-04-11"}});
  presentation.as_of = "2026-01-31T10:00:00Z";
  EXPECT_EQ(after_closing(presentation, "gestational_age"), AnswerValue(knowledge::Quantity{30}));
}

TEST(Close, ALastPeriodAloneDoesNotMeanPregnant) {
  auto presentation = person(30, Sex::female, {{"lmp", "2026-01-10"}});
  presentation.as_of = "2026-01-31";
  EXPECT_FALSE(after_closing(presentation, "pregnant"));
}

TEST(Close, UnknownIsReplacedByWhatFollowsFromOtherAnswers) {
  EXPECT_EQ(after_closing(person(40, Sex::male, {{"fever", "unknown"}, {"temp_c", "39"}}), "fever"),
            AnswerValue(Presence::present));
}

TEST(Close, AContradictionIsListedAndReadAsPresent) {
  const auto presentation = person(40, Sex::male, {{"fever", "absent"}, {"temp_c", "39"}});
  const auto closed = triage::close(presentation, embedded_knowledge());
  EXPECT_EQ(after_closing(presentation, "fever"), AnswerValue(Presence::present));
  EXPECT_THAT(closed.conflicts,
              testing::ElementsAre(testing::HasSubstr("fever was stated absent, but temp_c>=38")));
}

TEST(Close, AContradictionIsToldWithTheNamesOfItsFindings) {
  const auto& knowledge = embedded_knowledge();
  const auto closed =
      triage::close(person(40, Sex::male, {{"fever", "absent"}, {"temp_c", "39"}}), knowledge);
  const auto told = triage::with_names(closed.conflicts, knowledge.findings);
  EXPECT_THAT(told,
              testing::ElementsAre(knowledge.findings[*knowledge.findings.find("fever")].name +
                                   " was stated absent, but " +
                                   knowledge.findings[*knowledge.findings.find("temp_c")].name +
                                   ">=38.0 means present; it is read as present"));
}

TEST(Close, AStatedFeverStandsAgainstANormalTemperature) {
  const auto presentation = person(40, Sex::male, {{"fever", "present"}, {"temp_c", "37"}});
  EXPECT_EQ(after_closing(presentation, "fever"), AnswerValue(Presence::present));
  EXPECT_EQ(triage::close(presentation, embedded_knowledge()).conflicts.size(), 1U);
}

TEST(Close, AnAgeOrComplaintAnsweredWithUnknownIsTakenFromThePresentation) {
  const auto presentation =
      person(55, Sex::male, {{"age_years", "unknown"}, {"back_complaint", "refused"}});
  EXPECT_EQ(after_closing(presentation, "age_ge50"), AnswerValue(Presence::present));
  EXPECT_EQ(after_closing(presentation, "back_complaint"), AnswerValue(Presence::present));
}

TEST(Close, TakesTheBackComplaintAsPresentUnlessItIsDenied) {
  const auto& knowledge = embedded_knowledge();
  const auto complaint = *knowledge.findings.find("back_complaint");

  const auto silent = triage::close(person(40, Sex::male), knowledge);
  const auto denied =
      triage::close(person(40, Sex::male, {{"back_complaint", "absent"}}), knowledge);

  EXPECT_EQ(silent.find(complaint)->value, knowledge::AnswerValue(knowledge::Presence::present));
  EXPECT_EQ(denied.find(complaint)->value, knowledge::AnswerValue(knowledge::Presence::absent));
}

TEST(Close, TwoAgesAreAConflictAndTheStatedFindingIsReckonedWith) {
  const auto closed =
      triage::close(person(64, Sex::male, {{"age_years", "50"}}), embedded_knowledge());
  EXPECT_THAT(
      closed.conflicts,
      testing::Contains("the person's age is 64, but age_years was stated 50; it is reckoned "
                        "with 50"));
}

TEST(Close, TheSameAgeTwiceIsNoConflict) {
  const auto closed =
      triage::close(person(64.4, Sex::male, {{"age_years", "64"}}), embedded_knowledge());
  EXPECT_THAT(closed.conflicts, testing::IsEmpty());
}

}  // namespace
}  // namespace paraspinal::tests
