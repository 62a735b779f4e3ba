#include "validation/rule_way_calls.h"

#include <atomic>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/validation/tiny_model.h"
#include "validation/rule_way_report.h"
#include "validation/tables.h"

namespace paraspinal::tests {
namespace {

using knowledge::Urgency;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using triage::InquiryState;
using validation::call_by_each_way;
using validation::plain_callers;
using validation::rule_ways;
using validation::RuleWay;
using validation::RuleWayCall;
using validation::RuleWayCalls;
using validation::RuleWays;
using validation::WaySummary;

RuleWay way(std::string rule, Urgency urgency, std::string finding) {
  return {std::move(rule), urgency, {std::move(finding)}, plain_callers().front()};
}

// The tiny content has one question, saddle numbness; retention fires rf_ces too and is never
// asked.
const RuleWay asked = way("rf_ces", Urgency::emergency_department, "saddle_anaesthesia");
const RuleWay never_asked = way("rf_ces", Urgency::emergency_department, "urinary_retention");

RuleWayCalls called(const std::vector<RuleWay>& ways, std::size_t threads) {
  const TinyModel tiny;
  const validation::Model model = tiny.model();
  return call_by_each_way({ways, {}}, {model, tiny.value_alone}, threads, {});
}

TEST(RuleWayCalls, FindWhatIsAsked) {
  const auto made = called({asked}, 1);

  ASSERT_THAT(made.calls, SizeIs(1));
  EXPECT_EQ(made.calls[0].call.state, InquiryState::emergency);
  EXPECT_EQ(levels_below(made.calls[0]), 0);
}

TEST(RuleWayCalls, MissWhatIsNeverAsked) {
  const auto made = called({never_asked}, 1);

  ASSERT_THAT(made.calls, SizeIs(1));
  EXPECT_LT(made.calls[0].call.on_evidence, Urgency::emergency_department);
  EXPECT_GT(levels_below(made.calls[0]), 0);
}

TEST(RuleWayCalls, OfTheTinyContentAreThoseOfItsOneQuestion) {
  const TinyModel tiny;
  const RuleWays ways = rule_ways(tiny.knowledge, plain_callers(), 2);

  EXPECT_THAT(ways.ways, ElementsAre(asked));
  ASSERT_THAT(ways.without, SizeIs(1));  // fever without a question, alertness by an examiner
  EXPECT_EQ(ways.without[0].rule, "rf_sepsis");
}

TEST(RuleWayCalls, AreAlikeAndInTheSameOrderOnAnyNumberOfThreads) {
  const std::vector<RuleWay> ways = {asked, never_asked, never_asked, asked, never_asked};

  EXPECT_EQ(called(ways, 1), called(ways, 3));
}

TEST(RuleWayCalls, TellTheirProgress) {
  const TinyModel tiny;
  const validation::Model model = tiny.model();
  std::atomic<std::size_t> told = 0;
  call_by_each_way({{asked, never_asked}, {}}, {model, tiny.value_alone}, 2,
                   [&told](std::size_t, std::size_t of) { told += of; });

  EXPECT_EQ(told, 4U);
}

// A call by a way that ended with this urgency.
RuleWayCall ended(std::string rule, Urgency asked_for, Urgency reached) {
  RuleWayCall call{way(std::move(rule), asked_for, "fever"), {}, {}};
  call.call.on_evidence = reached;
  call.call.questions = 20;
  call.call.state = InquiryState::closed;
  return call;
}

RuleWayCalls made_by_hand() {
  return {{ended("one", Urgency::ambulance, Urgency::ambulance),
           ended("one", Urgency::ambulance, Urgency::emergency_department),
           ended("two", Urgency::emergency_department, Urgency::ambulance),
           ended("two", Urgency::emergency_department, Urgency::same_day),
           ended("three", Urgency::same_day, Urgency::within_2_weeks)},
          {{"four", Urgency::ambulance}, {"five", Urgency::same_day}}};
}

TEST(RuleWaySummary, CountsByHandForEachUrgency) {
  EXPECT_THAT(summary(made_by_hand()),
              ElementsAre(WaySummary{Urgency::ambulance, 1, 1, {1, 2}, 1, 0},
                          WaySummary{Urgency::emergency_department, 1, 0, {1, 2}, 0, 1},
                          WaySummary{Urgency::urgent_care, 0, 0, {0, 0}, 0, 0},
                          WaySummary{Urgency::same_day, 1, 1, {0, 1}, 0, 1}));
}

TEST(UnsafeWays, AreThoseOfHospitalOrAmbulanceThatEndTwoLevelsBelow) {
  EXPECT_FALSE(is_unsafe(ended("", Urgency::ambulance, Urgency::emergency_department)));
  EXPECT_TRUE(is_unsafe(ended("", Urgency::ambulance, Urgency::urgent_care)));
  EXPECT_FALSE(is_unsafe(ended("", Urgency::emergency_department, Urgency::urgent_care)));
  EXPECT_TRUE(is_unsafe(ended("", Urgency::emergency_department, Urgency::same_day)));
  EXPECT_FALSE(is_unsafe(ended("", Urgency::urgent_care, Urgency::self_care)));
}

TEST(UnsafeWays, StandByNameAmongAllThatIsUnsafe) {
  validation::Run run;
  run.ways = made_by_hand();

  EXPECT_THAT(unsafe(run),
              ElementsAre("simulated call, two (emergency_department) by fever, man of "
                          "45, pain of 3 days: ended with same_day"));
}

TEST(UnsafeWays, AreAlsoThoseWhoseCallFailed) {
  RuleWayCall failed;
  failed.way = never_asked;
  failed.error = "impossible";

  EXPECT_TRUE(is_unsafe(failed));
  EXPECT_THAT(words(failed), HasSubstr("pain of 3 days: could not be called: impossible"));
}

TEST(RuleWaysTable, HasARowAnUrgency) {
  EXPECT_THAT(rule_ways_table(made_by_hand()).rows,
              ElementsAre(ElementsAre("ambulance", "1", "1", "2", "1", "1", "0"),
                          ElementsAre("emergency_department", "1", "0", "2", "1", "0", "1"),
                          ElementsAre("urgent_care", "0", "0", "0", "0", "0", "0"),
                          ElementsAre("same_day", "1", "1", "1", "0", "0", "1")));
}

TEST(MissedWaysTable, NamesEachWayThatWasNotFound) {
  const std::string caller = "man of 45, pain of 3 days";

  EXPECT_THAT(
      missed_ways_table(made_by_hand()).rows,
      ElementsAre(
          ElementsAre("one", "ambulance", "emergency_department", "closed", "20", "fever", caller),
          ElementsAre("two", "emergency_department", "same_day", "closed", "20", "fever", caller),
          ElementsAre("three", "same_day", "within_2_weeks", "closed", "20", "fever", caller)));
}

TEST(RulesWithoutWayTable, NamesEachWithWhatItAsksFor) {
  EXPECT_THAT(rules_without_way_table(made_by_hand()).rows,
              ElementsAre(ElementsAre("four", "ambulance"), ElementsAre("five", "same_day")));
}

TEST(RuleWaysSection, HasTheWaysThenThoseNotFoundThenTheRulesWithoutOne) {
  const validation::Section section = rule_ways_section(made_by_hand());

  ASSERT_THAT(section.tables, SizeIs(3));
  EXPECT_EQ(section.tables[0].caption, "Calls by each way into each red-flag rule");
  EXPECT_EQ(section.tables[1].caption, "Each way that was not found");
  EXPECT_THAT(section.tables[2].caption, HasSubstr("Rules without such a way"));
}

TEST(RuleWaysSection, SaysWhenEveryWayWasFound) {
  const RuleWayCalls made{{ended("one", Urgency::same_day, Urgency::same_day)}, {}};
  const validation::Section section = rule_ways_section(made);

  EXPECT_THAT(section.tables, SizeIs(1));
  EXPECT_THAT(section.paragraphs, ::testing::Contains("Every way was found."));
}

}  // namespace
}  // namespace paraspinal::tests
