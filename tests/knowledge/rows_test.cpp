#include "knowledge/base/rows.h"

#include <limits>
#include <span>

#include <gtest/gtest.h>

namespace paraspinal::knowledge {
namespace {

// A new file with a table t(id TEXT, n INTEGER, x REAL, b BLOB) and these rows.
Connection table_of_rows(const std::string& name, const std::string& rows) {
  auto database = Connection::create(::testing::TempDir() + "paraspinal_rows_test_" + name);
  const auto made = database->execute(
      "CREATE TABLE t (id TEXT, n INTEGER, x REAL, b BLOB); INSERT INTO t VALUES " + rows);
  EXPECT_TRUE(made) << made.error().message;
  return std::move(*database);
}

TEST(Rows, AreReadColumnByColumnInOrder) {
  const auto database = table_of_rows("rows", "('one', 1, 0.5, NULL), ('two', 0, NULL, NULL)");
  Rows rows(database, "t", {"id", "n", "x"});

  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.text(), "one");
  EXPECT_TRUE(rows.flag());
  EXPECT_EQ(rows.real(), 0.5);
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.text(), "two");
  EXPECT_EQ(rows.integer(), 0);
  EXPECT_EQ(rows.optional_real(), std::nullopt);
  EXPECT_FALSE(rows.next());
  EXPECT_TRUE(rows.result());
}

TEST(Rows, AnEmptyOptionalTextIsEmpty) {
  const auto database = table_of_rows("optional", "(NULL, 1, 1, NULL)");
  Rows rows(database, "t", {"id"});
  rows.next();

  EXPECT_EQ(rows.optional_text(), "");
  EXPECT_TRUE(rows.result());
}

TEST(Rows, AnEmptyColumnThatMayNotBeNamesTableRowAndColumn) {
  const auto database = table_of_rows("empty", "('a', 1, 1, NULL), ('b', NULL, 1, NULL)");
  Rows rows(database, "t", {"id", "n"});
  while (rows.next()) {
    rows.text();
    rows.integer();
  }

  EXPECT_EQ(rows.result().error().message,
            database.name() + ": table t, row 2, column n: '': expected a whole number");
  EXPECT_EQ(rows.result().error().kind, engine::ErrorKind::corrupt);
}

TEST(Rows, TheFirstErrorEndsTheRows) {
  const auto database = table_of_rows("first", "('a', 1, 1, NULL), ('b', 1, 1, NULL)");
  Rows rows(database, "t", {"id"});
  rows.next();
  rows.reject(rows.text(), "x");
  rows.fail("another");

  EXPECT_FALSE(rows.next());
  EXPECT_EQ(rows.text(), "");
  EXPECT_EQ(rows.result().error().message,
            database.name() + ": table t, row 1, column id: 'a': expected x");
}

TEST(Rows, OfAMissingTableAreAnError) {
  const auto database = table_of_rows("missing", "('a', 1, 1, NULL)");
  Rows rows(database, "u", {"id"});

  EXPECT_FALSE(rows.next());
  EXPECT_EQ(rows.result().error().message, database.name() + ": no such table: u");
}

TEST(Rows, NumbersOfABlobAreReadBackExactly) {
  const auto database = table_of_rows("numbers", "('a', 1, 1, NULL)");
  const std::vector<double> numbers = {0.1, -std::numeric_limits<double>::infinity(), -0.0, 1e-300};
  auto update = database.prepare("UPDATE t SET b = ?");
  update->bind(1, std::span<const double>(numbers));
  ASSERT_TRUE(update->step());
  Rows rows(database, "t", {"b", "hex(b)"});
  ASSERT_TRUE(rows.next());

  EXPECT_EQ(rows.reals(), numbers);
  EXPECT_EQ(rows.text().substr(0, 16), "9A9999999999B93F");  // IEEE 754, least byte first
}

}  // namespace
}  // namespace paraspinal::knowledge
