#include "apps/records/calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/apps/calls_fixture.h"
#include "tests/apps/records_file.h"

namespace paraspinal::records {
namespace {

using engine::ErrorKind;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(Calls, AnOpenedCallIsFoundAfterReopening) {
  const RecordsFile file("call");
  Call call;
  {
    const auto records = file.open();
    Calls calls(*records);
    call = opened(calls, "tel:1");
  }
  const auto records = file.open();
  const Calls calls(*records);

  EXPECT_THAT(call.id, ::testing::MatchesRegex("[0-9a-f]{32}"));
  EXPECT_EQ(call.at, "2026-11-26T10:00:00Z");
  EXPECT_EQ(call.by, "amina");
  EXPECT_EQ(call.setting, "telephone");
  EXPECT_EQ(call.start, R"({"name":"Ms Example"})");
  EXPECT_EQ(call.closed_at, "");
  EXPECT_EQ(call.revision, 0);
  EXPECT_EQ(calls.find(call.id).value(), call);
}

TEST(Calls, TheSameRequestGivesTheSameCall) {
  const RecordsFile file("call_request");
  const auto records = file.open();
  Calls calls(*records);
  const Call first = opened(calls, "tel:1", "wish-1");

  EXPECT_EQ(opened(calls, "tel:1", "wish-1"), first);
  EXPECT_NE(opened(calls, "tel:1", "wish-2").id, first.id);
  EXPECT_EQ(records->verify()->lines, 2);
}

TEST(Calls, TheSameRequestByAnotherOrAboutAnotherIsRefused) {
  const RecordsFile file("call_other_wish");
  const auto records = file.open();
  Calls calls(*records);
  NewCall wish = call_about("tel:1", "wish-1");
  ASSERT_TRUE(calls.open(wish));
  wish.at = at_minute(1);
  EXPECT_TRUE(calls.open(wish));  // sent again, later

  NewCall by_another = wish;
  by_another.by = "bo";
  NewCall about_another = wish;
  about_another.person = "tel:2";
  NewCall elsewhere = wish;
  elsewhere.setting = "primary_care";
  NewCall with_other_start = wish;
  with_other_start.start = "{}";
  for (const NewCall& other : {by_another, about_another, elsewhere, with_other_start}) {
    const auto refused = calls.open(other);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::invalid_argument);
    EXPECT_EQ(refused.error().message,
              "request: stands for another wish already; expected a new one");
  }
  EXPECT_EQ(records->verify()->lines, 1);
}

TEST(Calls, ACallAboutNobodyIsTheSameForTheSameRequest) {
  const RecordsFile file("call_of_nobody_twice");
  const auto records = file.open();
  Calls calls(*records);

  EXPECT_EQ(opened(calls, "", "wish-1"), opened(calls, "", "wish-1"));
}

TEST(Calls, WithoutARequestEachIsAnotherCall) {
  const RecordsFile file("call_no_request");
  const auto records = file.open();
  Calls calls(*records);

  EXPECT_NE(opened(calls, "tel:1").id, opened(calls, "tel:1").id);
}

TEST(Calls, AnUnknownCallIsNotFound) {
  const RecordsFile file("call_unknown");
  const auto records = file.open();
  const auto found = Calls(*records).find("0123");

  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().kind, ErrorKind::not_found);
  EXPECT_EQ(found.error().message, "call 0123: there is none");
}

TEST(Calls, ACallInAnUnknownSettingIsRefused) {
  const RecordsFile file("call_setting");
  const auto records = file.open();
  NewCall call = call_about("tel:1");
  call.setting = "ward";
  const auto refused = Calls(*records).open(call);

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::invalid_argument);
  EXPECT_EQ(refused.error().message,
            "setting of a call: \"ward\"; expected telephone, primary_care or "
            "emergency_department");
}

TEST(Calls, ACallAtATimeThatIsNoneIsRefused) {
  const RecordsFile file("call_time");
  const auto records = file.open();
  for (const std::string at :
       {"", "2026-11-26", "2026-11-26T10:00:00+01:00", "2026-11-26T1O:00:00Z"}) {
    NewCall call = call_about("tel:1");
    call.at = at;
    const auto refused = Calls(*records).open(call);

    ASSERT_FALSE(refused) << at;
    EXPECT_EQ(refused.error().message,
              "time of a call: \"" + at + "\"; expected one as 2026-11-26T10:00:00Z");
  }
}

TEST(Calls, ARequestOfMoreThanAHundredBytesIsRefused) {
  const RecordsFile file("call_long_request");
  const auto records = file.open();
  const auto refused = Calls(*records).open(call_about("tel:1", std::string(101, 'x')));

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "request of a call: 101 bytes; expected at most 100");
}

TEST(Calls, ACallAboutNobodyIsAboutItself) {
  const RecordsFile file("call_itself");
  const auto records = file.open();
  Calls calls(*records);
  const Call call = opened(calls, "");

  EXPECT_EQ(calls.person(call.id).value(), call.id);
  EXPECT_TRUE(records->erase(call.id, "officer", at_minute(1)).value());
  EXPECT_FALSE(calls.find(call.id));
}

TEST(Calls, WhomACallIsAboutIsNotReadableInTheFile) {
  const RecordsFile file("call_hidden");
  const auto records = file.open();
  Calls calls(*records);
  const Call call = opened(calls, "tel:+441632960001");
  add(calls, call.id, 0, answers(1));
  promised(calls, call.id, 1, 2, at_minute(30));
  const std::string bytes = file.bytes();

  EXPECT_EQ(calls.person(call.id).value(), "tel:+441632960001");
  for (const std::string secret : {"441632960001", "Example", "secret", "looks again"}) {
    EXPECT_THAT(bytes, Not(HasSubstr(secret)));
  }
}

TEST(Calls, OpenOnesAreListedNewestFirst) {
  const RecordsFile file("calls_open");
  const auto records = file.open();
  Calls calls(*records);
  std::vector<std::string> ids;
  for (int minute = 1; minute <= 3; ++minute) {
    NewCall call = call_about("tel:" + std::to_string(minute));
    call.at = at_minute(minute);
    ids.push_back(calls.open(call)->id);
  }
  add(calls, ids[1], 0, event_of_kind("closed", 5));

  EXPECT_THAT(calls.open_calls(10).value(),
              ElementsAre(Field(&Call::id, ids[2]), Field(&Call::id, ids[0])));
  EXPECT_THAT(calls.open_calls(1).value(), ElementsAre(Field(&Call::id, ids[2])));
  EXPECT_THAT(calls.open_calls(-1).value(), IsEmpty());
}

TEST(Calls, ClosedOnesAreListedSinceATime) {
  const RecordsFile file("calls_closed");
  const auto records = file.open();
  Calls calls(*records);
  const Call early = opened(calls, "tel:1");
  const Call late = opened(calls, "tel:2");
  add(calls, early.id, 0, event_of_kind("closed", 5));
  add(calls, late.id, 0, event_of_kind("closed", 6));

  EXPECT_THAT(calls.closed_since(at_minute(5), 10).value(),
              ElementsAre(Field(&Call::id, late.id), Field(&Call::id, early.id)));
  EXPECT_THAT(calls.closed_since(at_minute(6), 10).value(), ElementsAre(Field(&Call::id, late.id)));
}

TEST(Calls, ContactsAreTheCallsAboutTheSamePersonSinceATimeUpToThisOne) {
  const RecordsFile file("calls_contacts");
  const auto records = file.open();
  Calls calls(*records);
  std::vector<std::string> ids;
  for (int minute = 1; minute <= 3; ++minute) {
    NewCall call = call_about("tel:1");
    call.at = at_minute(minute);
    ids.push_back(calls.open(call)->id);
  }
  opened(calls, "tel:2");

  EXPECT_EQ(calls.contacts(ids[0], at_minute(0)).value(), 1);
  EXPECT_EQ(calls.contacts(ids[1], at_minute(0)).value(), 2);
  EXPECT_EQ(calls.contacts(ids[2], at_minute(0)).value(), 3);
  EXPECT_EQ(calls.contacts(ids[2], at_minute(2)).value(), 2);
  EXPECT_EQ(calls.contacts("0123", at_minute(2)).error().kind, ErrorKind::not_found);
}

TEST(Calls, ThoseOfAPersonAreListedOldestFirst) {
  const RecordsFile file("calls_of_person");
  const auto records = file.open();
  Calls calls(*records);
  const Call first = opened(calls, "tel:1");
  opened(calls, "tel:2");
  const Call second = opened(calls, "tel:1");

  EXPECT_THAT(calls.of_person("tel:1").value(), ElementsAre(first, second));
  EXPECT_THAT(calls.of_person("tel:3").value(), IsEmpty());
}

TEST(Calls, OpeningIsALineOfTheAudit) {
  const RecordsFile file("call_line");
  const auto records = file.open();
  Calls calls(*records);
  const Call call = opened(calls, "tel:1");
  const auto lines = records->lines_of("tel:1").value();

  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].kind, "call opened");
  EXPECT_EQ(lines[0].user, "amina");
  EXPECT_EQ(records->payload(1).value(), R"({"call":")" + call.id + R"(","setting":"telephone"})");
}

}  // namespace
}  // namespace paraspinal::records
