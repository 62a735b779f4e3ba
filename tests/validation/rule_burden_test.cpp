#include "validation/rule_burden.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/validation/tiny_model.h"
#include "validation/person.h"
#include "validation/rule_burden_report.h"
#include "validation/world.h"

namespace paraspinal::tests {
namespace {

using knowledge::Urgency;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using validation::hear_callers;
using validation::HeardCaller;
using validation::LevelCount;
using validation::Reach;
using validation::rule_burden;
using validation::RuleBurden;
using validation::RuleBurdens;
using validation::RuleCost;

// Three rules, in the order of the content.
knowledge::KnowledgeBase three_rules() {
  const TinyModel tiny;
  knowledge::KnowledgeBase knowledge = tiny.knowledge;
  knowledge.red_flags.resize(1, knowledge.red_flags.front());
  knowledge.red_flags.resize(3, knowledge.red_flags.front());
  const auto set = [&knowledge](std::size_t flag, std::string id, Urgency urgency) {
    knowledge.red_flags[flag].id = std::move(id);
    knowledge.red_flags[flag].urgency = urgency;
  };
  set(0, "today", Urgency::same_day);
  set(1, "hospital", Urgency::emergency_department);
  set(2, "also hospital", Urgency::emergency_department);
  return knowledge;
}

// Five callers, and one who could not be drawn: the gates, the loss, what they need, the rules.
const std::vector<std::optional<HeardCaller>> callers = {
    HeardCaller{Urgency::self_care, Urgency::within_2_weeks, Urgency::within_2_weeks, {}},
    HeardCaller{Urgency::same_day, Urgency::self_care, Urgency::self_care, {0}},
    HeardCaller{Urgency::emergency_department, Urgency::same_day, Urgency::same_day, {0, 1}},
    HeardCaller{Urgency::emergency_department, Urgency::ambulance, Urgency::ambulance, {1, 2}},
    std::nullopt,
    HeardCaller{Urgency::same_day, Urgency::same_day, Urgency::emergency_department, {0}}};

TEST(RuleBurden, CountsEachRuleByHandAndTheCostliestFirst) {
  const RuleBurden burden = rule_burden(callers, three_rules());

  EXPECT_EQ(burden.callers, 5U);
  EXPECT_EQ(burden.failed, 1U);
  // "today" fires thrice; for the third caller "hospital" asks for more, so it stands alone twice.
  // The two hospital rules fire together for the fourth, so neither stands alone there.
  EXPECT_THAT(burden.rules,
              ElementsAre(RuleCost{"today", Urgency::same_day, 3, 2, 2, 2},
                          RuleCost{"hospital", Urgency::emergency_department, 2, 1, 1, 2},
                          RuleCost{"also hospital", Urgency::emergency_department, 1, 0, 1, 1}));
}

TEST(RuleBurden, CountsWhoIsSentSoFastAndWhoNeedsIt) {
  const RuleBurden burden = rule_burden(callers, three_rules());

  EXPECT_THAT(burden.reaches,
              ElementsAre(Reach{Urgency::same_day, {4, 5}, {3, 4}, {3, 3}},
                          Reach{Urgency::emergency_department, {2, 5}, {1, 2}, {1, 2}},
                          Reach{Urgency::ambulance, {1, 5}, {1, 1}, {1, 1}}));
}

TEST(RuleBurden, CountsEachUrgencyByGatesByLossAndByBoth) {
  const RuleBurden burden = rule_burden(callers, three_rules());

  // Urgency; by gates, by loss, by both, by the loss alone, needed.
  EXPECT_THAT(burden.levels, ElementsAre(LevelCount{Urgency::self_care, 1, 1, 0, 0, 1},
                                         LevelCount{Urgency::within_2_weeks, 0, 1, 1, 1, 1},
                                         LevelCount{Urgency::within_3_days, 0, 0, 0, 0, 0},
                                         LevelCount{Urgency::same_day, 2, 2, 2, 0, 1},
                                         LevelCount{Urgency::urgent_care, 0, 0, 0, 0, 0},
                                         LevelCount{Urgency::emergency_department, 2, 0, 1, 0, 1},
                                         LevelCount{Urgency::ambulance, 0, 1, 1, 1, 1}));
}

TEST(RuleBurden, OfNobodyIsNothing) {
  const RuleBurden burden = rule_burden({}, three_rules());

  EXPECT_EQ(burden.callers, 0U);
  EXPECT_EQ(burden.reaches[0].sent, validation::Proportion{});
  EXPECT_THAT(burden.rules, SizeIs(3));
}

TEST(HeardCallers, NumberOfThreadsChangesNothing) {
  const TinyModel tiny;
  const validation::Model model = tiny.model();

  EXPECT_EQ(hear_callers({.callers = 20, .threads = 1}, model, model),
            hear_callers({.callers = 20, .threads = 3}, model, model));
}

TEST(HeardCallers, FireTheRulesWhoseFindingsTheyHave) {
  const TinyModel tiny;
  const validation::Model model = tiny.model();
  for (const auto& caller : hear_callers({.callers = 200}, model, model)) {
    ASSERT_TRUE(caller.has_value());
    EXPECT_EQ(caller->fired.empty(), caller->gates == Urgency::self_care);
  }
}

bool has(const validation::Person& person, const knowledge::AnswerValue& value) {
  return std::ranges::any_of(person.truth.findings,
                             [&](const auto& finding) { return finding.second.value == value; });
}

// The same people with the same conditions; only what their conditions cause is left.
TEST(WorldOfCausesAlone, HasTheSamePeopleWithoutChanceFindings) {
  const TinyModel tiny;
  const auto causes = validation::world_of_causes_alone(tiny.knowledge);
  const auto network = knowledge::compile(causes).value();
  const engine::Inference inference(network.network);
  const validation::Model world = tiny.model();
  const validation::Model causes_alone{causes, network, inference};
  std::size_t lost = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const auto with = validation::People(world).as_they_come(knowledge::Setting::telephone, seed);
    const auto without =
        validation::People(causes_alone).as_they_come(knowledge::Setting::telephone, seed);
    ASSERT_TRUE(with && without);
    EXPECT_EQ(with->conditions, without->conditions);
    EXPECT_EQ(with->truth.age_years, without->truth.age_years);
    EXPECT_TRUE(has(*with, knowledge::Presence::present) ||
                !has(*without, knowledge::Presence::present));
    lost += with->truth.findings != without->truth.findings ? 1U : 0U;
  }
  EXPECT_GT(lost, 0U);
}

TEST(Askers, AreTheRulesAndVoicesThatAskForTheUrgency) {
  const knowledge::KnowledgeBase knowledge = three_rules();
  validation::Verdict verdict;
  verdict.fired = {0, 1, 2};
  verdict.gates = Urgency::emergency_department;
  verdict.loss = Urgency::same_day;
  verdict.on_evidence = verdict.urgency = Urgency::emergency_department;

  EXPECT_THAT(askers(Urgency::emergency_department, verdict, knowledge),
              ElementsAre("hospital", "also hospital"));
  EXPECT_THAT(askers(Urgency::same_day, verdict, knowledge), ElementsAre("today", "expected loss"));
}

TEST(Askers, NameTheFloorWhereItAloneAsksForSoMuch) {
  validation::Verdict verdict;
  verdict.on_evidence = Urgency::self_care;
  verdict.urgency = Urgency::same_day;

  EXPECT_THAT(askers(Urgency::same_day, verdict, three_rules()),
              ElementsAre("a safety question answered in vain"));
}

RuleBurdens by_hand() {
  return {rule_burden(callers, three_rules()),
          rule_burden({callers[0], callers[0], callers[2], callers[0], callers[5]}, three_rules())};
}

TEST(ReachTable, HasARowEachOfThreeUrgencies) {
  const validation::Table table = reach_table(by_hand());

  ASSERT_THAT(table.rows, SizeIs(3));
  EXPECT_THAT(table.rows[1], ElementsAre("emergency_department", "40.0 % (2/5), 5.3-85.3",
                                         "50.0 % (1/2), 1.3-98.7", "50.0 % (1/2), 1.3-98.7",
                                         "20.0 % (1/5), 0.5-71.6"));
}

TEST(RuleCostsTable, HasARowEachRuleThatFired) {
  const validation::Table table = rule_costs_table(by_hand());

  ASSERT_THAT(table.rows, SizeIs(3));
  EXPECT_THAT(table.rows[0], ElementsAre("today", "same_day", "400.0", "600.0", "67 % (2/3), 9-99",
                                         "67 % (2/3), 9-99", "400.0"));
}

TEST(RuleBurdenSection, SaysHowManyAreSentAndWhichRulesNeverFired) {
  const RuleBurdens burdens{rule_burden({callers[1]}, three_rules()),
                            rule_burden({callers[0]}, three_rules())};
  const validation::Section section = rule_burden_section(burdens);

  ASSERT_THAT(section.tables, SizeIs(3));
  EXPECT_THAT(section.tables[2].rows, SizeIs(1));
  ASSERT_THAT(section.paragraphs, SizeIs(3));
  EXPECT_THAT(section.paragraphs[1], HasSubstr("100.0 % (1/1), 2.5-100.0 are sent to a clinician"));
  EXPECT_THAT(section.paragraphs[2], HasSubstr("2 of 3 rules fired for nobody"));
}

}  // namespace
}  // namespace paraspinal::tests
