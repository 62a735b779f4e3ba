// What a call is handed on as, the chart that it begins with, call-backs and look-ups.

#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/cli/answer_case.h"
#include "apps/desk/person_key.h"
#include "apps/service/open_api.h"
#include "fhir/json.h"
#include "tests/apps/desk_fixture.h"
#include "tests/apps/program.h"
#include "tests/apps/service_fixture.h"
#include "tests/fhir/support/kept_answers.h"

namespace paraspinal::desk {
namespace {

using apps_tests::DeskHouse;
using apps_tests::DeskPage;
using apps_tests::member;
using apps_tests::message;
using service::HttpAnswer;
using testing::HasSubstr;
using testing::StartsWith;

// A call that a bundle began.
DeskPage with_chart(DeskHouse& house) {
  DeskPage page = house.sign_in("clinician1");
  page.open_call(R"("chart": )" + apps_tests::text_of(apps_tests::sample(
                                      "bilateral_sciatica_saddle_numbness.json")));
  return page;
}

DeskPage with_answers(DeskHouse& house) {
  DeskPage page = house.sign_in("nurse1");
  page.open_call();
  page.answers(R"([{"finding": "age_years", "value": 34, "said_by": "caller"},
                   {"finding": "sex_female", "value": "absent", "said_by": "caller"},
                   {"finding": "fever", "value": "absent", "said_by": "caller"},
                   {"finding": "pain_nrs", "value": 6, "said_by": "proxy"}])");
  return page;
}

TEST(DeskDocument, FhirIsTheBundleOfTheCommand) {
  DeskHouse house("fhir");
  const DeskPage page = with_answers(house);
  const HttpAnswer given = page.get("/desk/calls/" + page.call() + "/presentation");
  const auto wanted = cli::answer_case(given.body, *apps_tests::embedded_clinic(),
                                       {.format = cli::Format::fhir, .depth = cli::whole_depth});

  const HttpAnswer bundle = page.get("/desk/calls/" + page.call() + "/fhir");

  ASSERT_TRUE(wanted) << wanted.error().message;
  EXPECT_EQ(bundle.content_type, "application/fhir+json");
  EXPECT_TRUE(bundle.body == *wanted);
  fhir::keep_answer(bundle.body);
}

TEST(DeskDocument, FhirHoldsTheOverrideTheSecondClinicianAndTheNotes) {
  DeskHouse house("decisions");
  DeskPage page = with_answers(house);
  page.answer("saddle_anaesthesia", "\"present\"");
  page.change("notes", R"("text": "Sounds calm; husband beside her.")");
  page.change("override",
              R"("urgency": "same_day", "reason": "care_plan", "text": "plan of June", "second": )"
              R"({"name": "clinician2", "password": ")" +
                  std::string(apps_tests::desk_password) + "\"}");

  const HttpAnswer bundle = page.get("/desk/calls/" + page.call() + "/fhir");

  EXPECT_EQ(bundle.status, 200);
  EXPECT_THAT(bundle.body, HasSubstr(R"("text":"Sounds calm; husband beside her.")"));
  EXPECT_THAT(bundle.body, HasSubstr(R"("code":"care_plan")"));
  EXPECT_THAT(bundle.body, HasSubstr("plan of June"));
  EXPECT_THAT(bundle.body, HasSubstr(R"("who":{"display":"clinician2"})"));
  EXPECT_THAT(bundle.body, HasSubstr(R"("priority":"stat")"));    // what was concluded
  EXPECT_THAT(bundle.body, HasSubstr(R"("priority":"urgent")"));  // what was chosen
  fhir::keep_answer(bundle.body);
}

TEST(DeskDocument, FhirOfAnOverrideThatEndedRevokesIt) {
  DeskHouse house("ended_in_fhir");
  DeskPage page = with_answers(house);
  page.change("override", R"("urgency": "same_day", "reason": "no_better", "text": "")");
  const std::string stands = page.get("/desk/calls/" + page.call() + "/fhir").body;
  page.answer("saddle_anaesthesia", "\"present\"");

  const std::string ended = page.get("/desk/calls/" + page.call() + "/fhir").body;

  EXPECT_THAT(stands, HasSubstr(R"("status":"active","intent":"order")"));
  EXPECT_THAT(ended, HasSubstr(R"("status":"revoked","intent":"order")"));
  EXPECT_THAT(ended, HasSubstr("The override has ended, for a red flag fired after it"));
  fhir::keep_answer(stands);
  fhir::keep_answer(ended);
}

// Of the one ServiceRequest of intent `order`; "(none)" without one.
std::string order_id(const std::string& bundle) {
  for (int i = 0; member(bundle, "entry." + std::to_string(i) + ".fullUrl") != "(none)"; ++i) {
    const std::string resource = "entry." + std::to_string(i) + ".resource.";
    if (member(bundle, resource + "intent") == "order") {
      return member(bundle, resource + "id");
    }
  }
  return "(none)";
}

TEST(DeskDocument, FhirOfAnOverrideKeepsItsIdWhateverIsAnswered) {
  DeskHouse house("same_order");
  DeskPage page = with_answers(house);
  const std::string path = "/desk/calls/" + page.call() + "/fhir";
  page.change("override", R"("urgency": "same_day", "reason": "no_better", "text": "")");
  const std::string first = page.get(path).body;

  page.answer("morning_stiffness_30", "\"absent\"");
  const std::string second = page.get(path).body;
  page.answer("saddle_anaesthesia", "\"present\"");
  const std::string ended = page.get(path).body;

  EXPECT_NE(order_id(first), "(none)");
  EXPECT_NE(member(first, "id"), member(ended, "id"));
  EXPECT_EQ(order_id(first), order_id(second));
  EXPECT_EQ(order_id(first), order_id(ended));
}

TEST(DeskDocument, FhirOfAnOverrideThatAPersonEndedRevokesIt) {
  DeskHouse house("ended_by_person");
  DeskPage page = with_answers(house);
  const std::string path = "/desk/calls/" + page.call() + "/fhir";
  page.change("override", R"("urgency": "same_day", "reason": "no_better", "text": "")");
  const std::string stands = page.get(path).body;
  page.change("override", R"("urgency": null)");
  house.restart();

  const std::string ended = page.get(path).body;
  page.read();

  EXPECT_EQ(order_id(stands), order_id(ended));
  EXPECT_THAT(ended, HasSubstr(R"("status":"revoked","intent":"order")"));
  EXPECT_THAT(ended, HasSubstr("The override was ended by nurse1, 2026-11-20T18:30:00Z"));
  EXPECT_EQ(page.state("overridden.level"), "(none)");
  EXPECT_EQ(page.state("override_ended"), "");
  fhir::keep_answer(ended);
}

TEST(DeskDocument, AssessmentIsThatOfTheCommand) {
  DeskHouse house("assessment");
  const DeskPage page = with_answers(house);
  const HttpAnswer given = page.get("/desk/calls/" + page.call() + "/presentation");
  const auto ran =
      apps_tests::run({"assess", "-", "--format", "json", "--draws", "20"}, given.body);

  const HttpAnswer answer =
      page.get("/desk/calls/" + page.call() + "/assessment", {{"draws", "20"}});

  ASSERT_EQ(ran.status, 0) << ran.errors;
  EXPECT_TRUE(answer.body == ran.output);
}

TEST(DeskDocument, SummaryIsThatOfTheTerminal) {
  DeskHouse house("summary");
  DeskPage page = with_answers(house);

  const HttpAnswer answer = page.get("/desk/calls/" + page.call() + "/summary");

  EXPECT_EQ(answer.content_type, "text/plain; charset=utf-8");
  EXPECT_THAT(answer.body, HasSubstr("S  Situation    male, 34 years, telephone"));
  EXPECT_THAT(answer.body, HasSubstr("R  Recommend"));
  EXPECT_THAT(answer.body, HasSubstr("(says proxy)"));
  EXPECT_THAT(answer.body, HasSubstr("Knowledge " + page.state("knowledge.version")));
}

std::string in_one_line(const std::string& text) {
  std::string line;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n';
    if (!blank || (!line.empty() && line.back() != ' ')) {
      line += blank ? ' ' : c;
    }
  }
  return line;
}

// However unlikely it is beside others.
TEST(DeskDocument, WhatARedFlagSuspectsIsNamedInSummaryAndCauses) {
  DeskHouse house("suspects");
  DeskPage page = with_answers(house);
  page.answer("neck_stiffness", "\"present\"");
  page.answer("headache_severe", "\"present\"");
  ASSERT_NE(page.state("gates.0.id"), "(none)");
  const std::string summary = in_one_line(page.get("/desk/calls/" + page.call() + "/summary").body);
  const auto& knowledge = apps_tests::embedded_clinic()->knowledge();
  const HttpAnswer assessed =
      page.get("/desk/calls/" + page.call() + "/assessment", {{"draws", "0"}});
  std::size_t seen = 0;

  for (const knowledge::RedFlag& flag : knowledge.red_flags) {
    for (const knowledge::ConditionId suspect : flag.suspects) {
      const knowledge::Condition& condition = knowledge.conditions[suspect.index];
      const std::string id = R"("id":")" + condition.id + "\"";
      if (page.state("gates.0.id") == flag.id && assessed.body.find(id) != std::string::npos &&
          condition.role == knowledge::ConditionRole::primary) {
        EXPECT_THAT(summary, HasSubstr(condition.name + ": "));
        EXPECT_THAT(page.body(), HasSubstr(id));
        ++seen;
      }
    }
  }
  EXPECT_GT(seen, 0U);
}

TEST(DeskDocument, ExplainsACause) {
  DeskHouse house("explain");
  DeskPage page = with_answers(house);
  const std::string path = "/desk/calls/" + page.call() + "/explain";

  const HttpAnswer answer =
      page.get(path, {{"condition", page.state("causes.0.id")}, {"draws", "0"}});

  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(member(answer.body, "condition.id"), page.state("causes.0.id"));
  EXPECT_THAT(message(page.get(path, {{"condition", "nothing"}})),
              HasSubstr("condition: no such condition"));
  EXPECT_THAT(message(page.get(path, {{"condition", "x"}, {"drawz", "3"}})), HasSubstr("drawz"));
}

TEST(DeskDocument, NetworkHasArcsBetweenItsNodesOnly) {
  DeskHouse house("network");
  const DeskPage page = with_chart(house);

  const HttpAnswer answer = page.get("/desk/calls/" + page.call() + "/network");

  const auto json = fhir::parse_json(answer.body);
  ASSERT_TRUE(json);
  std::set<std::string> ids;
  std::set<std::string> kinds;
  for (const fhir::Json& node : json->member("nodes")->items()) {
    EXPECT_TRUE(ids.emplace(node.member("id")->text()).second);
    kinds.emplace(node.member("kind")->text());
  }
  EXPECT_LE(ids.size(), 60U);
  EXPECT_TRUE(kinds.contains("finding") && kinds.contains("condition"));
  EXPECT_FALSE(json->member("arcs")->items().empty());
  for (const fhir::Json& arc : json->member("arcs")->items()) {
    EXPECT_TRUE(ids.contains(std::string(arc.member("from")->text())));
    EXPECT_TRUE(ids.contains(std::string(arc.member("to")->text())));
  }
  EXPECT_TRUE(ids.contains("finding:saddle_anaesthesia"));
}

TEST(DeskChart, ItsFindingsAreAnswersOfTheRecord) {
  DeskHouse house("chart");
  DeskPage page = with_chart(house);

  EXPECT_EQ(page.state("call.revision"), "1");
  EXPECT_EQ(page.state("person.age_years"), "44");
  EXPECT_EQ(page.state("answers.0.said_by"), "record");
  EXPECT_THAT(page.state("answers.2.origin"), HasSubstr("/"));
  EXPECT_EQ(page.state("urgency.level"), "emergency_department");
  EXPECT_NE(page.state("interrupt.gates.0.id"), "(none)");
  EXPECT_NE(page.state("ledger.0.kind"), "(none)");
}

TEST(DeskChart, AnAnswerThatContradictsItIsShownAsAConflict) {
  DeskHouse house("conflict");
  DeskPage page = with_chart(house);

  page.answer("saddle_anaesthesia", "\"absent\"");

  EXPECT_THAT(page.body(), HasSubstr(R"("kind":"conflict")"));
  EXPECT_THAT(page.body(), HasSubstr("the answer stands"));
}

TEST(DeskChart, OneThatCannotBeReadBeginsNoCall) {
  DeskHouse house("bad_chart");
  DeskPage page = house.sign_in("clinician1");

  const HttpAnswer answer = page.open_call(R"("chart": {"resourceType": "Patient"})");
  const HttpAnswer text = page.open_call(R"("chart": "{\"age_years\": 40, \"findings\": {}}")");

  EXPECT_EQ(answer.status, 400) << answer.body;
  EXPECT_THAT(message(answer), StartsWith("chart: "));
  EXPECT_EQ(text.status, 201) << text.body;
  EXPECT_EQ(member(page.get("/desk/calls").body, "open.1.id"), "(none)");
}

TEST(DeskCallBack, IsLateAfterItsTime) {
  DeskHouse house("late");
  DeskPage page = with_answers(house);

  page.change("call-back", R"("due_at": "2026-11-20T20:00:00+01:00", "why": "no better?",
                              "telephone": "01632 960001")");

  EXPECT_EQ(page.state("call_backs.0.due_at"), "2026-11-20T19:00:00Z");
  EXPECT_EQ(page.state("call_backs.0.is_late"), "false");
  house.wait(31 * 60);
  page = house.sign_in("nurse2");
  const HttpAnswer list = page.get("/desk/call-backs");
  EXPECT_EQ(member(list.body, "call_backs.0.is_late"), "true");
  EXPECT_EQ(member(list.body, "call_backs.0.why"), "no better?");
  EXPECT_EQ(member(list.body, "call_backs.0.made_by"), "nurse1");
  EXPECT_EQ(member(list.body, "call_backs.0.urgency.level"),
            member(list.body, "call_backs.0.urgency.level"));
}

TEST(DeskCallBack, LeavesTheListOnceItIsDone) {
  DeskHouse house("done");
  DeskPage page = with_answers(house);
  page.change("call-back", R"("due_at": "2026-11-20T19:00:00Z", "why": "no better?")");
  const std::string path = "/desk/call-backs/" + page.state("call_backs.0.id") + "/done";

  const HttpAnswer wrong = page.post(path, R"({"outcome": "maybe"})");
  const HttpAnswer done = page.post(path, R"({"outcome": "reached"})");

  EXPECT_EQ(message(wrong), "outcome: expected reached, not_reached or cancelled");
  EXPECT_EQ(done.status, 204);
  EXPECT_EQ(member(page.get("/desk/call-backs").body, "call_backs.0.id"), "(none)");
  page.read();
  EXPECT_EQ(page.state("call_backs.0.outcome"), "reached");
  EXPECT_EQ(page.post("/desk/call-backs/x/done", "{}").status, 404);
  const HttpAnswer unknown = page.post("/desk/call-backs/77/done", R"({"outcome": "reached"})");
  EXPECT_EQ(unknown.status, 404);
  EXPECT_EQ(message(unknown), "call-back 77: there is none");
}

TEST(DeskCallBack, KeepsItsFirstOutcomeAndSaysSo) {
  DeskHouse house("outcome");
  DeskPage page = with_answers(house);
  page.change("call-back", R"("due_at": "2026-11-20T19:00:00Z", "why": "no better?")");
  const std::string path = "/desk/call-backs/" + page.state("call_backs.0.id") + "/done";
  ASSERT_EQ(page.post(path, R"({"outcome": "reached"})").status, 204);

  EXPECT_EQ(page.post(path, R"({"outcome": "reached"})").status, 204);
  const HttpAnswer other = page.post(path, R"({"outcome": "not_reached"})");
  EXPECT_EQ(other.status, 409);
  EXPECT_EQ(member(other.body, "error.kind"), "done");
  EXPECT_EQ(message(other), "call-back: what came of it was said already, and stands");
}

TEST(DeskCallBack, IsDueNotLongAgoAndWithinAYear) {
  DeskHouse house("bounds");
  DeskPage page = with_answers(house);
  const auto at = [&page](const std::string& time) {
    return page.change("call-back", R"("due_at": ")" + time + R"(", "why": "w")");
  };

  for (const char* time : {"1999-01-01T10:00:00Z", "0001-01-01T10:00:00Z", "9999-12-31T10:00:00Z",
                           "2026-11-19T18:29:59Z", "2027-11-20T18:30:01Z"}) {
    const HttpAnswer refused = at(time);
    EXPECT_EQ(refused.status, 422) << time;
    EXPECT_EQ(message(refused), "due_at: expected a time not more than a day ago and within a year")
        << time;
  }
  EXPECT_EQ(at("2026-11-19T18:30:00Z").status, 200);
  EXPECT_EQ(at("2027-11-20T18:30:00Z").status, 200);
}

TEST(DeskCallBack, NeedsATimeWithItsZone) {
  DeskHouse house("zone");
  DeskPage page = with_answers(house);

  EXPECT_THAT(message(page.change("call-back", R"("due_at": "tomorrow", "why": "w")")),
              HasSubstr("due_at: expected a time with its zone"));
}

TEST(DeskLookUp, FindsFindingsByWordsAndMarksTheAnswered) {
  DeskHouse house("find");
  const DeskPage page = with_answers(house);

  const HttpAnswer found = page.get("/desk/findings", {{"q", "fever"}, {"call", page.call()}});

  EXPECT_EQ(member(found.body, "findings.0.id"), "fever");
  EXPECT_EQ(member(found.body, "findings.0.type"), "boolean");
  EXPECT_EQ(member(found.body, "findings.0.answered"), "true");
  EXPECT_EQ(member(page.get("/desk/findings/temp_c").body, "unit"), "Cel");
  EXPECT_EQ(page.get("/desk/findings/nothing").status, 404);
  EXPECT_EQ(page.get("/desk/findings", {{"q", std::string(201, 'a')}}).status, 422);
}

TEST(DeskLookUp, ScoresAndKnowledgeAreThoseOfTheService) {
  DeskHouse house("scores");
  const DeskPage page = house.sign_in("clinician1");

  EXPECT_EQ(page.get("/desk/scores").status, 200);
  EXPECT_EQ(member(page.get("/desk/scores/rula").body, "score"), "rula");
  EXPECT_EQ(member(page.post("/desk/scores/rula", R"({"neck": 2})").body, "score"), "rula");
  EXPECT_EQ(member(page.get("/desk/conditions/cauda_equina_syndrome").body, "kind"), "condition");
  EXPECT_EQ(page.get("/desk/sources/nothing").status, 404);
  EXPECT_EQ(member(page.get("/desk/about").body, "software"), "0.0.1");
}

TEST(DeskOpenApi, HoldsEveryRouteWithItsSchemas) {
  DeskHouse house("open_api");

  const auto document = fhir::parse_json(service::open_api(house.routes(), {}));

  ASSERT_TRUE(document);
  const fhir::Json& paths = *document->member("paths");
  for (const service::Route& route : house.routes()) {
    const fhir::Json* path = paths.member(route.path);
    ASSERT_NE(path, nullptr) << route.path;
    std::string method = route.method;
    std::ranges::transform(method, method.begin(),
                           [](char c) { return static_cast<char>(c - 'A' + 'a'); });
    const fhir::Json* operation = path->member(method);
    ASSERT_NE(operation, nullptr) << route.path;
    EXPECT_EQ(operation->member("requestBody") != nullptr, route.method == "POST") << route.path;
  }
}

TEST(PersonKey, IsTheSameHoweverItWasTyped) {
  EXPECT_EQ(person_key({.telephone = "(01632) 960 001"}), "tel:632960001");
  EXPECT_EQ(person_key({.telephone = "0044 1632 960001"}), "tel:632960001");
  EXPECT_EQ(person_key({.telephone = "+44 1632-960001"}), "tel:632960001");
  EXPECT_EQ(person_key({.telephone = "112"}), "tel:112");
  EXPECT_EQ(person_key({.telephone = "x", .reference = "ab-12 3"}), "ref:AB123");
  EXPECT_EQ(person_key({.name = "only a name"}), "");
}

}  // namespace
}  // namespace paraspinal::desk
