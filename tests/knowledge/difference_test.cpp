#include "knowledge/base/difference.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/base/load.h"
#include "knowledge/base/solved_difference.h"
#include "tests/knowledge/tiny_content.h"

namespace paraspinal::tests {
namespace {

using knowledge::Change;
using knowledge::ColumnChange;
using knowledge::RowChange;
using knowledge::SolvedDifference;
using knowledge::Topic;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// The tiny content as it is, and once more with a change.
class Difference : public ::testing::Test {
 protected:
  Difference() { before_.build(); }

  std::vector<RowChange> changes() {
    EXPECT_THAT(content_.build().problems, IsEmpty());
    const auto before = knowledge::Connection::open(before_.database());
    const auto after = knowledge::Connection::open(content_.database());
    return knowledge::content_difference(*before, *after).value();
  }

  SolvedDifference solved() {
    EXPECT_THAT(content_.build().problems, IsEmpty());
    return knowledge::solved_difference(knowledge::load_file(before_.database()).value(),
                                        knowledge::load_file(content_.database()).value())
        .value();
  }

  TinyContent content_;

 private:
  TinyContent before_{"before"};
};

TEST_F(Difference, OfTheSameContentIsEmpty) {
  EXPECT_THAT(changes(), IsEmpty());
}

TEST_F(Difference, EveryTableOfTheContentHasATopic) {
  content_.build();
  const auto database = knowledge::Connection::open(content_.database());
  auto tables = database->prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'meta' AND name NOT LIKE "
      "'solved!_%' ESCAPE '!'");
  while (*tables->step()) {
    EXPECT_TRUE(knowledge::topic_of_table(tables->text(0))) << tables->text(0);
  }
}

TEST_F(Difference, AChangedRuleIsAboutRedFlags) {
  content_.replace("red_flag.csv", "saddle_anaesthesia OR urinary_retention", "saddle_anaesthesia");

  EXPECT_THAT(changes(), ElementsAre(RowChange{Topic::red_flags,
                                               Change::changed,
                                               "red_flag",
                                               "rf_ces",
                                               {{"rule", "saddle_anaesthesia OR urinary_retention",
                                                 "saddle_anaesthesia"}},
                                               "smith2020",
                                               "smith2020"}));
}

TEST_F(Difference, ANewRedFlagIsThereWithAllItsColumns) {
  content_.append("red_flag.csv", "rf_fever,Fever,fever,same_day,ed,be seen,smith2020,,seen,,none");
  const auto found = changes();

  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].change, Change::added);
  EXPECT_EQ(found[0].key, "rf_fever");
  EXPECT_THAT(
      found[0].columns,
      ElementsAre(ColumnChange{"id", "", "rf_fever"}, ColumnChange{"name", "", "Fever"},
                  ColumnChange{"rule", "", "fever"}, ColumnChange{"urgency", "", "same_day"},
                  ColumnChange{"disposition", "", "ed"}, ColumnChange{"action", "", "be seen"},
                  ColumnChange{"source", "", "smith2020"}, ColumnChange{"verified", "", "seen"},
                  ColumnChange{"sign_off", "", "none"}));
}

TEST_F(Difference, ARemovedRowIsThereAsItWas) {
  content_.replace("contribution.csv", "stress,strain,1.3,smith2020,estimate,C,judgement,none\n",
                   "");
  const auto found = changes();

  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].change, Change::removed);
  EXPECT_EQ(found[0].topic, Topic::links);
  EXPECT_EQ(found[0].key, "stress strain");
  EXPECT_EQ(found[0].source_before, "smith2020");
  EXPECT_EQ(found[0].source_after, "");
}

TEST_F(Difference, AChangedFigureNamesColumnAndSource) {
  content_.append("source.csv", "jones2024,Jones A. Retention. BMJ 2024,2024,study,,,,seen,");
  content_.replace("link.csv", "0.74,0.6,0.9", "0.7,0.6,0.9");
  content_.replace("link.csv", "adults,smith2020,table 2", "adults,jones2024,table 2");
  const auto found = changes();

  ASSERT_THAT(found, SizeIs(2));  // and the new source
  EXPECT_EQ(found[0].topic, Topic::links);
  EXPECT_EQ(found[0].key, "l1");
  EXPECT_THAT(found[0].columns, ElementsAre(ColumnChange{"sensitivity", "0.74", "0.7"},
                                            ColumnChange{"source", "smith2020", "jones2024"}));
  EXPECT_EQ(found[0].source_before, "smith2020");
  EXPECT_EQ(found[0].source_after, "jones2024");
  EXPECT_EQ(found[1].topic, Topic::sources);
}

TEST_F(Difference, ARowIsThereOnceForEachTopic) {
  content_.replace("condition.csv",
                   "strain,Muscle strain,muscle,primary,0,self_care,1,all,,judgement,none",
                   "strain,Strained muscle,muscle,primary,0,same_day,1,all,,judgement,none");
  const auto found = changes();

  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].topic, Topic::urgency);
  EXPECT_THAT(found[0].columns,
              ElementsAre(ColumnChange{"needs_urgency", "self_care", "same_day"}));
  EXPECT_EQ(found[1].topic, Topic::wording);
  EXPECT_THAT(found[1].columns,
              ElementsAre(ColumnChange{"name", "Muscle strain", "Strained muscle"}));
}

TEST_F(Difference, ASignatureIsWording) {
  content_.replace("red_flag.csv", "MRI now,smith2020,,seen,,none",
                   "MRI now,smith2020,,seen,,Dr A");

  EXPECT_EQ(changes().at(0).topic, Topic::wording);
}

TEST_F(Difference, IsInTheOrderOfReview) {
  content_.replace("coding.csv", "fever,present,14", "fever,present,7");
  content_.replace("contraindication.csv", "withhold", "caution");
  content_.replace("question.csv", "Numb between the legs?", "Numb there?");
  content_.replace("link.csv", "OR,2,1.5,3", "OR,2.5,1.5,3");
  content_.replace("prior_modifier.csv", "odds,0.8", "odds,0.7");
  content_.replace("loss.csv", "6,10", "6,12");
  content_.replace("red_flag_suspect.csv", "rf_ces,cauda_equina\n",
                   "rf_ces,cauda_equina\nrf_ces,strain\n");
  std::vector<Topic> topics;
  for (const RowChange& change : changes()) {
    topics.push_back(change.topic);
  }

  EXPECT_THAT(topics, ElementsAre(Topic::red_flags, Topic::urgency, Topic::priors, Topic::links,
                                  Topic::questions, Topic::actions, Topic::codings));
}

TEST_F(Difference, OfDatabasesWithOtherTablesIsAnError) {
  content_.build();
  const auto after = knowledge::Connection::open(content_.database());
  const auto empty = knowledge::Connection::create(":memory:");
  const auto found = knowledge::content_difference(*empty, *after);

  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().kind, engine::ErrorKind::corrupt);
  EXPECT_THAT(found.error().message, HasSubstr("expected knowledge bases of one schema"));
}

TEST_F(Difference, OfTheSameContentMovesNothing) {
  const SolvedDifference found = solved();

  EXPECT_EQ(found.size_before, found.size_after);
  EXPECT_THAT(found.pretests, IsEmpty());
  EXPECT_THAT(found.weights, IsEmpty());
}

TEST_F(Difference, ARaisedPriorMovesItsProbabilityMost) {
  content_.replace("prior.csv", "cauda_equina,telephone,0.01", "cauda_equina,telephone,0.02");
  const SolvedDifference found = solved();

  ASSERT_THAT(found.pretests, SizeIs(1));
  EXPECT_EQ(found.pretests[0].condition, "cauda_equina");
  EXPECT_THAT(found.pretests[0].context, HasSubstr("telephone"));
  EXPECT_NEAR(found.pretests[0].before, 0.01, 1e-9);
  EXPECT_NEAR(found.pretests[0].after, 0.02, 1e-9);
}

// An odds ratio of 4 in place of 2: about 6 decibans in place of 3.
TEST_F(Difference, AStrongerRiskWeighsMore) {
  content_.replace("link.csv", "OR,2,1.5,3", "OR,4,1.5,6");
  const SolvedDifference found = solved();

  ASSERT_THAT(found.weights, SizeIs(1));
  EXPECT_EQ(found.weights[0].condition, "strain");
  EXPECT_EQ(found.weights[0].finding, "heavy_lifting");
  EXPECT_NEAR(found.weights[0].after.present - found.weights[0].before.present, 3, 1);
}

// Sensitivity 0.74 to 0.5 with the same background: absent, ln(0.5 / 0.26) = 2.8 decibans less.
TEST_F(Difference, ALessSensitiveSignSaysLessWhenAbsent) {
  content_.replace("link.csv", "0.74,0.6,0.9", "0.5,0.4,0.6");
  const SolvedDifference found = solved();

  ASSERT_FALSE(found.weights.empty());
  EXPECT_EQ(found.weights[0].finding, "saddle_anaesthesia");
  EXPECT_NEAR(found.weights[0].after.absent - found.weights[0].before.absent, 2.84, 0.2);
}

TEST_F(Difference, ANewConditionIsThereWithItsProbability) {
  content_.append("condition.csv", "wear,Wear,joint,primary,0,self_care,1,all,,judgement,none");
  for (const char* setting : {"telephone", "primary_care", "emergency_department"}) {
    content_.append("prior.csv",
                    std::string("wear,") + setting + ",0.1,,,smith2020,estimate,C,judgement,none");
  }
  const SolvedDifference found = solved();

  EXPECT_EQ(found.size_after.conditions, found.size_before.conditions + 1);
  ASSERT_THAT(found.pretests, SizeIs(3));  // a setting each
  EXPECT_EQ(found.pretests[0].condition, "wear");
  EXPECT_EQ(found.pretests[0].before, 0);
  EXPECT_NEAR(found.pretests[0].after, 0.1, 1e-9);
}

}  // namespace
}  // namespace paraspinal::tests
