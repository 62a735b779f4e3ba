// Calls from their opening to their end, as a page has them.

#include <algorithm>
#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/cli/interview.h"
#include "apps/cli/interview_transcript.h"
#include "fhir/json.h"
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

std::size_t size_at(const std::string& body, const char* name) {
  const auto json = fhir::parse_json(body);
  return json && json->member(name) != nullptr ? json->member(name)->items().size() : 0;
}

DeskPage caller_of_44(DeskHouse& house) {
  return apps_tests::of_44(house, "nurse1",
                           R"("caller": {"name": "A. Caller", "telephone": "01632 960001"})");
}

TEST(DeskCall, BeginsWithoutAnAnswerToStandOn) {
  DeskHouse house("begins");
  DeskPage page = house.sign_in("nurse1");

  const HttpAnswer opened = page.open_call(R"("caller": {"name": "A. Caller"})");

  EXPECT_EQ(opened.status, 201) << opened.body;
  EXPECT_EQ(page.state("call.is_open"), "true");
  EXPECT_EQ(page.state("call.revision"), "0");
  EXPECT_EQ(page.state("call.opened_by"), "nurse1");
  EXPECT_EQ(page.state("call.caller.name"), "A. Caller");
  EXPECT_EQ(page.state("urgency.provisional"), "true");
  EXPECT_EQ(page.state("inquiry.state"), "ask");
  EXPECT_EQ(page.state("inquiry.questions.0.finding"), "age_years");
}

TEST(DeskCall, AnEmergencyInterruptsWithTheAnswerThatMakesIt) {
  DeskHouse house("emergency");
  DeskPage page = caller_of_44(house);
  page.answer("bilateral_sciatica", "\"present\"");
  const std::string before = page.state("urgency.level");

  page.answer("saddle_anaesthesia", "\"present\"");

  EXPECT_EQ(page.state("urgency.level"), "emergency_department");
  EXPECT_EQ(page.state("changed.from"), before);
  EXPECT_EQ(page.state("changed.to"), "emergency_department");
  EXPECT_EQ(page.state("changed.raised"), "true");
  EXPECT_NE(page.state("interrupt.gates.0.id"), "(none)");
  EXPECT_EQ(page.state("interrupt.gates.0.urgency"), "emergency_department");
  EXPECT_NE(page.state("interrupt.gates.0.because.0"), "(none)");
  EXPECT_NE(page.state("urgency.contact"), "");
  EXPECT_EQ(page.state("inquiry.state"), "emergency");
}

TEST(DeskCall, AnInterruptStaysWhileNobodyHasAcknowledgedIt) {
  DeskHouse house("once");
  DeskPage page = caller_of_44(house);
  page.answer("saddle_anaesthesia", "\"present\"");
  page.answer("urinary_retention", "\"present\"");
  page.answer("fever", "\"absent\"");

  EXPECT_EQ(page.state("interrupt.gates.0.id"), page.state("gates.0.id"));
  EXPECT_EQ(page.state("changed.from"), "(none)");
}

// The terminal's interviewer says what the screen says, for the same answers.
TEST(DeskCall, SaysWhatTheTerminalSays) {
  DeskHouse house("same");
  DeskPage page = caller_of_44(house);
  page.answer("fever", "\"present\"");
  page.answer("temp_c", "39.1");
  const auto& knowledge = apps_tests::embedded_clinic()->knowledge();
  triage::Presentation start;
  start.as_of = "2026-11-20T18:30:00Z";
  const auto given = [&](const char* id, knowledge::AnswerValue value) {
    return cli::GivenAnswer{*knowledge.findings.find(id),
                            {std::move(value), knowledge::SaidBy::caller, std::nullopt, "answers"}};
  };

  const auto call = cli::Interviewer(*apps_tests::embedded_clinic())
                        .begin(start, {given("age_years", knowledge::Quantity{44}),
                                       given("sex_female", knowledge::Presence::present),
                                       given("fever", knowledge::Presence::present),
                                       given("temp_c", knowledge::Quantity{39.1})});

  EXPECT_EQ(page.state("urgency.level"), name(call.assessment->urgency));
  EXPECT_EQ(page.state("inquiry.questions.0.finding"), call.inquiry.questions.front().finding);
  EXPECT_EQ(page.state("causes.0.id"), call.assessment->conditions.front().id);
}

// What a person with a strain of three days answers: yes to these, no to all else.
std::string strained(const DeskPage& page, const std::string& place) {
  constexpr std::array<std::string_view, 6> yes = {"heavy_lifting_recent", "pain_after_injury",
                                                   "pain_mechanical",      "back_spasm_reported",
                                                   "lower_back_location",  "sudden_movement"};
  const std::string finding = page.state(place + "finding");
  if (finding == "time_since_onset") {
    return R"({"finding": "time_since_onset", "value": 3, "said_by": "caller"})";
  }
  const bool is_said = std::ranges::find(yes, finding) != yes.end();
  const std::string no = page.state(place + "no");
  const bool yes_or_no = page.state(place + "type") == "boolean";
  return R"({"finding": ")" + finding + R"(", "value": ")" +
         (is_said          ? "present"
          : no != "(none)" ? no
          : yes_or_no      ? "absent"
                           : "unknown") +
         R"(", "said_by": "caller"})";
}

// The answers to the question that is put first, a bundle's all in one event.
std::string first_answers(const DeskPage& page) {
  const std::string first = "inquiry.questions.0.";
  if (page.state(first + "bundle.items.0.finding") == "(none)") {
    return "[" + strained(page, first) + "]";
  }
  std::string list;
  for (int i = 0; i < 5; ++i) {
    const std::string item = first + "bundle.items." + std::to_string(i) + ".";
    if (page.state(item + "finding") != "(none)") {
      list += (list.empty() ? "" : ", ") + strained(page, item);
    }
  }
  return "[" + list + "]";
}

TEST(DeskCall, ABenignCallEndsWithoutAnAppointmentToday) {
  DeskHouse house("benign");
  DeskPage page = caller_of_44(house);
  page.answers(R"([{"finding": "heavy_lifting_recent", "value": "present", "said_by": "caller"},
                   {"finding": "pain_mechanical", "value": "present", "said_by": "caller"},
                   {"finding": "back_spasm_reported", "value": "present", "said_by": "caller"}])");
  int questions = 0;
  while (page.state("inquiry.state") == "ask" && ++questions < 40) {
    ASSERT_EQ(page.answers(first_answers(page)).status, 200) << page.body();
  }

  EXPECT_EQ(page.state("inquiry.state"), "closed");
  EXPECT_LE(knowledge::urgency_from(page.state("urgency.level")),
            knowledge::Urgency::within_2_weeks);
  EXPECT_EQ(page.state("urgency.provisional"), "false");
  EXPECT_EQ(page.state("gates.0.id"), "(none)");
  EXPECT_EQ(page.change("close", R"("repeated_back": true, "disposition_accepted": true)").status,
            200);
}

TEST(DeskCall, UndoGivesTheCallAsItWasBefore) {
  DeskHouse house("undo");
  DeskPage page = caller_of_44(house);
  const std::string before = page.state("urgency.level");
  page.answer("saddle_anaesthesia", "\"present\"");

  page.change("undo");

  EXPECT_EQ(page.state("urgency.level"), before);
  EXPECT_EQ(page.state("changed.raised"), "false");
  EXPECT_EQ(size_at(page.body(), "answers"), 2U);
  page.change("undo");
  EXPECT_EQ(size_at(page.body(), "answers"), 0U);
  const HttpAnswer nothing = page.change("undo");
  EXPECT_EQ(nothing.status, 422);
  EXPECT_EQ(message(nothing), "undo: nothing was answered yet");
}

TEST(DeskCall, TheLaterAnswerStands) {
  DeskHouse house("edit");
  DeskPage page = caller_of_44(house);
  page.answer("saddle_anaesthesia", "\"present\"");

  page.answer("saddle_anaesthesia", "\"absent\"");

  EXPECT_EQ(size_at(page.body(), "answers"), 3U);
  EXPECT_EQ(page.state("answers.2.finding"), "saddle_anaesthesia");
  EXPECT_EQ(page.state("answers.2.shown"), "no");
  EXPECT_EQ(page.state("answers.2.said_by"), "caller");
  EXPECT_EQ(page.state("answers.2.by"), "nurse1");
  EXPECT_EQ(page.state("gates.0.id"), "(none)");
}

TEST(DeskCall, NullTakesAnAnswerBack) {
  DeskHouse house("null");
  DeskPage page = caller_of_44(house);
  page.answer("fever", "\"present\"");

  page.answer("fever", "null");

  EXPECT_EQ(size_at(page.body(), "answers"), 2U);
  EXPECT_EQ(page.state("events.2.words"), "Fever or feverish: taken back");
}

TEST(DeskCall, APageThatIsBehindIsShownWhatStands) {
  DeskHouse house("behind");
  DeskPage page = caller_of_44(house);
  DeskPage other = house.sign_in("nurse2");
  other.take_up(page.call());
  page.answer("fever", "\"present\"");

  const HttpAnswer behind = other.answer("fever", "\"absent\"");

  EXPECT_EQ(behind.status, 409);
  EXPECT_EQ(member(behind.body, "error.kind"), "behind");
  EXPECT_EQ(member(behind.body, "state.answers.2.value"), "present");
  other.read();
  EXPECT_EQ(other.answer("fever", "\"absent\"").status, 200);
}

TEST(DeskCall, TheSameWishTwiceIsDoneOnce) {
  DeskHouse house("twice");
  DeskPage page = caller_of_44(house);
  const std::string body =
      "{" + page.wish() +
      R"(, "answers": [{"finding": "fever", "value": "present", "said_by": "proxy"}]})";
  const std::string path = "/desk/calls/" + page.call() + "/answers";

  const HttpAnswer first = page.post(path, body);
  const HttpAnswer second = page.post(path, body);

  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(first.body, second.body);
}

TEST(DeskCall, OpeningTwiceWithOneWishIsOneCall) {
  DeskHouse house("open_twice");
  const DeskPage page = house.sign_in("nurse1");
  const std::string body = R"({"request": "r-1", "setting": "telephone"})";

  const HttpAnswer first = page.post("/desk/calls", body);
  const HttpAnswer second = page.post("/desk/calls", body);

  EXPECT_EQ(second.status, 201);
  EXPECT_EQ(member(first.body, "call.id"), member(second.body, "call.id"));
}

TEST(DeskCall, ARestartGivesTheSameState) {
  DeskHouse house("restart");
  DeskPage page = caller_of_44(house);
  page.answer("fever", "\"present\"");
  page.change("notes", R"("text": "speaks in short sentences")");
  page.answer("saddle_anaesthesia", "\"present\"");
  const std::string before = page.body();

  house.restart();
  page.read();

  EXPECT_EQ(page.body(), before);
}

TEST(DeskCall, AnAnswerThatCannotBeIsAnErrorThatNamesIt) {
  DeskHouse house("wrong_answer");
  DeskPage page = caller_of_44(house);
  const std::pair<const char*, const char*> wrong[] = {
      {R"([{"finding": "fevr", "value": "present", "said_by": "caller"}])", "did you mean"},
      {R"([{"finding": "fever", "value": "maybe", "said_by": "caller"}])", "expected"},
      {R"([{"finding": "temp_c", "value": 384, "said_by": "caller"}])", "temp_c"},
      {R"([{"finding": "fever", "value": "present", "said_by": "me"}])",
       "answers[0].said_by: expected caller, proxy"},
      {R"([{"finding": "fever", "value": "present", "said_by": "caller", "x": 1}])",
       "answers[0].x: expected no such member"},
      {R"([{"finding": "fever", "value": true, "said_by": "caller"}])", "answers[0].value"},
      {"[]", "answers: expected a list of 1 to 200"}};

  for (const auto& [list, words] : wrong) {
    const HttpAnswer answer = page.answers(list);
    EXPECT_EQ(answer.status, 422) << list;
    EXPECT_THAT(message(answer), HasSubstr(words));
  }
  EXPECT_EQ(page.read().status, 200);
  EXPECT_EQ(page.state("call.revision"), "1");
}

TEST(DeskCall, RefusesWhomTheServiceIsNotFor) {
  DeskHouse house("refuses");
  DeskPage page = house.sign_in("nurse1");
  page.open_call();

  page.answer("age_years", "9");

  EXPECT_THAT(page.state("refusal"), HasSubstr("16"));
  EXPECT_EQ(page.state("urgency.level"), "(none)");
  EXPECT_EQ(page.state("inquiry.state"), "(none)");
  page.change("undo");
  EXPECT_EQ(page.state("refusal"), "");
}

TEST(DeskCall, ClosesWithTheTicksAndOpensAgain) {
  DeskHouse house("closes");
  DeskPage page = caller_of_44(house);

  page.change("close", R"("repeated_back": true, "disposition_accepted": false, "text": "busy")");

  EXPECT_EQ(page.state("call.is_open"), "false");
  EXPECT_EQ(page.state("events.1.words"),
            "Closed, the safety net repeated back, the disposition not accepted: busy");
  const HttpAnswer closed = page.answer("fever", "\"present\"");
  EXPECT_EQ(closed.status, 409);
  EXPECT_EQ(member(closed.body, "error.kind"), "closed");
  EXPECT_EQ(page.change("reopen").status, 200);
  EXPECT_EQ(page.answer("fever", "\"present\"").status, 200);
  EXPECT_EQ(member(page.change("reopen").body, "error.kind"), "open");
}

TEST(DeskCall, ListsOpenAndClosedOnesWithTheirUrgency) {
  DeskHouse house("list");
  DeskPage page = caller_of_44(house);
  page.answer("saddle_anaesthesia", "\"present\"");
  DeskPage other = house.sign_in("nurse2");
  house.wait(60);
  other.open_call();
  other.change("close", R"("repeated_back": true, "disposition_accepted": true)");
  house.restart();

  const HttpAnswer list = page.get("/desk/calls");

  EXPECT_EQ(member(list.body, "open.0.id"), page.call());
  EXPECT_EQ(member(list.body, "open.0.urgency.level"), "emergency_department");
  EXPECT_EQ(member(list.body, "open.1.id"), "(none)");
  EXPECT_EQ(member(list.body, "closed.0.id"), other.call());
}

TEST(DeskCall, AClosedOneLeavesTheListAfterADay) {
  DeskHouse house("day");
  DeskPage page = caller_of_44(house);
  page.change("close", R"("repeated_back": true, "disposition_accepted": true)");

  house.wait(24 * 60 * 60 + 1);

  EXPECT_EQ(member(house.sign_in("nurse2").get("/desk/calls").body, "closed.0.id"), "(none)");
}

TEST(DeskCall, TheThirdContactInAWeekIsARepeatContact) {
  DeskHouse house("repeat");
  DeskPage page = house.sign_in("nurse1");
  const auto call = [&page](const char* telephone) {
    page.open_call(R"("caller": {"telephone": ")" + std::string(telephone) + "\"}");
    return page.state("call.contacts_7_days") + " " + page.state("call.is_repeat_contact");
  };

  EXPECT_EQ(call("(01632) 960 001"), "1 false");
  EXPECT_EQ(call("01632960001"), "2 false");
  EXPECT_EQ(call("01632 960002"), "1 false");
  EXPECT_EQ(call("01632-960-001"), "3 true");
}

TEST(DeskCall, ContactsOfACallAreThoseUpToIt) {
  DeskHouse house("contacts");
  DeskPage first = house.sign_in("nurse1");
  first.open_call(R"("caller": {"telephone": "01632960001"})");
  DeskPage second = house.sign_in("nurse2");
  second.open_call(R"("caller": {"telephone": "01632960001"})");
  first.read();

  EXPECT_EQ(first.state("call.contacts_7_days"), "1");
  EXPECT_EQ(second.state("call.contacts_7_days"), "2");
}

TEST(DeskCall, AllOpenOnesAreListedHoweverMany) {
  DeskHouse house("many");
  DeskPage page = house.sign_in("nurse1");
  constexpr std::size_t many = 205;
  for (std::size_t i = 0; i < many; ++i) {
    page.open_call();
  }
  const HttpAnswer list = page.get("/desk/calls");

  EXPECT_EQ(size_at(list.body, "open"), many);
  EXPECT_EQ(member(list.body, "more_closed"), "false");
}

std::string wish_of(const std::string& request, const std::string& revision,
                    const std::string& more) {
  return R"({"request": ")" + request + R"(", "revision": )" + revision + ", " + more + "}";
}

TEST(DeskCall, ARequestThatComesAgainWithOtherContentIsRefused) {
  DeskHouse house("other_wish");
  DeskPage page = caller_of_44(house);
  const std::string answers = "/desk/calls/" + page.call() + "/answers";
  const std::string notes = "/desk/calls/" + page.call() + "/notes";
  const std::string fever =
      R"("answers": [{"finding": "fever", "value": "absent", "said_by": "caller"}])";
  const std::string saddle =
      R"("answers": [{"finding": "saddle_anaesthesia", "value": "present", "said_by": "caller"}])";
  ASSERT_EQ(page.post(answers, wish_of("R", "1", fever)).status, 200);

  const HttpAnswer same = page.post(answers, wish_of("R", "1", fever));
  const HttpAnswer other = page.post(answers, wish_of("R", "2", saddle));
  const HttpAnswer of_other_kind = page.post(notes, wish_of("R", "2", R"("text": "words")"));
  DeskPage colleague = house.sign_in("nurse2");
  const HttpAnswer by_another = colleague.post(answers, wish_of("R", "2", fever));

  EXPECT_EQ(same.status, 200) << same.body;
  EXPECT_EQ(member(same.body, "call.revision"), "2");
  for (const HttpAnswer& refused : {other, of_other_kind, by_another}) {
    EXPECT_EQ(refused.status, 409) << refused.body;
    EXPECT_EQ(member(refused.body, "error.kind"), "other_wish");
    EXPECT_EQ(message(refused), "request: stands for another wish already; expected a new one");
  }
  page.read();
  EXPECT_EQ(page.state("call.revision"), "2");
}

TEST(DeskCall, AnotherCannotOpenACallByARequestThatWasUsed) {
  DeskHouse house("other_opening");
  const DeskPage page = house.sign_in("nurse1");
  const DeskPage other = house.sign_in("nurse2");
  const auto opening = [](const std::string& more) {
    return R"({"request": "W", "setting": "telephone", "caller": {"name": "Alice"})" + more + "}";
  };
  const std::string chart = R"(, "chart": {"age_years": 70, "findings": {}})";
  ASSERT_EQ(page.post("/desk/calls", opening("")).status, 201);

  EXPECT_EQ(page.post("/desk/calls", opening("")).status, 201);
  EXPECT_EQ(other.post("/desk/calls", opening("")).status, 409);
  EXPECT_EQ(other.post("/desk/calls", opening(chart)).status, 409);
  EXPECT_EQ(size_at(page.get("/desk/calls").body, "open"), 1U);
}

TEST(DeskCall, TheSameOpeningWithAnotherChartIsRefused) {
  DeskHouse house("other_chart");
  const DeskPage page = house.sign_in("nurse1");
  const auto opening = [](const std::string& more) {
    return R"({"request": "W", "setting": "telephone")" + more + "}";
  };
  const std::string chart = R"(, "chart": {"age_years": 70, "findings": {}})";
  ASSERT_EQ(page.post("/desk/calls", opening(chart)).status, 201);

  EXPECT_EQ(page.post("/desk/calls", opening(chart)).status, 201);
  EXPECT_EQ(page.post("/desk/calls", opening("")).status, 409);
  EXPECT_EQ(
      page.post("/desk/calls", opening(R"(, "chart": {"age_years": 71, "findings": {}})")).status,
      409);
}

TEST(DeskCall, NotesAreHeardAndNothingIsAssumed) {
  DeskHouse house("notes");
  DeskPage page = caller_of_44(house);

  page.change("notes", R"("text": "numb down below since Monday, no fever")");

  EXPECT_EQ(page.state("heard.0.finding"), "saddle_anaesthesia");
  EXPECT_EQ(page.state("heard.0.denied"), "false");
  EXPECT_EQ(page.state("heard.1.finding"), "fever");
  EXPECT_EQ(page.state("heard.1.denied"), "true");
  EXPECT_EQ(size_at(page.body(), "answers"), 2U);
  EXPECT_EQ(page.state("notes.0.text"), "numb down below since Monday, no fever");
}

TEST(DeskCall, OneThatIsNotThereIsNotFound) {
  DeskHouse house("unknown_call");
  const DeskPage page = house.sign_in("nurse1");

  const HttpAnswer answer = page.get("/desk/calls/0123456789abcdef0123456789abcdef");

  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(message(answer), "call 0123456789abcdef0123456789abcdef: there is none");
  EXPECT_EQ(page.get("/desk/calls/%00").status, 404);
}

}  // namespace
}  // namespace paraspinal::desk
