#include "knowledge/base/fill.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/knowledge/tiny_content.h"

namespace paraspinal::tests {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

std::vector<std::string> problems_of_filling(const TinyContent& content) {
  const auto database = knowledge::Connection::create(content.database());
  return knowledge::fill(*database, content.folder()).problems;
}

TEST(Fill, TakesTheTinyContent) {
  EXPECT_THAT(problems_of_filling(TinyContent()), IsEmpty());
}

TEST(Fill, NotesWhereEachRowStands) {
  const TinyContent content;
  const auto database = knowledge::Connection::create(content.database());
  const auto filled = knowledge::fill(*database, content.folder());

  EXPECT_EQ(filled.places.of("link", 2), "link.csv:3");
  EXPECT_EQ(filled.places.of("loss", 4), "loss.csv:5");
  EXPECT_EQ(filled.places.of("link", 99), "link.csv");
}

TEST(Fill, ColumnsMayStandInAnyOrder) {
  TinyContent content;
  content.write("action_condition.csv", "condition,action\nstrain,keep_moving\n");

  EXPECT_THAT(problems_of_filling(content), IsEmpty());
}

TEST(Fill, AFailedCheckNamesLineColumnValueAndExpectation) {
  TinyContent content;
  content.replace("link.csv", "0.74", "1.2");

  EXPECT_THAT(problems_of_filling(content),
              ElementsAre("link.csv:2: column sensitivity: '1.2': expected sensitivity is a "
                          "probability"));
}

TEST(Fill, ACheckOfWordsNamesItsOwnColumnOnly) {
  TinyContent content;
  content.replace("link.csv", "heavy_lifting,risk", "heavy_lifting,risks");

  EXPECT_THAT(problems_of_filling(content),
              ElementsAre("link.csv:4: column kind: 'risks': expected kind is finding or risk"));
}

TEST(Fill, ACheckOfSeveralColumnsNamesEach) {
  TinyContent content;
  content.replace("prior.csv", "strain,telephone,0.6,0.5,0.7", "strain,telephone,0.6,0.65,0.7");
  content.replace("finding.csv", "quantity,Cel,30,45", "quantity,Cel,45,30");
  content.replace("age_band.csv", "50,121", "50,40");

  EXPECT_THAT(
      problems_of_filling(content),
      ElementsAre(
          "age_band.csv:3: columns below_years, from_years: '40', '50': expected below_years is "
          "above from_years",
          "finding.csv:7: columns unit, lowest, highest: 'Cel', '45', '30': expected a quantity "
          "has unit, lowest and highest",
          "prior.csv:2: columns low, point, high: '0.65', '0.6', '0.7': expected low <= point <= "
          "high"));
}

TEST(Fill, ANumberIsANumberToItsEnd) {
  TinyContent content;
  content.replace("link.csv", "0.74", "74%");
  content.replace("loss.csv", "2,3,", "two,3,");
  content.replace("mechanism.csv", "0.001", "nan");

  EXPECT_THAT(problems_of_filling(content),
              ElementsAre("mechanism.csv:2: column leak: 'nan': expected a number",
                          "link.csv:2: column sensitivity: '74%': expected a number",
                          "loss.csv:3: column levels_too_slow: 'two': expected a whole number"));
}

TEST(Fill, ARequiredValueMayNotBeEmpty) {
  TinyContent content;
  content.replace("mechanism.csv", "Sacral root compromise", "");

  EXPECT_THAT(problems_of_filling(content),
              ElementsAre("mechanism.csv:2: column name: '': expected a "
                          "value"));
}

TEST(Fill, ARowGivenTwiceNamesTheFirst) {
  TinyContent content;
  content.append("disposition.csv", "ed,Emergency,again,,,");
  content.append("red_flag_suspect.csv", "rf_ces,cauda_equina");

  EXPECT_THAT(problems_of_filling(content),
              ElementsAre("red_flag_suspect.csv:3: columns red_flag, condition: 'rf_ces', "
                          "'cauda_equina': already on line 2; expected once",
                          "disposition.csv:4: column id: 'ed': already on line 2; expected once"));
}

TEST(Fill, AReferenceToNothingNamesTheTableItSeeks) {
  TinyContent content;
  content.replace("link.csv", "adults,smith2020,table 2", "adults,foo2019,table 2");
  content.replace("red_flag_suspect.csv", "cauda_equina", "cauda");

  EXPECT_THAT(problems_of_filling(content),
              ElementsAre("link.csv:2: column source: 'foo2019': expected an id of source.csv",
                          "red_flag_suspect.csv:2: column condition: 'cauda': expected an id of "
                          "condition.csv"));
}

TEST(Fill, AnUnknownColumnIsNamedWithThoseThatAre) {
  TinyContent content;
  content.replace("disposition.csv", "id,name,contact", "id,name,phone");

  EXPECT_THAT(problems_of_filling(content),
              ElementsAre("disposition.csv:1: column contact: missing: expected once",
                          "disposition.csv:1: column 'phone': expected one of id, name, contact, "
                          "safety_net, source, sign_off"));
}

TEST(Fill, AColumnGivenTwiceIsAnError) {
  TinyContent content;
  content.write("disposition.csv", "id,name,name,contact\n");

  EXPECT_THAT(problems_of_filling(content),
              Contains("disposition.csv:1: column name: given twice: expected once"));
}

TEST(Fill, ATableWithoutAFileIsAnError) {
  TinyContent content;
  content.remove("loss.csv");

  EXPECT_THAT(problems_of_filling(content),
              ElementsAre(content.folder() + "/loss.csv: cannot be read"));
}

TEST(Fill, AFileWithoutATableIsAnError) {
  TinyContent content;
  content.write("lost.csv", "id\n");

  EXPECT_THAT(problems_of_filling(content),
              ElementsAre("lost.csv: no table of that name in schema.sql"));
}

TEST(Fill, TheBuildsOwnTablesTakeNoFile) {
  TinyContent content;
  content.write("meta.csv", "key,value\n");

  EXPECT_THAT(problems_of_filling(content),
              ElementsAre("meta.csv: no table of that name in schema.sql"));
}

TEST(Fill, AFileThatIsNoCsvIsAnError) {
  TinyContent content;
  content.append("loss.csv", "\"7,1");

  EXPECT_THAT(problems_of_filling(content),
              ElementsAre("loss.csv:8: a quote is opened and never closed"));
}

TEST(Fill, AFolderWithoutASchemaIsAnError) {
  TinyContent content;
  content.remove("schema.sql");

  EXPECT_THAT(problems_of_filling(content),
              ElementsAre(content.folder() + "/schema.sql: cannot be read"));
}

TEST(Fill, ASchemaThatIsNoSqlIsAnError) {
  TinyContent content;
  content.write("schema.sql", "CREATE TABEL x");

  EXPECT_THAT(problems_of_filling(content),
              ElementsAre(StartsWith(content.database() + ": near \"TABEL\": syntax error")));
}

}  // namespace
}  // namespace paraspinal::tests
