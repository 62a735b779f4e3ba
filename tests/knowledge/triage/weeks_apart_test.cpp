// The case is of 31 January 2026: a due date is 280 days from the last period, so 12 weeks are told
// by one that is 196 days ahead, 15 August 2026; 30 weeks by 70 days, 11 April; and so on by hand.

#include "knowledge/triage/weeks_apart.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/triage/graver_assessment.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using testing::Contains;
using testing::HasSubstr;
using triage::WeeksApart;

const std::map<std::string, std::string> due_by_weeks = {
    {"12", "2026-08-15"}, {"18", "2026-07-04"}, {"30", "2026-04-11"}, {"38", "2026-02-14"}};

triage::Presentation pregnant(const std::vector<std::pair<std::string, std::string>>& findings) {
  triage::Presentation presentation = person(32, knowledge::Sex::female, findings);
  presentation.as_of = "2026-01-31T10:00:00Z";
  set(presentation, "pregnant", "present");
  return presentation;
}

// Symptoms whose danger depends on the weeks.
const std::vector<std::vector<std::pair<std::string, std::string>>> complaints = {
    {{"abdominal_pain", "present"}},
    {{"vaginal_bleeding_any", "present"}},
    {{"contractions_regular", "present"}},
    {{"headache_severe", "present"}},
    {{"abdominal_pain", "present"}, {"intense_pain", "present"}}};

struct Judged {
  triage::Assessment by_stated;
  triage::Assessment by_date;
  triage::Assessment by_both;
  std::string words;
};

std::vector<Judged> judged() {
  std::vector<Judged> all;
  for (const auto& [stated, agreed] : due_by_weeks) {
    for (const auto& [dated, due] : due_by_weeks) {
      for (std::size_t i = 0; stated != dated && i < complaints.size(); ++i) {
        auto by_stated = pregnant(complaints[i]);
        set(by_stated, "gestational_age", stated);
        auto by_date = pregnant(complaints[i]);
        set(by_date, "gestational_age", dated);
        auto by_both = by_stated;
        set(by_both, "edd", due);
        all.push_back(
            {assessed(by_stated), assessed(by_date), assessed(by_both),
             stated + " told, " + dated + " by the date, complaint " + std::to_string(i)});
      }
    }
  }
  return all;
}

const triage::Advice* advice_of(const triage::Assessment& assessment, std::string_view id) {
  const auto place = std::ranges::find(assessment.advice, id, &triage::Advice::id);
  return place == assessment.advice.end() ? nullptr : &*place;
}

TEST(WeeksApart, AnAssessmentIsNoLessUrgentThanByTheWeeksStatedOrByThoseOfTheDate) {
  for (const Judged& one : judged()) {
    EXPECT_EQ(one.by_both.urgency, std::max(one.by_stated.urgency, one.by_date.urgency))
        << one.words;
  }
}

TEST(WeeksApart, EveryRedFlagThatFiresByEitherFires) {
  for (const Judged& one : judged()) {
    for (const triage::Assessment* const either : {&one.by_stated, &one.by_date}) {
      for (const triage::Gate& gate : either->gates) {
        const auto same = std::ranges::find(one.by_both.gates, gate.id, &triage::Gate::id);
        ASSERT_NE(same, one.by_both.gates.end()) << gate.id;
        EXPECT_LE(same->state, gate.state) << gate.id << ", " << one.words;
      }
    }
  }
}

TEST(WeeksApart, WhatIsWithheldByEitherIsWithheld) {
  for (const Judged& one : judged()) {
    for (const triage::Assessment* const either : {&one.by_stated, &one.by_date}) {
      for (const triage::Advice& advice : either->advice) {
        const triage::Advice* const told = advice_of(one.by_both, advice.id);
        EXPECT_TRUE(told == nullptr || told->state >= advice.state)
            << advice.id << ", " << one.words;
      }
    }
  }
}

TEST(WeeksApart, TwelveWeeksToldAndADueDateOfThirtyAreJudgedByBoth) {
  auto presentation = pregnant({{"vaginal_bleeding_any", "present"}});
  set(presentation, "gestational_age", "12");
  set(presentation, "edd", "2026-04-11");
  const triage::Assessment assessment = assessed(presentation);
  EXPECT_EQ(assessment.urgency, knowledge::Urgency::ambulance);
  EXPECT_EQ(assessment.gates.front().id, "rf_abruption");
  EXPECT_THAT(assessment.conflicts,
              Contains(HasSubstr("gestational_age was stated 12 weeks, but gestation of edd gives "
                                 "30; which holds is not known: judged by both")));
}

TEST(WeeksApart, WithinAWeekOrWithoutADayOfTheCaseThereIsNothingToWeigh) {
  auto presentation = pregnant({{"gestational_age", "31"}, {"edd", "2026-04-11"}});
  EXPECT_FALSE(weeks_apart(presentation, embedded_knowledge()));
  set(presentation, "gestational_age", "31.5");
  ASSERT_TRUE(weeks_apart(presentation, embedded_knowledge()));
  presentation.as_of.reset();
  EXPECT_FALSE(weeks_apart(presentation, embedded_knowledge()));
}

TEST(WeeksApart, WithoutADueDateTheLastPeriodIsHeldAgainstTheWeeksStated) {
  // 168 days before: 24 weeks.
  const auto apart = weeks_apart(pregnant({{"gestational_age", "18"}, {"lmp", "2025-08-16"}}),
                                 embedded_knowledge());
  ASSERT_TRUE(apart);
  EXPECT_EQ(apart->dated, 24);
  EXPECT_EQ(apart->date, "lmp");
}

// Contraindications begin at 20 weeks, labour is too early below 37, a pregnancy outside the womb
// is looked for below 14.
TEST(WeeksApart, WhereOnlyOneCanBeUsedItIsTheOneOfTheGreaterDangers) {
  const auto graver = [](double stated, double dated) {
    return WeeksApart{stated, dated, "edd"}.graver();
  };
  EXPECT_EQ(graver(18, 24), 24);
  EXPECT_EQ(graver(24, 18), 24);
  EXPECT_EQ(graver(12, 24), 24);
  EXPECT_EQ(graver(35, 38), 35);
  EXPECT_EQ(graver(18, 38), 38);
  EXPECT_EQ(graver(11, 16), 11);
  EXPECT_EQ(graver(25, 30), 30);
  EXPECT_EQ(graver(6, 9), 9);
  EXPECT_EQ((WeeksApart{18, 24, "edd"}.other()), 18);
  EXPECT_EQ((WeeksApart{24, 18, "edd"}.other()), 18);
}

}  // namespace
}  // namespace paraspinal::tests
