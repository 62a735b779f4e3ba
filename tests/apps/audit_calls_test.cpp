// The check of the audit finds what was changed of the calls behind the records' back.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/records/calls.h"
#include "tests/apps/calls_fixture.h"
#include "tests/apps/records_file.h"

namespace paraspinal::records {
namespace {

using engine::ErrorKind;
using ::testing::HasSubstr;

// A file with a call: opened (line 1), answers (2, 3), a call-back promised (4) and done (5), and
// closed (6); and another, opened (7).
class AuditOfCalls : public ::testing::Test {
 protected:
  AuditOfCalls() {
    add(calls, call, 0, answers(1));
    add(calls, call, 1, answers(2));
    const auto id = promised(calls, call, 2, 3, at_minute(30));
    EXPECT_TRUE(calls.done(id, "reached", at_minute(31), "bo").value());
    add(calls, call, 3, event_of_kind("closed", 32));
    opened(calls, "tel:2");
    EXPECT_EQ(first_broken(*records), std::nullopt);
  }

  // What is found after this SQL.
  std::string why(const std::string& sql) const {
    Tampering(file.path()).run(sql);
    return records->verify().value().why;
  }

  const RecordsFile file{"audit_calls"};
  const std::unique_ptr<Records> records = file.open();
  Calls calls{*records};
  const std::string call = opened(calls, "tel:1").id;
};

const std::string changed = ": what it says of a call was changed, or is missing";

TEST_F(AuditOfCalls, EveryChangedByteOfAnEventIsFoundAtItsLine) {
  const Tampering hands(file.path());
  int tried = 0;
  for (const std::string column : {"kind", "at", "made_by", "request", "box"}) {
    for (std::int64_t row = 1; row <= 4; ++row) {
      const std::string before = hands.value("call_event", column, row);
      const std::int64_t line = row < 4 ? row + 1 : 6;
      for (std::size_t i = 0; i < before.size(); ++i, ++tried) {
        std::string after = before;
        after[i] = static_cast<char>(after[i] ^ 16);
        hands.set("call_event", column, row, after, column == "box");
        EXPECT_EQ(first_broken(*records), line) << column << " byte " << i;
      }
      hands.set("call_event", column, row, before, column == "box");
    }
  }

  EXPECT_EQ(first_broken(*records), std::nullopt);
  EXPECT_EQ(tried, 29 + 80 + 20 + 37 + 4 * 40 + 49);  // kinds, times, users, requests, boxes
}

TEST_F(AuditOfCalls, AChangedEventCannotBeRead) {
  Tampering(file.path()).run("UPDATE call_event SET at = 'then' WHERE revision = 2");
  const auto events = calls.events(call);

  ASSERT_FALSE(events);
  EXPECT_EQ(events.error().kind, ErrorKind::corrupt);
  EXPECT_EQ(events.error().message,
            file.path() + ": call " + call + ": event 2 cannot be decrypted");
}

TEST_F(AuditOfCalls, AnEventTakenAwayIsFound) {
  EXPECT_EQ(why("DELETE FROM call_event WHERE revision = 2"), "line 3" + changed);
}

TEST_F(AuditOfCalls, TheLastEventTakenAwayIsFound) {
  EXPECT_EQ(why("DELETE FROM call_event WHERE revision = 4;"
                "UPDATE call SET revision = 3, closed_at = NULL WHERE number = 1"),
            "line 6" + changed);
}

TEST_F(AuditOfCalls, ACallTakenAwayIsFound) {
  EXPECT_EQ(why("DELETE FROM call_back; DELETE FROM call_event; DELETE FROM call WHERE number = 1"),
            "line 1" + changed);
}

TEST_F(AuditOfCalls, EventsThatChangedPlacesAreFound) {
  EXPECT_EQ(why("UPDATE call_event SET revision = -revision WHERE revision IN (1, 2);"
                "UPDATE call_event SET revision = 3 + revision WHERE revision < 0"),
            "line 2" + changed);
}

TEST_F(AuditOfCalls, AnEventMovedToAnotherCallIsFound) {
  EXPECT_EQ(why("UPDATE call_event SET call = 2 WHERE revision = 2"), "line 3" + changed);
}

TEST_F(AuditOfCalls, APromiseTakenAwayIsFound) {
  EXPECT_EQ(why("DELETE FROM call_back"), "line 4" + changed);
}

TEST_F(AuditOfCalls, APromisePutOffIsFound) {
  EXPECT_EQ(why("UPDATE call_back SET due_at = '2027-11-26T10:30:00Z'"), "line 4" + changed);
}

TEST_F(AuditOfCalls, AnotherOutcomeOfACallBackIsFound) {
  EXPECT_EQ(why("UPDATE call_back SET outcome = 'cancelled'"), "line 5" + changed);
}

TEST_F(AuditOfCalls, ACallBackThatIsDueAgainIsFound) {
  EXPECT_EQ(why("UPDATE call_back SET done_at = NULL, done_by = NULL, outcome = NULL, "
                "done_line = NULL"),
            "line 5" + changed);
}

TEST_F(AuditOfCalls, ACallInAnotherSettingIsFound) {
  EXPECT_EQ(why("UPDATE call SET setting = 'primary_care' WHERE number = 2"), "line 7" + changed);
}

TEST_F(AuditOfCalls, ACallThatIsOpenAgainIsFound) {
  EXPECT_EQ(why("UPDATE call SET closed_at = NULL"),
            "line 1: the call that it opened is not as its events left it");
}

TEST_F(AuditOfCalls, ACallClosedByNobodyIsFound) {
  EXPECT_EQ(why("UPDATE call SET closed_at = '2020-11-26T10:30:00Z' WHERE number = 2"),
            "line 7: the call that it opened is not as its events left it");
}

TEST_F(AuditOfCalls, ACallOfALaterRevisionIsFound) {
  EXPECT_EQ(why("UPDATE call SET revision = 9 WHERE number = 2"),
            "line 7: the call that it opened is not as its events left it");
}

TEST_F(AuditOfCalls, ARowBesideALineThatIsNotItsOwnIsFound) {
  ASSERT_TRUE(records->append(event_of("tel:2", 1)));
  EXPECT_EQ(why("INSERT INTO call_event SELECT 2, 1, kind, at, made_by, request, 8, box "
                "FROM call_event WHERE revision = 1"),
            "line 8: a row of a call says that it is its line, and it is not");
}

TEST_F(AuditOfCalls, ARowOfALineThatThereIsNotIsFound) {
  EXPECT_EQ(why("INSERT INTO call_event SELECT 2, 1, kind, at, made_by, request, 99, box "
                "FROM call_event WHERE revision = 1"),
            "line 99: there is no such line, but a payload, an erasure or a row of a call of it");
}

TEST_F(AuditOfCalls, ACallPutBackAfterItsErasureIsFound) {
  Tampering(file.path()).run("CREATE TABLE kept AS SELECT * FROM call WHERE number = 2");
  ASSERT_TRUE(records->erase("tel:2", "officer", at_minute(50)).value());
  EXPECT_EQ(why("INSERT INTO call SELECT * FROM kept"),
            "line 7: a row of a call says that it is its line, and it is not");
}

TEST_F(AuditOfCalls, TheFileItselfRefusesToChangeAnEvent) {
  const auto connection = knowledge::Connection::open_or_create(file.path());
  const auto refused = connection->execute("UPDATE call_event SET kind = 'note'");

  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message,
              HasSubstr("the events of a call are only added to: one was to be changed"));
}

}  // namespace
}  // namespace paraspinal::records
