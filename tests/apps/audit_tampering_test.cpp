// Whoever has the file of records and SQLite, but not the master key, changes nothing of the audit
// that its check does not find.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/records/records.h"
#include "tests/apps/records_file.h"

namespace paraspinal::records {
namespace {

using ::testing::HasSubstr;

struct Broken {
  std::int64_t number = 0;  // 0: all is well
  std::string why;
};

Broken broken(const Records& records, const std::optional<Anchor>& anchor = std::nullopt) {
  const auto state = records.verify(anchor);
  EXPECT_TRUE(state) << state.error().message;
  return state ? Broken{state->first_broken.value_or(0), state->why} : Broken{};
}

// A new file of five lines, changed by this SQL.
Broken after(const std::string& name, const std::string& sql) {
  const RecordsFile file(name);
  const auto records = file.open();
  append_five(*records);
  Tampering(file.path()).run(sql);
  return broken(*records);
}

// Every byte of the column in each of the rows, one after the other; gives how many were changed.
int bytes_found(const Records& records, const Tampering& hands, const std::string& table,
                const std::string& column, bool is_blob) {
  int changed = 0;
  for (std::int64_t row = 1; row <= 5; ++row) {
    const std::string before = hands.value(table, column, row);
    for (std::size_t i = 0; i < before.size(); ++i, ++changed) {
      std::string after = before;
      after[i] = static_cast<char>(after[i] ^ 1);
      hands.set(table, column, row, after, is_blob);
      EXPECT_EQ(broken(records).number, row) << table << "." << column << " byte " << i;
    }
    hands.set(table, column, row, before, is_blob);
    EXPECT_EQ(broken(records).number, 0);
  }
  return changed;
}

TEST(AuditTampering, EveryChangedByteOfALineIsFoundAtItsNumber) {
  const RecordsFile file("bytes_of_lines");
  const auto records = file.open();
  append_five(*records);
  const Tampering hands(file.path());
  int changed = 0;
  for (const std::string column :
       {"at", "kind", "user", "knowledge_hash", "payload_hash", "hash"}) {
    changed += bytes_found(*records, hands, "audit", column, false);
  }

  EXPECT_EQ(changed, 5 * (20 + 10 + 7 + 12 + 64 + 64));
}

TEST(AuditTampering, EveryChangedByteOfAPayloadIsFoundAtItsNumber) {
  const RecordsFile file("bytes_of_payloads");
  const auto records = file.open();
  append_five(*records);

  EXPECT_GT(bytes_found(*records, Tampering(file.path()), "payload", "box", true), 5 * 72);
}

TEST(AuditTampering, AChangedKeyOfAPersonIsFoundAtItsFirstLine) {
  const RecordsFile file("keys");
  const auto records = file.open();
  append_five(*records);
  const Tampering hands(file.path());
  for (const std::string column : {"tag", "wrapped_key"}) {
    for (std::size_t i = 0; i < hands.value("person", column, 2).size(); ++i) {
      const std::string before = hands.value("person", column, 2);
      std::string changed = before;
      changed[i] = static_cast<char>(changed[i] ^ 1);
      hands.set("person", column, 2, changed, true);
      EXPECT_EQ(broken(*records).number, 2) << column << " byte " << i;
      hands.set("person", column, 2, before, true);
    }
  }
}

TEST(AuditTampering, ADeletedLineIsFound) {
  const auto found = after("deleted", "DELETE FROM audit WHERE number = 3");

  EXPECT_EQ(found.number, 3);
  EXPECT_EQ(found.why, "line 3: the line is missing; the next one there is 4");
}

TEST(AuditTampering, ADeletedLineIsFoundAlsoWhenTheOthersMoveUp) {
  const auto found = after("moved_up",
                           "DELETE FROM payload WHERE number = 3; DELETE FROM audit WHERE number = "
                           "3; UPDATE audit SET number = number - 1 WHERE number > 3;"
                           "UPDATE payload SET number = number - 1 WHERE number > 3");

  EXPECT_EQ(found.number, 3);
  EXPECT_EQ(found.why, "line 3: its hash is not that of its words and of the line before");
}

TEST(AuditTampering, ExchangedLinesAreFound) {
  EXPECT_EQ(after("exchanged",
                  "UPDATE audit SET number = 9 WHERE number = 2; UPDATE audit SET number = 2 WHERE "
                  "number = 3; UPDATE audit SET number = 3 WHERE number = 9;"
                  "UPDATE payload SET number = 9 WHERE number = 2; UPDATE payload SET number = 2 "
                  "WHERE number = 3; UPDATE payload SET number = 3 WHERE number = 9")
                .number,
            2);
}

TEST(AuditTampering, AnInsertedLineIsFound) {
  EXPECT_EQ(after("inserted",
                  "UPDATE audit SET number = -number - 1 WHERE number >= 3;"
                  "UPDATE audit SET number = -number WHERE number < 0;"
                  "INSERT INTO audit SELECT 3, at, kind, user, knowledge_hash, payload_hash, hash "
                  "FROM audit WHERE number = 2")
                .number,
            3);
}

TEST(AuditTampering, ALineAddedAtTheEndIsFound) {
  EXPECT_EQ(after("added",
                  "INSERT INTO audit SELECT 6, at, kind, user, knowledge_hash, payload_hash, hash "
                  "FROM audit WHERE number = 5")
                .number,
            6);
}

TEST(AuditTampering, ACutOffEndIsFoundBySeal) {
  const auto found = after("cut",
                           "DELETE FROM payload WHERE number > 3;"
                           "DELETE FROM audit WHERE number > 3");

  EXPECT_EQ(found.number, 4);
  EXPECT_EQ(found.why, "line 4: the line is missing; the end of the audit was line 5");
}

TEST(AuditTampering, ACutOffEndIsFoundAlsoWhenTheSealIsMovedBack) {
  const auto found =
      after("cut_seal",
            "DELETE FROM payload WHERE number > 3; DELETE FROM audit WHERE number > 3;"
            "UPDATE audit_end SET number = 3, hash = (SELECT hash FROM audit WHERE number = 3)");

  EXPECT_EQ(found.number, 4);
  EXPECT_THAT(found.why, HasSubstr("the seal at the end of the audit does not hold"));
}

TEST(AuditTampering, AnExchangedPayloadIsFound) {
  EXPECT_EQ(after("exchanged_payloads",
                  "UPDATE payload SET number = 9 WHERE number = 1; UPDATE payload SET number = 1 "
                  "WHERE number = 3; UPDATE payload SET number = 3 WHERE number = 9")
                .why,
            "line 1: its payload cannot be decrypted");
}

TEST(AuditTampering, APayloadGivenToAnotherPersonIsFound) {
  EXPECT_EQ(after("given", "UPDATE payload SET person = 2 WHERE number = 3").number, 3);
}

TEST(AuditTampering, AMissingPayloadWithoutAnErasureIsFound) {
  const auto found = after("no_payload", "DELETE FROM payload WHERE number = 2");

  EXPECT_EQ(found.number, 2);
  EXPECT_EQ(found.why, "line 2: its payload is missing, and no line says that it was erased");
}

TEST(AuditTampering, AnErasureThatPointsAtAnotherKindOfLineIsFound) {
  EXPECT_EQ(after("false_erasure",
                  "DELETE FROM payload WHERE number = 2; INSERT INTO erasure VALUES (2, 4)")
                .number,
            2);
}

TEST(AuditTampering, ALineAddedToATrueErasureIsFoundAtTheErasure) {
  const RecordsFile file("added_to_erasure");
  const auto records = file.open();
  append_five(*records);
  ASSERT_TRUE(records->erase("Patient/1", "officer", "2026-11-26T11:00:00Z").value());
  Tampering(file.path())
      .run("DELETE FROM payload WHERE number = 2; INSERT INTO erasure VALUES (2, 6)");
  const auto found = broken(*records);

  EXPECT_EQ(found.number, 6);
  EXPECT_EQ(found.why, "line 6: other lines than it says are marked as erased by it");
}

TEST(AuditTampering, APayloadOfNoLineIsFound) {
  EXPECT_EQ(
      after("stray", "INSERT INTO payload SELECT 9, person, box FROM payload WHERE number = 1").why,
      "line 9: there is no such line, but a payload, an erasure or a row of a call of it");
}

TEST(AuditTampering, AFilePutBackIsFoundByAnAnchorOnly) {
  const RecordsFile file("put_back");
  const auto records = file.open();
  append_five(*records);
  const auto state = records->verify().value();

  EXPECT_EQ(broken(*records, Anchor{5, state.head}).number, 0);
  EXPECT_EQ(broken(*records, Anchor{5, std::string(64, '0')}).why,
            "line 5: its hash is not that of the anchor");
  EXPECT_EQ(broken(*records, Anchor{7, state.head}).why,
            "line 6: the line is missing; the anchor is line 7");
}

TEST(AuditTampering, SqlThatChangesTheAuditIsRefusedByTheFileItself) {
  const RecordsFile file("triggers");
  append_five(*file.open());
  const auto connection = knowledge::Connection::open_or_create(file.path());
  for (const std::string sql :
       {"UPDATE audit SET user = 'x'", "DELETE FROM audit", "UPDATE payload SET person = 1",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE number = 2",
        "INSERT INTO audit SELECT 9, at, kind, user, knowledge_hash, payload_hash, hash FROM audit "
        "WHERE number = 5"}) {
    const auto ran = connection->execute(sql);

    ASSERT_FALSE(ran) << sql;
    EXPECT_THAT(ran.error().message, HasSubstr("the audit is append-only: ")) << sql;
  }
}

TEST(AuditTampering, NothingIsAppendedToACutOffAudit) {
  const RecordsFile file("append_to_cut");
  const auto records = file.open();
  append_five(*records);
  const auto connection = knowledge::Connection::open_or_create(file.path());
  ASSERT_TRUE(
      connection->execute("DROP TRIGGER audit_is_not_deleted; DELETE FROM payload WHERE number = 5;"
                          "DELETE FROM audit WHERE number = 5"));
  const auto line = records->append(event_of("Patient/1", 1));

  ASSERT_FALSE(line);
  EXPECT_EQ(line.error().message,
            file.path() + ": the audit is append-only: a line was not the next");
}

}  // namespace
}  // namespace paraspinal::records
