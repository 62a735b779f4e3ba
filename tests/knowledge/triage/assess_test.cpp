#include "knowledge/triage/assess.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using knowledge::Setting;
using knowledge::Sex;
using knowledge::Urgency;
using testing::HasSubstr;

TEST(Assess, RefusesAChildWithAHandOver) {
  const auto assessment = embedded_assessor().assess(person(15, Sex::male));
  ASSERT_FALSE(assessment.has_value());
  EXPECT_THAT(assessment.error().message,
              HasSubstr("age_years: 15: expected 16 or over; hand this call over"));
}

TEST(Assess, RefusesAnImpossibleAge) {
  const auto assessment = embedded_assessor().assess(person(130, Sex::male));
  ASSERT_FALSE(assessment.has_value());
  EXPECT_THAT(assessment.error().message, HasSubstr("age_years: 130: expected 0 to 120"));
}

TEST(Assess, TheComplaintAloneAsksForSameDayAtMostInEverySetting) {
  for (const Setting setting : knowledge::all_settings) {
    triage::Presentation presentation;
    presentation.setting = setting;
    const auto assessment = assessed(presentation);
    EXPECT_LE(assessment.urgency, Urgency::same_day) << name(setting);
    EXPECT_TRUE(assessment.provisional);
  }
}

TEST(Assess, AFiredGateCannotBeLoweredByBenignFindings) {
  auto presentation = person(30, Sex::male,
                             {{"saddle_anaesthesia", "present"},
                              {"heavy_lifting_recent", "present"},
                              {"pain_mechanical", "present"},
                              {"spasm_palpable", "present"},
                              {"pain_after_injury", "present"}});
  EXPECT_GE(assessed(presentation).urgency, Urgency::emergency_department);
}

TEST(Assess, AFiredGateSaysWhereToGo) {
  const auto assessment = assessed(person(30, Sex::male, {{"saddle_anaesthesia", "present"}}));
  EXPECT_EQ(assessment.disposition, "emergency_department");
  EXPECT_EQ(assessment.gates.front().id, "rf_ces_major");
  EXPECT_THAT(assessment.gates.front().because.ids(), testing::ElementsAre("saddle_anaesthesia"));
  EXPECT_EQ(assessment.gates.front().citation->source, "girft_interactive");
}

// A rule of its own has it heard: it is owed to nobody, but once asked its silence counts.
TEST(Assess, ThoughtsOfSuicideAskedAndNotAnsweredAreSeenTheSameDay) {
  for (const char* silence : {"unknown", "refused"}) {
    const auto assessment = assessed(person(30, Sex::male, {{"suicidal_thoughts", silence}}));
    EXPECT_EQ(assessment.floor_voice.urgency, Urgency::same_day) << silence;
    EXPECT_THAT(assessment.floor_voice.reasons,
                testing::Contains(HasSubstr("asked, and could not be answered")));
  }
  const auto denied = assessed(person(30, Sex::male, {{"suicidal_thoughts", "absent"}}));
  EXPECT_EQ(denied.floor_voice.urgency, Urgency::self_care);
  const auto not_asked = assessed(person(30, Sex::male));
  EXPECT_EQ(not_asked.floor_voice.urgency, Urgency::self_care);
  EXPECT_THAT(not_asked.ask_first, testing::Not(testing::Contains("suicidal_thoughts")));
}

// Regular pains may be of a kidney or a period, and not all that leaks is waters: neither says that
// there is a pregnancy. She is asked for it, and "cannot say" is heard.
TEST(Assess, ALeakOrTighteningsOfAWomanWhosePregnancyIsNotKnownHaveHerAskedForIt) {
  for (const char* finding : {"fluid_leak", "contractions_regular"}) {
    const auto open = assessed(person(30, Sex::female, {{finding, "present"}}));
    EXPECT_TRUE(open.provisional);
    EXPECT_THAT(open.ask_first, testing::Contains("pregnant"));
    const auto in_vain =
        assessed(person(30, Sex::female, {{finding, "present"}, {"pregnant", "unknown"}}));
    EXPECT_GE(in_vain.urgency, Urgency::same_day);
  }
}

TEST(Assess, CarriesTheVersionAndHashOfTheKnowledge) {
  const auto assessment = assessed(person(30, Sex::male));
  EXPECT_EQ(assessment.knowledge_version, embedded_knowledge().version);
  EXPECT_EQ(assessment.knowledge_hash, embedded_knowledge().hash);
  EXPECT_EQ(assessment.knowledge_hash.size(), 64U);
}

TEST(Assess, WorksWithoutAgeAndSex) {
  triage::Presentation presentation;
  set(presentation, "fever", "present");
  const auto assessment = assessed(presentation);
  EXPECT_FALSE(assessment.conditions.empty());
}

}  // namespace
}  // namespace paraspinal::tests
