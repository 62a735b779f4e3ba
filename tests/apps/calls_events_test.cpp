#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/records/calls.h"
#include "tests/apps/calls_fixture.h"
#include "tests/apps/records_file.h"

namespace paraspinal::records {
namespace {

using engine::ErrorKind;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// A file with an open call about tel:1.
class CallEvents : public ::testing::Test {
 protected:
  engine::Error error_of(const CallEvent& event, const Event& line) {
    const auto refused = calls.append(call, 0, event, line);
    EXPECT_FALSE(refused);
    return refused ? engine::Error{} : refused.error();
  }

  const RecordsFile file{"call_events"};
  const std::unique_ptr<Records> records = file.open();
  Calls calls{*records};
  const std::string call = opened(calls, "tel:1").id;
};

TEST_F(CallEvents, ComeBackInOrderWithTheirRevisions) {
  for (int number = 1; number <= 3; ++number) {
    add(calls, call, number - 1, answers(number));
  }
  const auto events = Calls(*file.open()).events(call).value();

  ASSERT_THAT(events, SizeIs(3));
  for (int number = 1; number <= 3; ++number) {
    CallEvent expected = answers(number);
    expected.revision = number;
    EXPECT_EQ(events[static_cast<std::size_t>(number - 1)], expected);
  }
  EXPECT_EQ(calls.find(call)->revision, 3);
}

TEST_F(CallEvents, TheSameRequestIsNotAddedTwice) {
  add(calls, call, 0, answers(1));
  add(calls, call, 1, answers(2));
  const auto again = calls.append(call, 0, answers(1), audited()).value();

  EXPECT_EQ(again.what, Appended::What::repeated);
  EXPECT_EQ(again.revision, 1);
  EXPECT_THAT(calls.events(call).value(), SizeIs(2));
  EXPECT_EQ(records->verify()->lines, 3);
}

TEST_F(CallEvents, TheSameRequestWithOtherContentKindOrUserIsRefused) {
  add(calls, call, 0, answers(1));
  CallEvent with_other_content = answers(1);
  with_other_content.content = R"({"secret":2})";
  CallEvent of_other_kind = answers(1);
  of_other_kind.kind = "note";
  CallEvent by_another = answers(1);
  by_another.by = "bo";

  for (const CallEvent& other : {with_other_content, of_other_kind, by_another}) {
    const auto refused = calls.append(call, 1, other, audited());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::invalid_argument);
    EXPECT_EQ(refused.error().message, other_wish);
  }
  EXPECT_EQ(calls.find(call)->revision, 1);
}

TEST_F(CallEvents, WhoIsBehindIsToldTheRevisionAndAddsNothing) {
  add(calls, call, 0, answers(1));
  const auto behind = calls.append(call, 0, answers(2), audited()).value();

  EXPECT_EQ(behind.what, Appended::What::behind);
  EXPECT_EQ(behind.revision, 1);
  EXPECT_THAT(calls.events(call).value(), SizeIs(1));
  EXPECT_EQ(records->verify()->lines, 2);
}

TEST_F(CallEvents, TheSameRequestInAnotherCallIsAnotherEvent) {
  const std::string other = opened(calls, "tel:1").id;
  add(calls, call, 0, answers(1));
  add(calls, other, 0, answers(1));

  EXPECT_THAT(calls.events(other).value(), SizeIs(1));
}

TEST_F(CallEvents, AClosedCallTakesNone) {
  add(calls, call, 0, event_of_kind("closed", 1));
  const auto refused = calls.append(call, 1, answers(2), audited());

  EXPECT_EQ(calls.find(call)->closed_at, at_minute(1));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::invalid_argument);
  EXPECT_EQ(refused.error().message, "call " + call +
                                         ": closed at 2026-11-26T10:01:00Z; expected an open call, "
                                         "or \"opened again\"");
}

TEST_F(CallEvents, ACallOpenedAgainTakesThemAgain) {
  add(calls, call, 0, event_of_kind("closed", 1));
  add(calls, call, 1, event_of_kind("opened again", 2));
  add(calls, call, 2, answers(3));

  EXPECT_EQ(calls.find(call)->closed_at, "");
  EXPECT_EQ(first_broken(*records), std::nullopt);
}

TEST_F(CallEvents, WhoIsBehindAClosedCallIsToldSo) {
  add(calls, call, 0, event_of_kind("closed", 1));

  EXPECT_EQ(calls.append(call, 0, answers(2), audited())->what, Appended::What::behind);
}

TEST_F(CallEvents, EachHasALineUnderTheCallsPersonWithItsTimeAndUser) {
  CallEvent event = answers(4);
  event.by = "bo";
  add(calls, call, 0, event);
  const auto lines = records->lines_of("tel:1").value();

  ASSERT_THAT(lines, SizeIs(2));
  EXPECT_EQ(lines[1].kind, "assessment");
  EXPECT_EQ(lines[1].at, at_minute(4));
  EXPECT_EQ(lines[1].user, "bo");
  EXPECT_EQ(lines[1].knowledge_hash, "ef1339d1ed88");
  EXPECT_EQ(records->payload(2).value(), audited().payload);
}

TEST_F(CallEvents, ALineKeepsAnotherTimeAndUserWhenItHasThem) {
  Event line = audited();
  line.at = at_minute(9);
  line.user = "service";
  line.person = "tel:1";
  ASSERT_TRUE(calls.append(call, 0, answers(1), line));

  EXPECT_EQ(records->lines(2, 1)->front().at, at_minute(9));
  EXPECT_EQ(records->lines(2, 1)->front().user, "service");
}

TEST_F(CallEvents, ALineAboutAnotherPersonIsRefused) {
  Event line = audited();
  line.person = "tel:2";

  EXPECT_EQ(error_of(answers(1), line).message,
            "person of the audit's line: another than the call's; expected the same or none");
  EXPECT_THAT(calls.events(call).value(), IsEmpty());
  EXPECT_EQ(records->verify()->lines, 1);
}

TEST_F(CallEvents, OneWithoutAKindOrRequestIsRefused) {
  CallEvent event = answers(1);
  event.kind = "";
  EXPECT_EQ(error_of(event, audited()).message, "kind of a call's event: \"\"; expected a word");
  event = answers(1);
  event.request = "";
  EXPECT_EQ(error_of(event, audited()).message,
            "request of a call's event: 0 bytes; expected 1 to 100");
  event.request = std::string(101, 'x');
  EXPECT_EQ(error_of(event, audited()).message,
            "request of a call's event: 101 bytes; expected 1 to 100");
}

TEST_F(CallEvents, OneWithoutATimeOrAKindOfItsLineIsRefused) {
  CallEvent event = answers(1);
  event.at = "now";
  EXPECT_EQ(error_of(event, audited()).message,
            "time of a call's event: \"now\"; expected one as 2026-11-26T10:00:00Z");
  Event line = audited();
  line.kind = "erasure";
  EXPECT_EQ(error_of(answers(1), line).message,
            "kind of an event: \"erasure\"; expected a word, not \"erasure\"");
}

TEST_F(CallEvents, OfAnUnknownCallAreNotFound) {
  EXPECT_EQ(calls.append("0123", 0, answers(1), audited()).error().kind, ErrorKind::not_found);
  EXPECT_EQ(calls.events("0123").error().kind, ErrorKind::not_found);
}

TEST_F(CallEvents, ContentOfAnyBytesComesBack) {
  CallEvent event = answers(1);
  event.content = std::string("a\0b\xff", 4);
  add(calls, call, 0, event);

  EXPECT_EQ(calls.events(call)->front().content, event.content);
}

TEST_F(CallEvents, AreGoneAfterAnErasureAndTheChainVerifies) {
  add(calls, call, 0, answers(1));
  promised(calls, call, 1, 2, at_minute(30));
  const std::string other = opened(calls, "tel:2").id;
  add(calls, other, 0, answers(1));
  ASSERT_TRUE(records->erase("tel:1", "officer", at_minute(40)).value());

  EXPECT_EQ(calls.events(call).error().kind, ErrorKind::not_found);
  EXPECT_THAT(calls.call_backs(true, 10).value(), IsEmpty());
  EXPECT_THAT(calls.events(other).value(), SizeIs(1));
  EXPECT_EQ(first_broken(*records), std::nullopt);
  EXPECT_EQ(records->verify()->erased, 3);
}

// Each reads its revision and tries again when it is behind.
TEST_F(CallEvents, OfTwoThreadsAllAreAddedOnceWithoutAGap) {
  constexpr int each = 50;
  const auto work = [this](int from) {
    for (int number = from; number < from + each; ++number) {
      CallEvent event = answers(1);
      event.request = "request-" + std::to_string(number);
      for (std::int64_t expected = 0;;) {
        const auto appended = calls.append(call, expected, event, audited()).value();
        if (appended.what != Appended::What::behind) {
          EXPECT_EQ(appended.what, Appended::What::added);
          break;
        }
        expected = appended.revision;
      }
    }
  };
  std::thread other(work, 1'000);
  work(0);
  other.join();

  EXPECT_THAT(calls.events(call).value(), SizeIs(2 * each));
  EXPECT_EQ(calls.find(call)->revision, 2 * each);
  EXPECT_EQ(records->verify()->lines, 1 + 2 * each);
  EXPECT_EQ(first_broken(*records), std::nullopt);
}

}  // namespace
}  // namespace paraspinal::records
