#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/records/calls.h"
#include "tests/apps/calls_fixture.h"
#include "tests/apps/records_file.h"

namespace paraspinal::records {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// About tel:1, with an answer and a call-back that was done, closed at `minute`.
std::string closed_call(Calls& calls, const std::string& person, int minute) {
  const std::string call = opened(calls, person).id;
  add(calls, call, 0, answers(1));
  const auto id = promised(calls, call, 1, 2, at_minute(30));
  EXPECT_TRUE(calls.done(id, "reached", at_minute(3), "bo").value());
  add(calls, call, 2, event_of_kind("closed", minute));
  return call;
}

std::int64_t forget(Calls& calls, int minute) {
  const auto forgotten = calls.forget_closed_before(at_minute(minute), at_minute(59), "officer");
  EXPECT_TRUE(forgotten) << forgotten.error().message;
  return forgotten.value_or(-1);
}

TEST(CallsRetention, CallsClosedBeforeATimeAreForgottenWhole) {
  const RecordsFile file("retention");
  const auto records = file.open();
  Calls calls(*records);
  const std::string old = closed_call(calls, "tel:1", 10);
  const std::string recent = closed_call(calls, "tel:2", 20);
  const std::string open = opened(calls, "tel:3").id;

  EXPECT_EQ(forget(calls, 20), 1);
  EXPECT_FALSE(calls.find(old));
  EXPECT_TRUE(calls.find(recent));
  EXPECT_TRUE(calls.find(open));
  EXPECT_THAT(calls.call_backs(true, 10).value(), SizeIs(1));
}

TEST(CallsRetention, TheLinesOfAForgottenCallAreErasedAndTheChainVerifies) {
  const RecordsFile file("retention_lines");
  const auto records = file.open();
  Calls calls(*records);
  closed_call(calls, "tel:1", 10);
  EXPECT_EQ(forget(calls, 11), 1);
  const auto state = records->verify().value();
  const auto last = records->lines(state.lines, 1)->front();

  EXPECT_EQ(state.first_broken, std::nullopt) << state.why;
  EXPECT_EQ(state.erased, 5);  // opened, answers, call back, done, closed
  EXPECT_EQ(records->payload(2).value(), std::nullopt);
  EXPECT_EQ(last.kind, "erasure");
  EXPECT_EQ(last.user, "officer");
  EXPECT_EQ(last.at, at_minute(59));
}

TEST(CallsRetention, APersonOfNothingElseIsForgottenToo) {
  const RecordsFile file("retention_person");
  const auto records = file.open();
  Calls calls(*records);
  closed_call(calls, "tel:1", 10);
  forget(calls, 11);

  EXPECT_FALSE(records->erase("tel:1", "officer", at_minute(59)).value());
}

TEST(CallsRetention, APersonOfSomethingElseKeepsThat) {
  const RecordsFile file("retention_else");
  const auto records = file.open();
  Calls calls(*records);
  ASSERT_TRUE(records->append(event_of("tel:1", 1)));
  closed_call(calls, "tel:1", 10);
  const std::string open = opened(calls, "tel:1").id;
  EXPECT_EQ(forget(calls, 11), 1);

  EXPECT_EQ(records->payload(1).value(), event_of("tel:1", 1).payload);
  EXPECT_TRUE(calls.find(open));
  EXPECT_THAT(records->lines_of("tel:1").value(), SizeIs(2));
  EXPECT_EQ(first_broken(*records), std::nullopt);
}

Event reading(const std::string& person) {
  return {.at = at_minute(5),
          .kind = std::string(call_read),
          .person = person,
          .user = "bo",
          .knowledge_hash = {},
          .payload = "{}"};
}

TEST(CallsRetention, WhoReadACallIsForgottenWithTheLastCallAboutThePerson) {
  const RecordsFile file("retention_readings");
  const auto records = file.open();
  Calls calls(*records);
  closed_call(calls, "tel:1", 10);
  closed_call(calls, "tel:2", 10);
  const std::string open = opened(calls, "tel:2").id;
  const auto of_one = records->append(reading("tel:1"))->number;
  const auto of_two = records->append(reading("tel:2"))->number;
  EXPECT_EQ(forget(calls, 11), 2);

  EXPECT_EQ(records->payload(of_one).value(), std::nullopt);
  EXPECT_NE(records->payload(of_two).value(), std::nullopt);
  EXPECT_THAT(records->lines_of("tel:1").value(), IsEmpty());
  EXPECT_EQ(first_broken(*records), std::nullopt);
}

TEST(CallsRetention, NothingToForgetAppendsNoLine) {
  const RecordsFile file("retention_nothing");
  const auto records = file.open();
  Calls calls(*records);
  closed_call(calls, "tel:1", 10);
  const auto before = records->verify()->lines;

  EXPECT_EQ(forget(calls, 10), 0);
  EXPECT_EQ(records->verify()->lines, before);
}

TEST(CallsRetention, APersonCanBeErasedAfterSomeCallsWereForgotten) {
  const RecordsFile file("retention_then_erasure");
  const auto records = file.open();
  Calls calls(*records);
  closed_call(calls, "tel:1", 10);
  closed_call(calls, "tel:1", 20);
  forget(calls, 11);

  EXPECT_TRUE(records->erase("tel:1", "officer", at_minute(59)).value());
  EXPECT_THAT(calls.of_person("tel:1").value(), IsEmpty());
  EXPECT_EQ(first_broken(*records), std::nullopt);
}

TEST(CallsRetention, ACallWithACallBackStillDueStays) {
  const RecordsFile file("retention_due");
  const auto records = file.open();
  Calls calls(*records);
  const std::string call = opened(calls, "tel:1").id;
  const auto id = promised(calls, call, 0, 1, at_minute(50));
  add(calls, call, 1, event_of_kind("closed", 2));

  EXPECT_EQ(forget(calls, 30), 0);
  EXPECT_TRUE(calls.find(call));
  ASSERT_TRUE(calls.done(id, "reached", at_minute(51), "bo").value());
  EXPECT_EQ(forget(calls, 30), 1);
  EXPECT_EQ(first_broken(*records), std::nullopt);
}

// An open call, closed by hand so that it is forgotten and with it what tells of the hand.
TEST(CallsRetention, ACallClosedByHandIsNamedAndNothingIsForgotten) {
  const RecordsFile file("retention_closed_by_hand");
  const auto records = file.open();
  Calls calls(*records);
  const std::string old = closed_call(calls, "tel:1", 10);
  const std::string open = opened(calls, "tel:2").id;
  Tampering(file.path())
      .run("UPDATE call SET closed_at = '2020-01-01T00:00:00Z' WHERE id = '" + open + "'");
  const auto refused = calls.forget_closed_before(at_minute(30), at_minute(59), "officer");

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, engine::ErrorKind::corrupt);
  EXPECT_EQ(refused.error().message,
            file.path() +
                ": nothing is forgotten, for the audit is broken: line 6: the call that it opened "
                "is not as its events left it (call " +
                open + ")");
  EXPECT_TRUE(calls.find(old));
  EXPECT_TRUE(calls.find(open));
  EXPECT_TRUE(first_broken(*records));
}

TEST(CallsRetention, ACallWithAnEventTakenAwayIsNamedAndNothingIsForgotten) {
  const RecordsFile file("retention_event_gone");
  const auto records = file.open();
  Calls calls(*records);
  const std::string call = closed_call(calls, "tel:1", 10);
  add(calls, call, 3, event_of_kind("opened again", 11));
  Tampering(file.path())
      .run(
          "DELETE FROM call_event WHERE revision = 4; UPDATE call SET revision = 3, closed_at = '" +
          at_minute(10) + "'");
  const auto refused = calls.forget_closed_before(at_minute(30), at_minute(59), "officer");

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message,
            file.path() +
                ": nothing is forgotten, for the audit is broken: line 6: what it says of a call "
                "was changed, or is missing");
  EXPECT_TRUE(calls.find(call));
}

TEST(CallsRetention, NoByteOfAForgottenCallIsLeft) {
  const RecordsFile file("retention_bytes");
  const auto records = file.open();
  Calls calls(*records);
  const std::string call = closed_call(calls, "tel:1", 10);
  ASSERT_THAT(file.bytes(), HasSubstr(call));
  forget(calls, 11);

  EXPECT_THAT(file.bytes(), Not(HasSubstr(call)));
}

}  // namespace
}  // namespace paraspinal::records
