#include "knowledge/base/csv.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paraspinal::knowledge {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string csv_error_of(std::string_view text) {
  const auto table = parse_csv(text, "x.csv");
  return table ? "no error" : table.error().message;
}

TEST(Csv, RowsFollowAHeader) {
  const auto table = parse_csv("id,name\nfever,Fever\nrigors,Shaking chills\n", "x.csv");

  ASSERT_TRUE(table);
  EXPECT_THAT(table->header, ElementsAre("id", "name"));
  EXPECT_THAT(table->rows,
              ElementsAre(CsvRow{2, {"fever", "Fever"}}, CsvRow{3, {"rigors", "Shaking chills"}}));
}

TEST(Csv, TheLastLineNeedsNoEnd) {
  const auto table = parse_csv("id\nfever", "x.csv");

  ASSERT_TRUE(table);
  EXPECT_THAT(table->rows, ElementsAre(CsvRow{2, {"fever"}}));
}

TEST(Csv, CarriageReturnsBelongToTheLineEnd) {
  const auto table = parse_csv("id,name\r\nfever,Fever\r\n", "x.csv");

  ASSERT_TRUE(table);
  EXPECT_THAT(table->header, ElementsAre("id", "name"));
  EXPECT_THAT(table->rows, ElementsAre(CsvRow{2, {"fever", "Fever"}}));
}

TEST(Csv, AQuotedFieldHoldsCommasQuotesAndLineEnds) {
  const auto table = parse_csv("a,b\n\"one, \"\"two\"\"\nthree\",x\nlast,y\n", "x.csv");

  ASSERT_TRUE(table);
  EXPECT_THAT(table->rows,
              ElementsAre(CsvRow{2, {"one, \"two\"\nthree", "x"}}, CsvRow{4, {"last", "y"}}));
}

TEST(Csv, EmptyFieldsAreKept) {
  const auto table = parse_csv("a,b,c\n,\"\",\n", "x.csv");

  ASSERT_TRUE(table);
  EXPECT_THAT(table->rows, ElementsAre(CsvRow{2, {"", "", ""}}));
}

TEST(Csv, AHeaderAloneIsATableWithoutRows) {
  const auto table = parse_csv("a,b\n", "x.csv");

  ASSERT_TRUE(table);
  EXPECT_TRUE(table->rows.empty());
}

TEST(Csv, AnEmptyTextIsAnError) {
  EXPECT_EQ(csv_error_of(""), "x.csv:1: is empty; expected a header");
}

TEST(Csv, AQuoteNeverClosedNamesTheLineThatOpensIt) {
  EXPECT_EQ(csv_error_of("a,b\nx,\"y\nz"), "x.csv:2: a quote is opened and never closed");
}

TEST(Csv, AQuoteInsideABareFieldIsAnError) {
  EXPECT_EQ(csv_error_of("a\nx\"y\n"),
            "x.csv:2: a quote inside a field that does not begin with one");
}

TEST(Csv, TextAfterAClosingQuoteIsAnError) {
  EXPECT_EQ(csv_error_of("a\n\"x\"y\n"), "x.csv:2: text after the closing quote of a field");
}

TEST(Csv, AnotherNumberOfFieldsThanTheHeaderIsAnError) {
  EXPECT_EQ(csv_error_of("a,b\n1,2\n3\n"), "x.csv:3: 1 fields; expected 2, as many as the header");
  EXPECT_EQ(csv_error_of("a,b\n1,2,3\n"), "x.csv:2: 3 fields; expected 2, as many as the header");
}

TEST(Csv, AFileIsNamedWithoutItsFolder) {
  const std::string path = ::testing::TempDir() + "paraspinal_csv_test.csv";
  std::ofstream(path) << "a\n1,2\n";

  const auto table = read_csv(path);

  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().message,
            "paraspinal_csv_test.csv:2: 2 fields; expected 1, as many as the header");
}

TEST(Csv, AMissingFileIsNotFound) {
  const auto table = read_csv("/nowhere/x.csv");

  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().kind, engine::ErrorKind::not_found);
  EXPECT_THAT(table.error().message, HasSubstr("/nowhere/x.csv: cannot be read"));
}

}  // namespace
}  // namespace paraspinal::knowledge
