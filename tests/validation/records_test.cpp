#include "validation/records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paraspinal::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using validation::changes_since;
using validation::Gap;
using validation::LastRun;
using validation::lost_emergencies;
using validation::read_last_run;
using validation::write_gaps;
using validation::write_last_run;

LastRun before() {
  return {"1.2.3",
          "3f9c",
          {{"one", {"same_day", "strain"}}, {"two", {"", ""}}},
          {"one"},
          {{"ambulance", {3, 2}}}};
}

TEST(LastRun, ReadsBackAsWritten) {
  EXPECT_EQ(*read_last_run(write_last_run(before())), before());
}

TEST(LastRun, CountsTheWaysIntoRulesWhereCallsWereMade) {
  validation::Run run;
  EXPECT_THAT(validation::as_last_run(run).ways, IsEmpty());

  validation::RuleWayCall missed;
  missed.way.urgency = knowledge::Urgency::same_day;
  validation::RuleWayCall found = missed;
  found.call.on_evidence = knowledge::Urgency::ambulance;
  run.ways.calls = {found, missed, found};

  const LastRun last = validation::as_last_run(run);
  EXPECT_EQ(last.ways.size(), 4U);
  EXPECT_EQ(last.ways.at("same_day"), (validation::LastWays{3, 2}));
}

TEST(LastRun, OfBeforeWaysWereCalledHasNone) {
  EXPECT_THAT(read_last_run("{}")->ways, IsEmpty());
}

TEST(LastRun, TextThatIsNoJsonIsAnError) {
  EXPECT_FALSE(read_last_run("nonsense"));
}

TEST(Changes, NameEachCaseThatChanged) {
  LastRun now = before();
  now.answers["one"] = {"self_care", "strain"};
  now.answers["three"] = {"ambulance", "sepsis"};
  now.answers.erase("two");

  EXPECT_THAT(changes_since(before(), now),
              ElementsAre("one: self_care, strain first; was same_day, strain first",
                          "three: new, ambulance, sepsis first", "two: gone; was refused"));
}

TEST(Changes, AreNoneForTheSameAnswers) {
  EXPECT_THAT(changes_since(before(), before()), IsEmpty());
}

TEST(LostEmergencies, AreThoseNoLongerFound) {
  LastRun now = before();
  now.emergencies_found = {"other"};

  EXPECT_THAT(lost_emergencies(before(), now), ElementsAre("one"));
  EXPECT_THAT(lost_emergencies(before(), before()), IsEmpty());
}

TEST(KnownGaps, KeepWhatWasWrittenByHand) {
  const std::string header = "case,kind,what,ours,expected,why,evidence_needed\n";
  const std::string old = header + "one,published,slower,x,y,\"a, b\",a trial\n" +
                          "gone,published,slower,x,y,why,more\n";
  const auto text = write_gaps({{"one", "published", "slower", "self_care", "same_day"},
                                {"one", "published", "condition not in first three", "a b", "c"}},
                               old);

  EXPECT_EQ(*text, header + "one,published,slower,self_care,same_day,\"a, b\",a trial\n" +
                       "one,published,condition not in first three,a b,c,,\n");
}

TEST(KnownGaps, OtherColumnsAreAnError) {
  const auto text = write_gaps({}, "case,why\n");

  ASSERT_FALSE(text);
  EXPECT_THAT(text.error().message, HasSubstr("known_gaps.csv:1: case,why, expected case,kind"));
}

}  // namespace
}  // namespace paraspinal::tests
