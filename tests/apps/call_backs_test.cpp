#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/records/calls.h"
#include "tests/apps/calls_fixture.h"
#include "tests/apps/records_file.h"

namespace paraspinal::records {
namespace {

using engine::ErrorKind;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// A file with an open call about tel:1.
class CallBacks : public ::testing::Test {
 protected:
  const RecordsFile file{"call_backs"};
  const std::unique_ptr<Records> records = file.open();
  Calls calls{*records};
  const std::string call = opened(calls, "tel:1").id;
};

TEST_F(CallBacks, OnePromisedIsDueWithWhatItSays) {
  const auto id = promised(calls, call, 0, 1, at_minute(30));

  EXPECT_THAT(calls.call_backs(false, 10).value(),
              ElementsAre(CallBack{.id = id,
                                   .call = call,
                                   .due_at = at_minute(30),
                                   .content = R"({"why":"looks again"})",
                                   .made_at = at_minute(1),
                                   .made_by = "amina",
                                   .done_at = "",
                                   .done_by = "",
                                   .outcome = ""}));
}

TEST_F(CallBacks, APromiseIsAnEventOfTheCall) {
  promised(calls, call, 0, 1, at_minute(30));

  EXPECT_THAT(calls.events(call).value(), ElementsAre(Field(&CallEvent::kind, "call back")));
  EXPECT_EQ(calls.find(call)->revision, 1);
}

TEST_F(CallBacks, TheSameRequestPromisesOnce) {
  promised(calls, call, 0, 1, at_minute(30));
  const auto again = calls.promise(call, 1, event_of_kind("call back", 1), audited(), at_minute(30),
                                   R"({"why":"looks again"})");

  EXPECT_EQ(again->what, Appended::What::repeated);
  EXPECT_THAT(calls.call_backs(true, 10).value(), SizeIs(1));
}

TEST_F(CallBacks, TheSameRequestForAnotherTimeOrReasonIsRefused) {
  promised(calls, call, 0, 1, at_minute(30));
  const CallEvent event = event_of_kind("call back", 1);
  const auto later =
      calls.promise(call, 1, event, audited(), at_minute(31), R"({"why":"looks again"})");
  const auto other = calls.promise(call, 1, event, audited(), at_minute(30), "{}");
  const auto none = calls.append(call, 1, event, audited());

  ASSERT_FALSE(later || other || none);
  EXPECT_EQ(later.error().message, other_wish);
  EXPECT_EQ(other.error().message, other_wish);
  EXPECT_EQ(none.error().message, other_wish);
}

TEST_F(CallBacks, WhoIsBehindPromisesNothing) {
  add(calls, call, 0, answers(1));
  const auto behind =
      calls.promise(call, 0, event_of_kind("call back", 2), audited(), at_minute(30), "{}");

  EXPECT_EQ(behind->what, Appended::What::behind);
  EXPECT_THAT(calls.call_backs(true, 10).value(), IsEmpty());
}

TEST_F(CallBacks, OneAtATimeThatIsNoneIsRefused) {
  const auto refused =
      calls.promise(call, 0, event_of_kind("call back", 1), audited(), "in an hour", "{}");

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::invalid_argument);
  EXPECT_EQ(refused.error().message,
            "time of a call-back: \"in an hour\"; expected one as 2026-11-26T10:00:00Z");
}

TEST_F(CallBacks, TheSoonestIsFirstAndThoseDoneAreGivenWhenAsked) {
  const auto late = promised(calls, call, 0, 1, at_minute(50));
  const auto soon = promised(calls, call, 1, 2, at_minute(20));
  const auto over = promised(calls, call, 2, 3, at_minute(10));
  ASSERT_TRUE(calls.done(over, "reached", at_minute(11), "bo").value());

  EXPECT_THAT(calls.call_backs(false, 10).value(),
              ElementsAre(Field(&CallBack::id, soon), Field(&CallBack::id, late)));
  EXPECT_THAT(calls.call_backs(true, 10).value(),
              ElementsAre(Field(&CallBack::id, over), Field(&CallBack::id, soon),
                          Field(&CallBack::id, late)));
  EXPECT_THAT(calls.call_backs(false, 1).value(), ElementsAre(Field(&CallBack::id, soon)));
}

TEST_F(CallBacks, OneIsDoneOnceAndKeepsItsFirstOutcome) {
  const auto id = promised(calls, call, 0, 1, at_minute(30));

  EXPECT_TRUE(calls.done(id, "not_reached", at_minute(31), "bo").value());
  EXPECT_FALSE(calls.done(id, "reached", at_minute(32), "amina").value());
  const CallBack done = calls.call_backs_of(call)->front();
  EXPECT_EQ(done.done_at, at_minute(31));
  EXPECT_EQ(done.done_by, "bo");
  EXPECT_EQ(done.outcome, "not_reached");
}

TEST_F(CallBacks, TheSameEndAgainIsDoneAndWrittenOnce) {
  const auto id = promised(calls, call, 0, 1, at_minute(30));
  ASSERT_TRUE(calls.done(id, "reached", at_minute(31), "bo").value());
  const auto lines = records->verify()->lines;

  EXPECT_TRUE(calls.done(id, "reached", at_minute(32), "bo").value());
  EXPECT_FALSE(calls.done(id, "reached", at_minute(32), "amina").value());
  EXPECT_EQ(records->verify()->lines, lines);
}

TEST_F(CallBacks, TheEndOfOneIsALineOfTheAudit) {
  const auto id = promised(calls, call, 0, 1, at_minute(30));
  ASSERT_TRUE(calls.done(id, "cancelled", at_minute(31), "bo"));
  const auto line = records->lines_of("tel:1")->back();

  EXPECT_EQ(line.kind, "call back done");
  EXPECT_EQ(line.user, "bo");
  EXPECT_EQ(records->payload(line.number).value(),
            R"({"call":")" + call + R"(","call_back":1,"outcome":"cancelled"})");
}

TEST_F(CallBacks, OneOfAClosedCallCanBeDone) {
  const auto id = promised(calls, call, 0, 1, at_minute(30));
  add(calls, call, 1, event_of_kind("closed", 2));

  EXPECT_TRUE(calls.done(id, "reached", at_minute(31), "bo").value());
}

TEST_F(CallBacks, AnUnknownOneIsNotFound) {
  const auto error = calls.done(7, "reached", at_minute(31), "bo").error();

  EXPECT_EQ(error.kind, ErrorKind::not_found);
  EXPECT_EQ(error.message, "call-back 7: there is none");
}

TEST_F(CallBacks, AnotherOutcomeIsRefused) {
  const auto id = promised(calls, call, 0, 1, at_minute(30));
  const auto error = calls.done(id, "forgotten", at_minute(31), "bo").error();

  EXPECT_EQ(error.kind, ErrorKind::invalid_argument);
  EXPECT_EQ(error.message,
            "outcome of a call-back: \"forgotten\"; expected reached, not_reached or cancelled");
}

TEST_F(CallBacks, ThoseOfACallAreItsOwnOnly) {
  const std::string other = opened(calls, "tel:2").id;
  promised(calls, call, 0, 1, at_minute(30));
  const auto of_other = promised(calls, other, 0, 1, at_minute(20));

  EXPECT_THAT(calls.call_backs_of(other).value(), ElementsAre(Field(&CallBack::id, of_other)));
}

}  // namespace
}  // namespace paraspinal::records
