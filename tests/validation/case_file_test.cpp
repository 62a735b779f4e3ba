#include "validation/case_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/validation/tiny_model.h"

namespace paraspinal::tests {
namespace {

using knowledge::Urgency;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using validation::DangerSeen;
using validation::read_cases;
using validation::read_groups;
using validation::Tier;

// A line of a case file, with some of its members.
std::string line(const std::string& condition, const std::string& danger,
                 const std::string& expected, const std::string& urgencies) {
  return R"({"id": "one", "kind": "published", "source": {"citation": "Smith 2020"}, "tier": "A",)"
         R"( "red_flag_at_first_contact": )" +
         danger +
         R"(, "presentation": {"id": "one", "findings": {"saddle_anaesthesia": "present"}},)"
         R"( "expected": {"condition": )" +
         condition + R"(, "alternatives": ["strain", "no_such_one"], "expected_urgency": ")" +
         expected + R"(", "urgencies": )" + urgencies + "}}\n";
}

TEST(CaseFile, ReadsWhatIsExpected) {
  const TinyModel tiny;
  const auto cases = read_cases(
      line("\"cauda_equina\"", "\"yes\"", "emergency-now", R"(["emergency-now", "same-day"])"),
      tiny.knowledge);

  ASSERT_TRUE(cases) << cases.error().message;
  const validation::ValidationCase& item = cases->front();
  EXPECT_EQ(item.id, "one");
  EXPECT_EQ(item.source, "Smith 2020");
  EXPECT_EQ(item.danger, DangerSeen::plainly);
  EXPECT_EQ(item.condition, tiny.knowledge.condition("cauda_equina"));
  EXPECT_THAT(item.right, ElementsAre("cauda_equina", "no_such_one", "strain"));
  EXPECT_EQ(item.tier, Tier::emergency_now);
  EXPECT_EQ(item.slowest, Urgency::same_day);
  EXPECT_EQ(item.fastest, Urgency::ambulance);
  EXPECT_TRUE(item.is_visible_emergency());
  EXPECT_FALSE(item.is_benign());
}

TEST(CaseFile, EmergencyThatCouldNotBeSeenIsNotVisible) {
  const TinyModel tiny;
  const auto cases = read_cases(line("null", "\"no\"", "emergency-now", "[]"), tiny.knowledge);

  EXPECT_FALSE(cases->front().condition);
  EXPECT_FALSE(cases->front().is_visible_emergency());
}

// validation/cases/README.md
TEST(CaseFile, TiersAllowTheUrgenciesOfTheReadme) {
  EXPECT_THAT(urgencies_of(Tier::emergency_now),
              ::testing::UnorderedElementsAre(Urgency::ambulance, Urgency::emergency_department));
  EXPECT_THAT(urgencies_of(Tier::same_day),
              ::testing::UnorderedElementsAre(Urgency::urgent_care, Urgency::same_day));
  EXPECT_THAT(urgencies_of(Tier::within_2_weeks),
              ::testing::UnorderedElementsAre(Urgency::within_3_days, Urgency::within_2_weeks));
  EXPECT_THAT(urgencies_of(Tier::routine), ElementsAre(Urgency::within_2_weeks));
  EXPECT_THAT(urgencies_of(Tier::self_care), ElementsAre(Urgency::self_care));
}

TEST(CaseFile, UnknownConditionIsAnErrorWithItsLine) {
  const TinyModel tiny;
  const auto cases = read_cases("\n" + line("\"dragon\"", "null", "routine", "[]"), tiny.knowledge);

  ASSERT_FALSE(cases);
  EXPECT_EQ(cases.error().message, "line 2: condition: dragon, expected one of the knowledge base");
}

TEST(CaseFile, UnknownTierIsAnError) {
  const TinyModel tiny;
  EXPECT_EQ(read_cases(line("null", "null", "soon", "[]"), tiny.knowledge).error().message,
            "line 1: expected_urgency: soon, expected one of the five tiers");
  EXPECT_EQ(
      read_cases(line("null", "null", "routine", R"(["later"])"), tiny.knowledge).error().message,
      "line 1: urgencies: later, expected one of the five tiers");
}

TEST(CaseFile, UnknownDangerIsAnError) {
  const TinyModel tiny;
  EXPECT_THAT(
      read_cases(line("null", "\"perhaps\"", "routine", "[]"), tiny.knowledge).error().message,
      HasSubstr("line 1: expected an object with id"));
}

TEST(CaseFile, TextThatIsNoJsonIsAnError) {
  const TinyModel tiny;
  EXPECT_THAT(read_cases("not json\n", tiny.knowledge).error().message, HasSubstr("line 1: "));
}

TEST(CaseGroups, CommentsAreLeftOut) {
  const auto groups = read_groups("# a comment\none not_unseen\none no_back\ntwo no_back\n");

  ASSERT_TRUE(groups);
  EXPECT_THAT(groups->at("one"), ElementsAre("no_back", "not_unseen"));
  EXPECT_THAT(groups->at("two"), ElementsAre("no_back"));
}

TEST(CaseGroups, LineOfOneWordIsAnError) {
  EXPECT_EQ(read_groups("one\n").error().message, "line 1: one: expected a case and a group");
}

}  // namespace
}  // namespace paraspinal::tests
