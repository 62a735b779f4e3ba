// Overrides: a coded reason, and a second clinician below a red flag.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/apps/desk_fixture.h"
#include "tests/apps/service_fixture.h"

namespace paraspinal::desk {
namespace {

using apps_tests::DeskHouse;
using apps_tests::DeskPage;
using apps_tests::member;
using apps_tests::message;
using service::HttpAnswer;
using testing::HasSubstr;

// With a red flag for the emergency department.
DeskPage flagged(DeskHouse& house, const std::string& user) {
  DeskPage page = house.sign_in(user);
  page.open_call();
  page.answers(R"([{"finding": "age_years", "value": 44, "said_by": "caller"},
                   {"finding": "sex_female", "value": "present", "said_by": "caller"},
                   {"finding": "saddle_anaesthesia", "value": "present", "said_by": "caller"}])");
  return page;
}

HttpAnswer lowered(DeskPage& page, const std::string& second) {
  return page.change("override",
                     R"("urgency": "same_day", "reason": "known_condition", "text": "seen today")" +
                         (second.empty() ? "" : R"(, "second": )" + second));
}

std::string person(const std::string& name, const std::string& password) {
  return R"({"name": ")" + name + R"(", "password": ")" + password + "\"}";
}

TEST(DeskOverride, HigherNeedsNobodyElse) {
  DeskHouse house("higher");
  DeskPage page = flagged(house, "nurse1");

  const HttpAnswer answer =
      page.change("override", R"("urgency": "ambulance", "reason": "more_unwell")");

  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(page.state("overridden.level"), "ambulance");
  EXPECT_EQ(page.state("overridden.by"), "nurse1");
  EXPECT_EQ(page.state("urgency.level"), "emergency_department");
  EXPECT_EQ(page.state("events.1.words"),
            "Overridden to ambulance: Sounds or looks more unwell than the answers say");
}

TEST(DeskOverride, BelowARedFlagWithoutASecondIsRefused) {
  DeskHouse house("alone");
  DeskPage page = flagged(house, "clinician1");

  const HttpAnswer answer = lowered(page, "");

  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(message(answer), HasSubstr("second: a red flag has fired"));
  page.read();
  EXPECT_EQ(page.state("overridden.level"), "(none)");
}

TEST(DeskOverride, TheSecondHasToBeAnotherClinician) {
  DeskHouse house("second");
  DeskPage page = flagged(house, "clinician1");

  EXPECT_THAT(message(lowered(page, person("clinician1", apps_tests::desk_password))),
              HasSubstr("expected another clinician"));
  EXPECT_EQ(message(lowered(page, person("nurse1", apps_tests::desk_password))),
            "second: name or password: are not those of another clinician");
  EXPECT_EQ(message(lowered(page, person("clinician2", "not the password"))),
            "second: name or password: are not those of another clinician");
  EXPECT_EQ(message(lowered(page, person("No Such", "not the password"))),
            "second: name or password: are not those of another clinician");
  page.read();
  EXPECT_EQ(page.state("call.revision"), "1");
}

TEST(DeskOverride, ARightPasswordAtAnothersScreenIsALineWhoeverItIs) {
  DeskHouse house("guessed");
  DeskPage page = flagged(house, "nurse1");
  const auto last = [&house] { return house.records().lines(1, 1'000)->back(); };

  lowered(page, person("admin1", apps_tests::desk_password));
  const records::AuditLine refused = last();
  EXPECT_EQ(refused.kind, "second refused");
  EXPECT_EQ(refused.user, "nurse1");
  EXPECT_EQ(house.records().payload(refused.number)->value(),
            R"({"second":"admin1","why":"not a clinician"})");

  lowered(page, person("clinician2", apps_tests::desk_password));
  EXPECT_EQ(house.records().lines(1, 1'000)->at(refused.number).kind, "second agreed");
  EXPECT_EQ(last().kind, "call override");
}

TEST(DeskOverride, OfACallThatHasGoneOnLooksAtNoPasswordAndIsALine) {
  DeskHouse house("gone_on");
  const DeskPage page = flagged(house, "nurse1");
  DeskPage other = house.sign_in("nurse2");
  other.take_up(page.call());
  other.change("notes", R"("text": "calm")");

  for (const std::string password : {apps_tests::desk_password, "not the password"}) {
    const HttpAnswer behind = page.post(
        "/desk/calls/" + page.call() + "/override",
        R"({"request": "O", "revision": 1, "urgency": "self_care", "reason": "no_better", )"
        R"("second": )" +
            person("clinician2", password) + "}");
    EXPECT_EQ(member(behind.body, "error.kind"), "behind");
  }
  EXPECT_EQ(house.records().lines(1, 1'000)->back().kind, "call read");
  EXPECT_EQ(house.records().lines(1, 1'000)->back().user, "nurse1");
}

TEST(DeskOverride, WithASecondClinicianItStandsBesideTheRedFlag) {
  DeskHouse house("both");
  DeskPage page = flagged(house, "nurse1");

  const HttpAnswer answer = lowered(page, person("clinician2", apps_tests::desk_password));

  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(page.state("overridden.level"), "same_day");
  EXPECT_EQ(page.state("overridden.second"), "clinician2");
  EXPECT_EQ(page.state("urgency.level"), "emergency_department");
  EXPECT_THAT(answer.body, Not(HasSubstr("battery")));
  page.change("override", R"("urgency": null)");
  EXPECT_EQ(page.state("overridden.level"), "(none)");
}

TEST(DeskOverride, TheSameRequestForAnotherUrgencyIsRefused) {
  DeskHouse house("other_override");
  const DeskPage page = flagged(house, "nurse1");
  const auto wished = [&page](const std::string& urgency, const std::string& password) {
    return page.post(
        "/desk/calls/" + page.call() + "/override",
        R"({"request": "O", "revision": 1, "reason": "already_in_care", "urgency": ")" + urgency +
            R"(", "second": {"name": "clinician2", "password": ")" + password + "\"}}");
  };
  ASSERT_EQ(wished("same_day", apps_tests::desk_password).status, 200);

  EXPECT_EQ(wished("same_day", apps_tests::desk_password).status, 200);
  EXPECT_EQ(wished("self_care", apps_tests::desk_password).status, 409);
}

TEST(DeskOverride, WrongPasswordsForASecondLockNoOtherScreen) {
  DeskHouse house("second_lock");
  DeskPage page = flagged(house, "nurse1");
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(lowered(page, person("clinician2", "not the password")).status, 422);
  }

  EXPECT_EQ(lowered(page, person("clinician2", apps_tests::desk_password)).status, 429);
  DeskPage other = house.sign_in("nurse2");
  other.take_up(page.call());
  EXPECT_EQ(lowered(other, person("clinician2", apps_tests::desk_password)).status, 200);
}

TEST(DeskOverride, ARedFlagThatFiresLaterEndsIt) {
  DeskHouse house("later");
  DeskPage page = house.sign_in("nurse1");
  page.open_call();
  page.answers(R"([{"finding": "age_years", "value": 44, "said_by": "caller"},
                   {"finding": "sex_female", "value": "present", "said_by": "caller"}])");
  page.change("override", R"("urgency": "within_2_weeks", "reason": "already_in_care")");
  EXPECT_EQ(page.state("overridden.level"), "within_2_weeks");

  page.answer("saddle_anaesthesia", "\"present\"");

  EXPECT_EQ(page.state("overridden.level"), "(none)");
  EXPECT_THAT(page.state("override_ended"), HasSubstr("The override has ended"));
}

TEST(DeskOverride, AReasonIsOneOfTheList) {
  DeskHouse house("reason");
  DeskPage page = flagged(house, "nurse1");

  const HttpAnswer unknown =
      page.change("override", R"("urgency": "ambulance", "reason": "because")");
  const HttpAnswer wordless =
      page.change("override", R"("urgency": "ambulance", "reason": "other")");
  const HttpAnswer level = page.change("override", R"("urgency": "now", "reason": "no_better")");

  EXPECT_EQ(message(unknown), "reason: expected a code that GET /desk/reasons lists");
  EXPECT_EQ(message(wordless), "text: expected words, for the reason \"other\"");
  EXPECT_THAT(message(level), HasSubstr("urgency: expected self_care"));
  EXPECT_EQ(member(page.get("/desk/reasons").body, "reasons.0.code"), "more_unwell");
}

TEST(DeskOverride, SecondPasswordsAreHeldBackLikeSigningIn) {
  DeskHouse house("tries");
  DeskPage page = flagged(house, "nurse1");
  for (int i = 0; i < 5; ++i) {
    lowered(page, person("clinician2", "not the password"));
  }

  const HttpAnswer locked = lowered(page, person("clinician2", apps_tests::desk_password));

  EXPECT_EQ(locked.status, 429);
  EXPECT_NE(apps_tests::header(locked, "Retry-After"), "(none)");
}

TEST(DeskOverride, IsJudgedByWhatThePageHasSeen) {
  DeskHouse house("seen");
  DeskPage page = house.sign_in("nurse1");
  page.open_call();
  DeskPage other = house.sign_in("nurse2");
  other.take_up(page.call());
  other.answer("saddle_anaesthesia", "\"present\"");

  const HttpAnswer behind =
      page.change("override", R"("urgency": "self_care", "reason": "no_better")");

  EXPECT_EQ(behind.status, 409);
  EXPECT_EQ(member(behind.body, "error.kind"), "behind");
}

}  // namespace
}  // namespace paraspinal::desk
