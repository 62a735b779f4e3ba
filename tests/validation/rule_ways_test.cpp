#include "validation/rule_ways.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paraspinal::tests {
namespace {

using knowledge::Finding;
using knowledge::KnowledgeBase;
using knowledge::ObtainableBy;
using knowledge::Presence;
using knowledge::RedFlag;
using knowledge::Rule;
using knowledge::Urgency;
using knowledge::ValueType;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using validation::plain_callers;
using validation::rule_ways;
using validation::RuleWay;
using validation::RuleWays;

using Findings = std::vector<std::string>;

Finding finding(std::string id, ValueType type, ObtainableBy by, bool is_asked) {
  Finding result;
  result.id = std::move(id);
  result.value_type = type;
  result.obtainable_by = by;
  result.lowest = 0;
  result.highest = 1000;
  if (is_asked) {
    result.question = knowledge::Question{};
  }
  return result;
}

// Callers are asked for a to e and whether the pain is severe; nobody asks for `silent`, and `sign`
// needs an examiner.
knowledge::FindingTable findings() {
  std::vector<Finding> all;
  for (const char* id : {"a", "b", "c", "d", "e", "intense_pain", "pregnant", "postpartum"}) {
    all.push_back(finding(id, ValueType::boolean, ObtainableBy::caller, true));
  }
  for (const char* id : {"age_years", "gestational_age", "time_since_onset", "pain_nrs"}) {
    all.push_back(finding(id, ValueType::quantity, ObtainableBy::caller, true));
  }
  all.push_back(finding("silent", ValueType::boolean, ObtainableBy::caller, false));
  all.push_back(finding("sign", ValueType::boolean, ObtainableBy::examiner, true));
  all.push_back(finding("sex_male", ValueType::boolean, ObtainableBy::derived, false));
  return knowledge::FindingTable(std::move(all));
}

KnowledgeBase knowledge_of(const std::vector<std::string>& rules,
                           Urgency urgency = Urgency::emergency_department) {
  KnowledgeBase result;
  result.findings = findings();
  for (const std::string& rule : rules) {
    RedFlag& red_flag = result.red_flags.emplace_back();
    red_flag.id = rule;
    red_flag.rule = Rule::parse(rule, result.findings).value();
    red_flag.urgency = urgency;
  }
  return result;
}

void imply(KnowledgeBase& knowledge, const std::string& when_true, const std::string& then,
           bool then_absent, bool defines) {
  knowledge.implications.push_back({Rule::parse(when_true, knowledge.findings).value(),
                                    *knowledge.findings.find(then), then_absent, defines, ""});
}

std::vector<Findings> sets(const std::vector<RuleWay>& ways) {
  std::vector<Findings> result;
  for (const RuleWay& way : ways) {
    result.push_back(way.findings);
  }
  return result;
}

std::vector<Findings> sets_of(const std::string& rule) {
  return sets(rule_ways(knowledge_of({rule}), plain_callers(), 1).ways);
}

TEST(RuleWays, OfAnAndAreAllItsSidesTogether) {
  EXPECT_THAT(sets_of("a AND b"), ElementsAre(Findings{"a", "b"}));
}

TEST(RuleWays, OfAnOrAreEachOfItsSides) {
  EXPECT_THAT(sets_of("(b AND c) OR a"), ElementsAre(Findings{"a"}, Findings{"b", "c"}));
}

TEST(RuleWays, OfACountAreAllChoicesOfSoMany) {
  EXPECT_THAT(sets_of("COUNT(a, b, c) >= 2"),
              ElementsAre(Findings{"a", "b"}, Findings{"a", "c"}, Findings{"b", "c"}));
}

TEST(RuleWays, OfANotNeedNothingForItIsAbsent) {
  EXPECT_THAT(sets_of("a AND NOT b"), ElementsAre(Findings{"a"}));
}

// Of a, b, c, d this fires by: a with c, a with d, b with c and d (by hand).
TEST(RuleWays, NeverContainAnotherOfTheirRule) {
  EXPECT_THAT(sets_of("(a OR b) AND (c OR d) AND (a OR (c AND d))"),
              ElementsAre(Findings{"a", "c"}, Findings{"a", "d"}, Findings{"b", "c", "d"}));
}

TEST(RuleWays, NeedTheCallerWhoseNumberTheRuleComparesWith) {
  const auto old_pain = rule_ways(knowledge_of({"a AND time_since_onset>=14"}), plain_callers(), 1);
  const auto fresh = rule_ways(knowledge_of({"a AND time_since_onset<1"}), plain_callers(), 1);
  const auto aged = rule_ways(knowledge_of({"a AND age_years>=60"}), plain_callers(), 1);

  ASSERT_THAT(old_pain.ways, SizeIs(1));
  EXPECT_EQ(old_pain.ways[0].findings, Findings{"a"});
  EXPECT_EQ(words(old_pain.ways[0].caller), "man of 45, pain of 100 days");
  ASSERT_THAT(fresh.ways, SizeIs(1));
  EXPECT_EQ(words(fresh.ways[0].caller), "man of 45, pain of less than a day");
  ASSERT_THAT(aged.ways, SizeIs(1));
  EXPECT_EQ(words(aged.ways[0].caller), "man of 70, pain of 3 days");
}

TEST(RuleWays, OfPregnancyAreOnesOfThePregnant) {
  const auto found = rule_ways(
      knowledge_of({"a AND pregnant AND gestational_age>=20", "postpartum"}), plain_callers(), 1);

  ASSERT_THAT(found.ways, SizeIs(2));
  EXPECT_EQ(found.ways[0].findings, Findings{"a"});
  EXPECT_EQ(found.ways[0].caller.who, "woman of 30, 30 weeks pregnant");
  EXPECT_THAT(found.ways[1].findings, IsEmpty());
  EXPECT_EQ(found.ways[1].caller.who, "woman of 30, after birth");
}

// One who is pregnant needs a alone; all others need b too.
TEST(RuleWays, AreTheSmallestForSomeCallerNotForAll) {
  const auto found = rule_ways(knowledge_of({"a AND (pregnant OR b)"}), plain_callers(), 1);

  EXPECT_THAT(sets(found.ways), ElementsAre(Findings{"a"}, Findings{"a", "b"}));
  EXPECT_EQ(found.ways[0].caller.who, "woman of 30, 9 weeks pregnant");
  EXPECT_EQ(found.ways[1].caller.who, "man of 45");
}

TEST(RuleWays, CountWhatAFindingImplies) {
  KnowledgeBase knowledge = knowledge_of({"a AND b", "a AND NOT b"});
  imply(knowledge, "a", "b", false, false);
  const RuleWays found = rule_ways(knowledge, plain_callers(), 1);

  EXPECT_THAT(sets(found.ways), ElementsAre(Findings{"a"}));
  ASSERT_THAT(found.without, SizeIs(1));
  EXPECT_EQ(found.without[0].rule, "a AND NOT b");
}

TEST(RuleWays, AreNoneOfFindingsThatContradict) {
  KnowledgeBase knowledge = knowledge_of({"a AND b", "c"});
  imply(knowledge, "a", "b", true, false);
  imply(knowledge, "sex_male", "c", true, false);
  const RuleWays found = rule_ways(knowledge, plain_callers(), 1);

  ASSERT_THAT(found.ways, SizeIs(1));
  EXPECT_EQ(found.ways[0].rule, "c");
  EXPECT_EQ(found.ways[0].caller.who, "woman of 30");
}

TEST(RuleWays, AreNoneWhereMoreThanThreeOrAnExaminationIsNeeded) {
  const auto found = rule_ways(knowledge_of({"a AND b AND c AND d", "sign", "silent", "pain_nrs>=8",
                                             "COUNT(a, b, c, d, e) >= 4", "a AND b AND c"}),
                               plain_callers(), 1);

  EXPECT_THAT(sets(found.ways), ElementsAre(Findings{"a", "b", "c"}));
  EXPECT_THAT(found.without, SizeIs(5));
}

TEST(RuleWays, OfRulesSlowerThanTheSameDayAreNotSought) {
  const auto slower = rule_ways(knowledge_of({"a"}, Urgency::within_3_days), plain_callers(), 1);
  const auto same_day = rule_ways(knowledge_of({"a"}, Urgency::same_day), plain_callers(), 1);

  EXPECT_EQ(slower, RuleWays{});
  EXPECT_THAT(same_day.ways, SizeIs(1));
}

TEST(RuleWays, AreAlikeAndInTheSameOrderOnAnyNumberOfThreads) {
  const KnowledgeBase knowledge =
      knowledge_of({"COUNT(a, b, c, d) >= 2", "a OR b OR c", "sign", "e AND (a OR b)", "d"});

  EXPECT_EQ(rule_ways(knowledge, plain_callers(), 1), rule_ways(knowledge, plain_callers(), 3));
}

TEST(PersonOfAWay, AnswersAllThatACallerIsAskedAndNothingElse) {
  const KnowledgeBase knowledge = knowledge_of({"a"});
  const auto ways = rule_ways(knowledge, plain_callers(), 1).ways;
  const validation::Person person = person_of(ways.at(0), knowledge);
  const auto answer = [&](const char* id) {
    const auto place = person.truth.findings.find(*knowledge.findings.find(id));
    return place == person.truth.findings.end() ? knowledge::AnswerValue(knowledge::Unknown{})
                                                : place->second.value;
  };

  EXPECT_EQ(person.truth.age_years, 45);
  EXPECT_EQ(person.truth.sex, knowledge::Sex::male);
  EXPECT_EQ(answer("a"), knowledge::AnswerValue(Presence::present));
  EXPECT_EQ(answer("b"), knowledge::AnswerValue(Presence::absent));
  EXPECT_EQ(answer("time_since_onset"), knowledge::AnswerValue(knowledge::Quantity{3}));
  for (const char* id : {"sign", "silent", "sex_male", "age_years"}) {
    EXPECT_EQ(answer(id), knowledge::AnswerValue(knowledge::Unknown{})) << id;
  }
}

// Severe pain is a score of seven or more.
TEST(PersonOfAWay, TellsNumbersThatAgreeWithTheFindings) {
  KnowledgeBase knowledge = knowledge_of({"a", "intense_pain"});
  imply(knowledge, "pain_nrs>=7", "intense_pain", false, true);
  const auto ways = rule_ways(knowledge, plain_callers(), 1).ways;
  const auto score = [&](const RuleWay& way) {
    const auto person = person_of(way, knowledge);
    const auto& told = person.truth.findings.at(*knowledge.findings.find("pain_nrs"));
    return std::get<knowledge::Quantity>(told.value).value;
  };

  ASSERT_THAT(ways, SizeIs(2));
  EXPECT_LT(score(ways[0]), 7);
  EXPECT_GE(score(ways[1]), 7);
}

TEST(PersonOfAWay, RequiresFindingsThatAreThere) {
  RuleWay way;
  way.findings = {"no_such"};

  EXPECT_THROW(person_of(way, knowledge_of({"a"})), std::logic_error);
}

}  // namespace
}  // namespace paraspinal::tests
