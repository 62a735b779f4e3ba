#include "knowledge/base/database.h"

#include <filesystem>
#include <fstream>
#include <span>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/base/rows.h"

namespace paraspinal::knowledge {
namespace {

using ::testing::HasSubstr;

std::string path_of(const std::string& name) {
  return ::testing::TempDir() + "paraspinal_database_test_" + name;
}

// A new file with a table t(id TEXT, n INTEGER, x REAL, b BLOB) and these rows.
Connection with_rows(const std::string& name, const std::string& rows) {
  auto database = Connection::create(path_of(name));
  const auto made = database->execute(
      "CREATE TABLE t (id TEXT, n INTEGER, x REAL, b BLOB); INSERT INTO t VALUES " + rows);
  EXPECT_TRUE(made) << made.error().message;
  return std::move(*database);
}

TEST(Database, AStatementSaysWhySqliteRefused) {
  const auto database = with_rows("refused", "('a', 1, 1, NULL)");

  EXPECT_EQ(database.execute("CREATE TABLE t (x)").error().message,
            database.name() + ": table t already exists");
}

TEST(Database, AFileThatDoesNotExistIsNotFound) {
  const auto database = Connection::open(path_of("nowhere"));

  ASSERT_FALSE(database);
  EXPECT_EQ(database.error().kind, engine::ErrorKind::not_found);
  EXPECT_THAT(database.error().message, HasSubstr("nowhere: no such file"));
}

TEST(Database, AnOpenedFileIsReadOnly) {
  with_rows("read_only", "('a', 1, 1, NULL)");
  const auto database = Connection::open(path_of("read_only"));

  EXPECT_THAT(database->execute("DELETE FROM t").error().message,
              HasSubstr("attempt to write a readonly database"));
}

TEST(Database, AFileThatCannotBeCreatedIsAnError) {
  const auto database = Connection::create("/nowhere/x.sqlite");

  ASSERT_FALSE(database);
  EXPECT_EQ(database.error().message, "/nowhere/x.sqlite: unable to open database file");
}

TEST(Database, CreatingReplacesWhatWasThere) {
  with_rows("replaced", "('a', 1, 1, NULL)");
  const auto database = with_rows("replaced", "('b', 1, 1, NULL)");
  Rows rows(database, "t", {"id"});
  rows.next();

  EXPECT_EQ(rows.text(), "b");
}

TEST(Database, WhatWasWrittenToAnOpenedFileIsThereWhenItIsOpenedAgain) {
  std::filesystem::remove(path_of("opened"));
  const auto made = Connection::open_or_create(path_of("opened"));
  ASSERT_TRUE(made->execute("CREATE TABLE t (id TEXT); INSERT INTO t VALUES ('a')"));
  const auto opened = Connection::open_or_create(path_of("opened"));
  auto statement = opened->prepare("SELECT id FROM t");

  ASSERT_TRUE(statement->step().value());
  EXPECT_EQ(statement->text(0), "a");
}

TEST(Database, AnOpenedFileHoldsForeignKeys) {
  std::filesystem::remove(path_of("keys"));
  const auto database = Connection::open_or_create(path_of("keys"));
  ASSERT_TRUE(
      database->execute("CREATE TABLE a (id INTEGER PRIMARY KEY);"
                        "CREATE TABLE b (a INTEGER REFERENCES a)"));

  EXPECT_THAT(database->execute("INSERT INTO b VALUES (7)").error().message,
              HasSubstr("FOREIGN KEY constraint failed"));
}

TEST(Database, AFileThatCannotBeOpenedOrCreatedIsAnError) {
  EXPECT_EQ(Connection::open_or_create("/nowhere/x.sqlite").error().message,
            "/nowhere/x.sqlite: unable to open database file");
}

TEST(Database, BytesComeBackAsTheyWereBound) {
  const auto database = with_rows("bound", "('a', 1, 1, NULL)");
  auto update = database.prepare("UPDATE t SET b = ?");
  update->bind_bytes(1, std::string_view("\0\xff", 2));
  ASSERT_TRUE(update->step());
  auto statement = database.prepare("SELECT b, typeof(b) FROM t");
  ASSERT_TRUE(statement->step().value());

  EXPECT_EQ(statement->text(0), std::string("\0\xff", 2));
  EXPECT_EQ(statement->text(1), "blob");
}

TEST(Database, ReadsFromBytes) {
  with_rows("bytes", "('a', 1, 1, NULL)");
  const std::ifstream file(path_of("bytes"), std::ios::binary);
  std::ostringstream copy;
  copy << file.rdbuf();
  const std::string text = copy.str();
  const std::vector<unsigned char> bytes(text.begin(), text.end());

  const auto database = Connection::open(std::span<const unsigned char>(bytes), "these bytes");
  Rows rows(*database, "t", {"id"});

  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.text(), "a");
  EXPECT_THAT(database->execute("DELETE FROM t").error().message, HasSubstr("these bytes: "));
}

}  // namespace
}  // namespace paraspinal::knowledge
