// What stands over events: red flags until they are acknowledged, in a refusal and after newer
// knowledge; overrides until something rises above them; whose chart it is.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/desk/chart_person.h"
#include "apps/desk/day_windows.h"
#include "apps/records/calls.h"
#include "tests/apps/desk_fixture.h"
#include "tests/apps/service_fixture.h"

namespace paraspinal::desk {
namespace {

using apps_tests::DeskHouse;
using apps_tests::DeskPage;
using apps_tests::member;
using apps_tests::message;
using apps_tests::of_44;
using service::HttpAnswer;
using testing::HasSubstr;

HttpAnswer overridden(DeskPage& page, const std::string& urgency, const std::string& second = "") {
  return page.change(
      "override",
      R"("urgency": ")" + urgency + R"(", "reason": "known_condition", "text": "seen today")" +
          (second.empty() ? ""
                          : R"(, "second": {"name": ")" + second + R"(", "password": ")" +
                                apps_tests::desk_password + "\"}"));
}

HttpAnswer acknowledged(DeskPage& page, const std::string& gate) {
  return page.change("acknowledge", R"("gates": [")" + gate + "\"]");
}

TEST(DeskInterrupt, StaysOverOtherEventsAndARestartUntilItIsAcknowledged) {
  DeskHouse house("stays");
  DeskPage page = of_44(house);
  page.answer("saddle_anaesthesia", "\"present\"");
  const std::string gate = page.state("interrupt.gates.0.id");
  page.change("notes", R"("text": "calm")");
  EXPECT_EQ(page.state("interrupt.gates.0.id"), gate);
  house.restart();
  page.read();
  EXPECT_EQ(page.state("interrupt.gates.0.id"), gate);

  const HttpAnswer answer = acknowledged(page, gate);

  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(page.state("interrupt.gates"), "(none)");
  EXPECT_EQ(page.state("gates.0.id"), gate);
  EXPECT_THAT(page.state("events.3.words"), HasSubstr(page.state("gates.0.name")));
  house.restart();
  page.read();
  EXPECT_EQ(page.state("interrupt.gates"), "(none)");
}

TEST(DeskInterrupt, ComesAgainWhenTheRedFlagFiresAnew) {
  DeskHouse house("anew");
  DeskPage page = of_44(house);
  page.answer("saddle_anaesthesia", "\"present\"");
  const std::string gate = page.state("gates.0.id");
  acknowledged(page, gate);
  page.answer("saddle_anaesthesia", "\"absent\"");

  page.answer("saddle_anaesthesia", "\"present\"");

  EXPECT_EQ(page.state("interrupt.gates.0.id"), gate);
}

TEST(DeskInterrupt, OnlyWhatIsInViewCanBeAcknowledged) {
  DeskHouse house("in_view");
  DeskPage page = of_44(house);

  EXPECT_EQ(message(acknowledged(page, "rf_ces_major")),
            "gates: rf_ces_major: has not fired: expected one of the state's gates");
  EXPECT_EQ(message(page.change("acknowledge", R"("gates": [])")),
            "gates: expected a list of the ids of red flags that have fired");
  EXPECT_EQ(message(page.change("acknowledge", R"("gates": [], "knowledge": true)")),
            "knowledge: newer knowledge lowers nothing here: expected false");
}

TEST(DeskRefusal, KeepsTheRedFlagsThatFiredBefore) {
  DeskHouse house("keeps");
  DeskPage page = of_44(house);
  page.answer("saddle_anaesthesia", "\"present\"");
  const std::string gate = page.state("gates.0.id");

  page.answer("age_years", "15");

  EXPECT_NE(page.state("refusal"), "");
  EXPECT_EQ(page.state("before_refusal.urgency.level"), "emergency_department");
  EXPECT_EQ(page.state("before_refusal.gates.0.id"), gate);
  EXPECT_EQ(page.state("urgency.level"), "emergency_department");
  EXPECT_EQ(page.state("gates.0.id"), gate);
  EXPECT_EQ(page.state("interrupt.gates.0.id"), gate);
  EXPECT_EQ(member(page.get("/desk/calls").body, "open.0.urgency.level"), "emergency_department");
  EXPECT_THAT(page.get("/desk/calls/" + page.call() + "/summary").body,
              HasSubstr("Before that  Emergency department"));
  const std::string before = page.body();
  house.restart();
  page.read();
  EXPECT_EQ(page.state("gates.0.id"), gate);
  EXPECT_EQ(page.body(), before);
}

TEST(DeskRefusal, ShowsTheRedFlagsThatFireOnLaterAnswers) {
  DeskHouse house("later");
  DeskPage page = of_44(house);
  page.answer("age_years", "15");
  ASSERT_EQ(page.state("urgency.level"), "(none)");

  page.answer("saddle_anaesthesia", "\"present\"");

  EXPECT_NE(page.state("refusal"), "");
  EXPECT_EQ(page.state("gates.0.id"), "rf_ces_major");
  EXPECT_EQ(page.state("interrupt.gates.0.id"), "rf_ces_major");
  EXPECT_EQ(page.state("urgency.level"), "emergency_department");
  EXPECT_EQ(page.state("urgency.because.0"), page.state("gates.0.name"));
  EXPECT_EQ(page.state("urgency.what_to_do"), page.state("gates.0.action"));
  EXPECT_EQ(page.state("before_refusal.gates.0.id"), "(none)");
  EXPECT_EQ(member(page.get("/desk/calls").body, "open.0.urgency.level"), "emergency_department");
  EXPECT_THAT(page.get("/desk/calls/" + page.call() + "/summary").body,
              HasSubstr("By red flags Emergency department"));
  const std::string before = page.body();
  house.restart();
  page.read();
  EXPECT_EQ(page.body(), before);
}

TEST(DeskRefusal, AChildIsToldNoSlowUrgency) {
  DeskHouse house("child");
  DeskPage page = house.sign_in("nurse1");
  page.open_call();
  page.answer("age_years", "9");

  page.answers(R"([{"finding": "pain_duration_gt4wk", "value": "present", "said_by": "caller"},
                   {"finding": "pain_after_injury", "value": "absent", "said_by": "caller"}])");

  EXPECT_NE(page.state("refusal"), "");
  EXPECT_EQ(page.state("urgency.level"), "(none)");
  EXPECT_EQ(page.state("gates.0.id"), "(none)");
  EXPECT_EQ(member(page.get("/desk/calls").body, "open.0.urgency.level"), "(none)");
  const std::string summary = page.get("/desk/calls/" + page.call() + "/summary").body;
  EXPECT_THAT(summary, Not(HasSubstr("Before that")));
  EXPECT_THAT(summary, Not(HasSubstr("By red flags")));
}

TEST(DeskRefusal, TellsHowALaterRedFlagRaisesWhatFiredBefore) {
  DeskHouse house("raises");
  DeskPage page = of_44(house);
  page.answer("saddle_anaesthesia", "\"present\"");
  page.answer("age_years", "15");

  page.answers(R"([{"finding": "abdominal_pain", "value": "present", "said_by": "caller"},
                   {"finding": "known_aaa", "value": "present", "said_by": "caller"}])");

  EXPECT_EQ(page.state("urgency.level"), "ambulance");
  EXPECT_EQ(page.state("gates.0.urgency"), "ambulance");
  EXPECT_EQ(page.state("changed.from"), "emergency_department");
  EXPECT_EQ(page.state("changed.because"), page.state("gates.0.name"));
  EXPECT_THAT(page.body(), HasSubstr("rf_ces_major"));
}

TEST(DeskRefusal, ARedFlagThatFiredInItCanBeAcknowledgedAndStaysWhenTheAgeIsCorrected) {
  DeskHouse house("corrected");
  DeskPage page = of_44(house);
  page.answer("age_years", "15");
  page.answer("saddle_anaesthesia", "\"present\"");
  EXPECT_EQ(acknowledged(page, "rf_ces_major").status, 200);
  EXPECT_EQ(page.state("interrupt.gates"), "(none)");

  page.answer("age_years", "45");

  EXPECT_EQ(page.state("refusal"), "");
  EXPECT_EQ(page.state("gates.0.id"), "rf_ces_major");
  EXPECT_EQ(page.state("interrupt.gates"), "(none)");
}

TEST(DeskGate, SaysTheValueThatItFiredOn) {
  DeskHouse house("value");
  DeskPage page = of_44(house);

  page.answers(R"([{"finding": "resp_rate", "value": 30, "said_by": "device"},
                   {"finding": "temp_c", "value": 39.2, "said_by": "device"},
                   {"finding": "heart_rate", "value": 135, "said_by": "device"}])");

  EXPECT_THAT(page.body(), HasSubstr(": 30 a minute"));
}

TEST(DeskRefusal, ShowsNoOverride) {
  DeskHouse house("no_override");
  DeskPage page = of_44(house);
  page.answer("saddle_anaesthesia", "\"present\"");
  overridden(page, "same_day", "clinician2");
  ASSERT_EQ(page.state("overridden.level"), "same_day");

  page.answer("age_years", "15");

  EXPECT_EQ(page.state("overridden.level"), "(none)");
  EXPECT_EQ(page.state("urgency.level"), "emergency_department");
}

TEST(DeskOverrideRule, TheSameRedFlagThatFiresAnewEndsItForGood) {
  DeskHouse house("for_good");
  DeskPage page = of_44(house);
  page.answer("saddle_anaesthesia", "\"present\"");
  overridden(page, "same_day", "clinician2");
  page.answer("saddle_anaesthesia", "\"absent\"");
  EXPECT_EQ(page.state("overridden.level"), "same_day");

  page.answer("saddle_anaesthesia", "\"present\"");

  EXPECT_EQ(page.state("overridden.level"), "(none)");
  EXPECT_THAT(page.state("override_ended"), HasSubstr("a red flag fired after it"));
  page.answer("saddle_anaesthesia", "\"unknown\"");
  EXPECT_EQ(page.state("overridden.level"), "(none)");
  house.restart();
  page.read();
  EXPECT_EQ(page.state("overridden.level"), "(none)");
  EXPECT_THAT(page.state("override_ended"), HasSubstr("a red flag fired after it"));
}

TEST(DeskOverrideRule, AnUrgencyThatRisesWithoutARedFlagEndsIt) {
  DeskHouse house("rises");
  DeskPage page = house.sign_in("nurse1");
  page.open_call();
  page.answers(R"([{"finding": "age_years", "value": 70, "said_by": "caller"},
                   {"finding": "sex_female", "value": "absent", "said_by": "caller"}])");
  overridden(page, "self_care", "clinician1");
  ASSERT_EQ(page.state("overridden.level"), "self_care");

  page.answers(R"([{"finding": "pain_tearing", "value": "present", "said_by": "caller"},
                   {"finding": "hypertension_known", "value": "present", "said_by": "caller"},
                   {"finding": "pain_migrating", "value": "present", "said_by": "caller"}])");

  ASSERT_EQ(page.state("urgency.level"), "emergency_department");
  EXPECT_EQ(page.state("gates.0.id"), "(none)");
  EXPECT_EQ(page.state("overridden.level"), "(none)");
  EXPECT_THAT(page.state("override_ended"), HasSubstr("the urgency rose after it"));
  EXPECT_THAT(message(overridden(page, "self_care")),
              HasSubstr("second: the urgency is emergency department"));
}

TEST(DeskOverrideRule, SelfCareThatIsNotYetSafeNeedsASecond) {
  DeskHouse house("early");
  DeskPage page = of_44(house);
  ASSERT_EQ(page.state("urgency.provisional"), "true");

  EXPECT_THAT(message(overridden(page, "self_care")),
              HasSubstr("second: it is not yet safe to close"));
  EXPECT_EQ(overridden(page, "self_care", "clinician2").status, 200);
  EXPECT_EQ(page.state("overridden.second"), "clinician2");
}

TEST(DeskOverrideRule, AHigherOneStandsWhenLessFires) {
  DeskHouse house("stands");
  DeskPage page = of_44(house);
  overridden(page, "ambulance");

  page.answer("saddle_anaesthesia", "\"present\"");

  EXPECT_EQ(page.state("overridden.level"), "ambulance");
}

TEST(DeskOverrideRule, IsInTheSummary) {
  DeskHouse house("in_summary");
  DeskPage page = of_44(house);
  overridden(page, "ambulance");
  page.change("notes", R"("text": "speaks in short sentences")");
  page.change("call-back", R"("due_at": "2026-11-20T19:00:00Z", "why": "better?")");

  const std::string summary = page.get("/desk/calls/" + page.call() + "/summary").body;

  EXPECT_THAT(summary, HasSubstr("Overridden   to ambulance by nurse1"));
  EXPECT_THAT(summary, HasSubstr("seen today"));
  EXPECT_THAT(summary, HasSubstr("Note         speaks in short sentences (nurse1"));
  EXPECT_THAT(summary, HasSubstr("Call back    by 2026-11-20T19:00:00Z: better?"));
}

// An event that older knowledge judged faster than today's does.
void told_by_older_knowledge(DeskHouse& house, const DeskPage& page) {
  records::Calls calls(house.records());
  const auto appended = calls.append(
      page.call(), 1,
      {.revision = 0,
       .kind = "answers",
       .at = "2026-11-20T18:30:00Z",
       .by = "nurse1",
       .request = "older",
       .content = R"({"answers": [{"finding": "fever", "value": "absent", "said_by": "caller"}],
                      "told": {"urgency": "emergency_department", "provisional": false,
                               "knowledge": "older", "version": "2026.10.1", "fired": [],
                               "waiting": [], "floor": null, "override_ended": ""}})"},
      {.at = "",
       .kind = "call answers",
       .person = "",
       .user = "",
       .knowledge_hash = "older",
       .payload = "{}"});
  ASSERT_TRUE(appended) << appended.error().message;
}

TEST(DeskKnowledge, NewerKnowledgeLowersNothingUntilAPersonConfirms) {
  DeskHouse house("newer");
  DeskPage page = of_44(house);
  const std::string now = page.state("urgency.level");
  told_by_older_knowledge(house, page);

  page.read();

  EXPECT_EQ(page.state("urgency.level"), "emergency_department");
  EXPECT_EQ(page.state("knowledge_changed.from"), "emergency_department");
  EXPECT_EQ(page.state("knowledge_changed.to"), now);
  EXPECT_EQ(page.state("knowledge_changed.version"), "2026.10.1");
  EXPECT_EQ(member(page.get("/desk/calls").body, "open.0.urgency.level"), "emergency_department");
  page.answer("weight_loss", "\"absent\"");
  house.restart();
  page.read();
  EXPECT_EQ(page.state("urgency.level"), "emergency_department");
  EXPECT_THAT(message(overridden(page, "same_day")), HasSubstr("second: the urgency is"));

  page.change("acknowledge", R"("gates": [], "knowledge": true)");

  EXPECT_EQ(page.state("urgency.level"), now);
  EXPECT_EQ(page.state("knowledge_changed.from"), "(none)");
  house.restart();
  page.read();
  EXPECT_EQ(page.state("urgency.level"), now);
}

TEST(DeskChartPerson, IsShownAndWhatIsUnlikeTheCallerIsTold) {
  DeskHouse house("whose");
  DeskPage page = house.sign_in("nurse1");

  page.open_call(
      R"("caller": {"name": "Alice Smith", "reference": "NHS-111", "is_the_person": true},
         "chart": {"resourceType": "Bundle", "type": "collection", "entry": [{"resource":
           {"resourceType": "Patient", "id": "b", "gender": "male", "birthDate": "1990-03-04",
            "name": [{"family": "Bobson", "given": ["Bob"]}],
            "identifier": [{"value": "NHS-999"}]}}]})");

  EXPECT_EQ(page.state("chart.name"), "Bob Bobson");
  EXPECT_EQ(page.state("chart.birth_date"), "1990-03-04");
  EXPECT_EQ(page.state("chart.sex"), "male");
  EXPECT_EQ(page.state("chart.age_years").substr(0, 2), "36");
  EXPECT_EQ(page.state("chart.reference"), "NHS-999");
  EXPECT_THAT(page.body(), HasSubstr("the chart's reference is NHS-999, the call's is NHS-111"));
  EXPECT_THAT(page.body(), HasSubstr("the chart is of Bob Bobson, the caller is Alice Smith"));
}

TEST(DeskChartPerson, AnInitialOrAnotherCaseIsNoDifference) {
  const ChartPerson person{.name = "Alice Mary SMITH",
                           .birth_date = "",
                           .sex = "",
                           .age_years = std::nullopt,
                           .references = {"nhs 111"}};

  EXPECT_TRUE(unlike(person, {.name = "A. Smith", .reference = "NHS-111"}).empty());
  EXPECT_TRUE(unlike(person, {.name = "Bob", .is_the_person = false}).empty());
  EXPECT_EQ(unlike(person, {.name = "Bob Smith"}).size(), 1U);
}

TEST(DeskChart, APresentationOfAnotherDayIsRefused) {
  DeskHouse house("stale");
  DeskPage page = house.sign_in("nurse1");
  const auto opened = [&page](const std::string& as_of) {
    return page.open_call(R"("chart": {"as_of": ")" + as_of +
                          R"(", "age_years": 44, "findings": {"fever": "absent"}})");
  };

  const HttpAnswer old = opened("2019-01-01");

  EXPECT_EQ(old.status, 422);
  EXPECT_THAT(message(old), HasSubstr("chart: as_of: 2019-01-01: its answers are of another day"));
  EXPECT_EQ(opened("2026-11-22T18:31:00Z").status, 422);
  EXPECT_EQ(opened("2026-11-19T18:31:00Z").status, 201);
  EXPECT_EQ(opened("2026-11-20").status, 201);
}

TEST(DeskChart, AConflictGoesWithTheAnswerThatMadeIt) {
  DeskHouse house("undone");
  DeskPage page = house.sign_in("nurse1");
  page.open_call(R"("chart": {"age_years": 44, "findings": {"fever": "present"}})");
  page.answer("fever", "\"absent\"");
  ASSERT_THAT(page.body(), HasSubstr("the answer stands"));

  page.change("undo");

  EXPECT_THAT(page.body(), Not(HasSubstr("the answer stands")));
  page.answer("fever", "\"absent\"");
  page.answer("fever", "null");
  EXPECT_THAT(page.body(), Not(HasSubstr("the answer stands")));
}

TEST(DeskDays, OfAPregnancyAreNearToday) {
  DeskHouse house("days");
  DeskPage page = of_44(house);
  const std::pair<const char*, const char*> wrong[] = {
      {"lmp", "2030-01-01"}, {"lmp", "1950-01-01"}, {"lmp", "2026-01-08"},
      {"edd", "2020-01-01"}, {"edd", "2026-10-15"}, {"edd", "2027-10-03"}};
  const std::pair<const char*, const char*> right[] = {
      {"lmp", "2026-11-20"}, {"lmp", "2026-01-10"}, {"edd", "2026-10-17"}, {"edd", "2027-09-30"}};

  for (const auto& [finding, day] : wrong) {
    const HttpAnswer answer = page.answer(finding, "\"" + std::string(day) + "\"");
    EXPECT_EQ(answer.status, 422) << finding << day;
    EXPECT_THAT(message(answer), HasSubstr(std::string(finding) + ": " + day + ": expected a day"));
  }
  for (const auto& [finding, day] : right) {
    EXPECT_EQ(page.answer(finding, "\"" + std::string(day) + "\"").status, 200) << finding << day;
  }
}

TEST(DeskCauses, SayWhatARedFlagSuspects) {
  DeskHouse house("suspected");
  DeskPage page = of_44(house);
  EXPECT_EQ(page.body().find(R"("is_suspected":true)"), std::string::npos);

  page.answer("saddle_anaesthesia", "\"present\"");

  EXPECT_THAT(page.body(), HasSubstr(R"("is_suspected":true)"));
}

}  // namespace
}  // namespace paraspinal::desk
