// The JSON API over values: no socket.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/cli/answer_case.h"
#include "apps/service/json_routes.h"
#include "apps/service/router.h"
#include "tests/apps/program.h"
#include "tests/apps/service_fixture.h"

namespace paraspinal::service {
namespace {

using apps_tests::get;
using apps_tests::header;
using apps_tests::member;
using apps_tests::post;
using apps_tests::sample;
using apps_tests::serving;
using apps_tests::text_of;
using testing::HasSubstr;
using testing::StartsWith;

HttpRequest with(HttpRequest request,
                 std::initializer_list<std::pair<const std::string, std::string>> query) {
  request.query.insert(query);
  return request;
}

HttpAnswer answer(const HttpRequest& request) {
  static const Router router(json_routes(), {});
  return router.dispatch(request, serving()).answer;
}

std::string lifting() {
  return text_of(sample("lifting_strain.json"));
}

std::string message(const HttpAnswer& answer) {
  return member(answer.body, "error.message");
}

// The two are one walk of a case (issue 7: "the same assessment, by construction").
TEST(Assess, IsTheSameBytesAsTheCommand) {
  const auto ran = apps_tests::run({"assess", sample("lifting_strain.json"), "--format", "json",
                                    "--draws", "20", "--seed", "7"});

  const HttpAnswer served =
      answer(with(post("/assess", lifting()), {{"draws", "20"}, {"seed", "7"}}));

  ASSERT_EQ(ran.status, 0);
  EXPECT_EQ(served.status, 200);
  EXPECT_TRUE(served.body == ran.output);
}

TEST(Assess, SettingAndTimeOfTheQueryAreThoseOfTheCommand) {
  const auto ran =
      apps_tests::run({"assess", sample("lifting_strain.json"), "--format", "json", "--draws", "0",
                       "--setting", "emergency_department", "--as-of", "2026-11-21T08:00:00Z"});

  const HttpAnswer served = answer(with(
      post("/assess", lifting()),
      {{"draws", "0"}, {"setting", "emergency_department"}, {"as_of", "2026-11-21T08:00:00Z"}}));

  EXPECT_TRUE(served.body == ran.output);
}

// The bundle says when it was made, so that the command at its own time gives other bytes.
TEST(Assess, GivesAFhirBundleToWhoeverAcceptsOne) {
  triage::AssessOptions depth = cli::whole_depth;
  depth.draws = 0;
  const auto wanted =
      cli::answer_case(lifting(), *serving().clinic,
                       {.now = serving().now, .format = cli::Format::fhir, .depth = depth});
  HttpRequest request = with(post("/assess", lifting()), {{"draws", "0"}});
  request.headers.emplace("accept", "application/fhir+json, application/json;q=0.5");

  const HttpAnswer served = answer(request);

  EXPECT_EQ(served.content_type, "application/fhir+json");
  EXPECT_TRUE(served.body == *wanted);
}

TEST(Assess, WithoutATimeOfItsOwnIsJudgedNow) {
  const HttpAnswer served =
      answer(with(post("/assess", R"({"age_years": 40, "findings": {}})"), {{"draws", "0"}}));

  EXPECT_EQ(member(served.body, "as_of"), "2026-11-20T18:30:00Z");
}

TEST(Assess, BrokenJsonIs400) {
  const HttpAnswer served = answer(post("/assess", R"({"age_years": )"));

  EXPECT_EQ(served.status, 400);
  EXPECT_EQ(member(served.body, "error.kind"), "malformed");
}

TEST(Assess, UnknownFindingIs422AndNamesIt) {
  const HttpAnswer served =
      answer(post("/assess", R"({"age_years": 40, "findings": {"not_a_finding": "present"}})"));

  EXPECT_EQ(served.status, 422);
  EXPECT_THAT(message(served), HasSubstr("not_a_finding"));
}

TEST(Assess, ErrorToWhoeverAcceptsFhirIsAnOperationOutcome) {
  HttpRequest request = post("/assess", "[");
  request.headers.emplace("accept", "application/fhir+json");

  EXPECT_EQ(member(answer(request).body, "resourceType"), "OperationOutcome");
}

TEST(Assess, MisspeltParameterIs422AndNotTakenForItsDefault) {
  EXPECT_EQ(message(answer(with(post("/assess", lifting()), {{"draw", "0"}}))),
            "draw: no such parameter: expected one of as_of, changes, draws, fit, seed, setting");
}

TEST(Assess, ParametersOutOfTheirRangeAre422) {
  EXPECT_EQ(message(answer(with(post("/assess", lifting()), {{"draws", "401"}}))),
            "draws: 401: expected a whole number from 0 to 400");
  EXPECT_EQ(message(answer(with(post("/assess", lifting()), {{"seed", "-1"}}))),
            "seed: -1: expected a whole number from 0 to 18446744073709551615");
  EXPECT_EQ(message(answer(with(post("/assess", lifting()), {{"setting", "bed"}}))),
            "setting: bed: expected telephone, primary_care, emergency_department");
  EXPECT_EQ(message(answer(with(post("/assess", lifting()), {{"as_of", "today"}}))),
            "as_of: today: expected a date 2026-01-31 or a time with zone 2026-01-31T10:00:00Z");
  EXPECT_EQ(message(answer(with(post("/assess", lifting()), {{"draws", "1"}, {"draws", "2"}}))),
            "draws: stands twice: expected one value");
}

TEST(NextQuestion, SaysWhatToAskAndHow) {
  const HttpAnswer served =
      answer(post("/next-question", R"({"age_years": 40, "sex": "male", "findings": {}})"));

  EXPECT_EQ(served.status, 200);
  EXPECT_EQ(member(served.body, "state"), "ask");
  const std::string finding = member(served.body, "questions.0.finding");
  const auto& findings = serving().clinic->knowledge().findings;
  ASSERT_TRUE(findings.find(finding).has_value()) << finding;
  EXPECT_EQ(member(served.body, "questions.0.wording"),
            findings[*findings.find(finding)].question->read_aloud);
  EXPECT_EQ(member(served.body, "questions.1.finding"), "(none)");
}

TEST(NextQuestion, AsksForThePersonFirst) {
  const HttpAnswer served = answer(post("/next-question", R"({"id": "call", "findings": {}})"));

  EXPECT_EQ(member(served.body, "questions.0.phase"), "person");
}

TEST(NextQuestion, GivesAsManyAsAskedFor) {
  const HttpAnswer served =
      answer(with(post("/next-question", R"({"age_years": 40, "sex": "male", "findings": {}})"),
                  {{"questions", "3"}}));

  EXPECT_NE(member(served.body, "questions.2.finding"), "(none)");
  EXPECT_EQ(member(served.body, "questions.3.finding"), "(none)");
}

TEST(NextQuestion, HandsOverAtTheCap) {
  const HttpAnswer served =
      answer(with(post("/next-question", R"({"age_years": 40, "sex": "male", "findings": {}})"),
                  {{"asked", "40"}, {"most_asked", "40"}}));

  EXPECT_EQ(member(served.body, "state"), "hand_over");
}

TEST(Explain, TellsWeightsWithTheirEvidenceAndSources) {
  const HttpAnswer served =
      answer(with(post("/explain", lifting()), {{"condition", "muscle_strain"}, {"draws", "0"}}));

  EXPECT_EQ(member(served.body, "condition.id"), "muscle_strain");
  const std::string link = member(served.body, "condition.weights.0.evidence.0.id");
  EXPECT_THAT(link, StartsWith("L"));
  EXPECT_NE(member(served.body, "condition.weights.0.sources.0.citation"), "(none)");
}

TEST(Explain, WeightsAreThoseOfTheAssessment) {
  const HttpAnswer assessed =
      answer(with(post("/assess", lifting()), {{"draws", "0"}, {"changes", "false"}}));
  const std::string first = member(assessed.body, "conditions.0.id");

  const HttpAnswer served =
      answer(with(post("/explain", lifting()), {{"condition", first}, {"draws", "0"}}));

  for (const char* place : {"posterior", "pretest", "weights.0.finding", "weights.0.decibans"}) {
    EXPECT_EQ(member(served.body, std::string("condition.") + place),
              member(assessed.body, std::string("conditions.0.") + place));
  }
}

TEST(Explain, UnknownConditionIs422) {
  EXPECT_EQ(message(answer(with(post("/explain", lifting()), {{"condition", "gout"}}))),
            "condition: gout: no such condition: expected an id that GET /search finds");
}

TEST(Explain, ConditionThatThePersonCannotHaveIs422) {
  EXPECT_EQ(
      message(answer(with(post("/explain", R"({"age_years": 40, "sex": "male", "findings": {}})"),
                          {{"condition", "miscarriage"}, {"draws", "0"}}))),
      "condition: miscarriage: is not one that this person can have: expected one of the "
      "assessment's conditions or contributors");
}

// RULA with every input at its lowest is grand score 1 (McAtamney and Corlett 1993).
TEST(ScoreRoute, GivesTheScoreOfItsInputs) {
  const HttpAnswer served = answer(
      post("/score/rula",
           R"({"upper_arm": 1, "lower_arm": "1", "wrist": 1, "wrist_twist": 1, "muscle_arm": 0,
          "force_arm": 0, "neck": 1, "trunk": 1, "legs": 1, "muscle_trunk": 0,
          "force_trunk": 0})"));

  EXPECT_EQ(member(served.body, "value"), "1");
  EXPECT_EQ(member(served.body, "missing.0"), "(none)");
}

TEST(ScoreRoute, InputThatIsNotGivenOrNullIsUnknownAndGivesARange) {
  const HttpAnswer served = answer(post("/score/rula", R"({"upper_arm": 3, "neck": null})"));

  EXPECT_EQ(member(served.body, "value"), "");
  EXPECT_NE(member(served.body, "lowest"), member(served.body, "highest"));
}

TEST(ScoreRoute, UnknownScoreIs404) {
  EXPECT_EQ(answer(post("/score/iq", "{}")).status, 404);
  EXPECT_EQ(message(answer(get("/score/iq"))),
            "iq: unknown score: expected one of those that GET /score lists");
}

TEST(ScoreRoute, WrongInputsAre422AndNamed) {
  EXPECT_THAT(message(answer(post("/score/rula", R"({"neck": 9})"))),
              HasSubstr("rula: neck: 9: expected"));
  EXPECT_THAT(message(answer(post("/score/rula", R"({"tail": 1})"))), HasSubstr("tail"));
  EXPECT_EQ(message(answer(post("/score/rula", R"({"neck": [1]})"))),
            "neck: expected a number, a word, a date or null");
  EXPECT_EQ(message(answer(post("/score/rula", "[]"))),
            "body: expected an object of inputs by name: {\"neck\": 2}");
}

TEST(ScoreRoute, ListAndDescriptionNameEachOther) {
  const std::string first = member(answer(get("/score")).body, "0.score");

  EXPECT_EQ(member(answer(get("/score/" + first)).body, "score"), first);
}

TEST(KnowledgeRoutes, PageIsThatOfTheCommand) {
  const auto ran =
      apps_tests::run({"knowledge", "show", "cauda_equina_syndrome", "--format", "json"});

  EXPECT_EQ(answer(get("/knowledge/condition/cauda_equina_syndrome")).body, ran.output);
}

TEST(KnowledgeRoutes, EveryKindHasItsPages) {
  const auto& knowledge = serving().clinic->knowledge();
  EXPECT_EQ(answer(get("/knowledge/red_flag/" + knowledge.red_flags.front().id)).status, 200);
  EXPECT_EQ(answer(get("/knowledge/action/" + knowledge.actions.front().id)).status, 200);
  EXPECT_EQ(answer(get("/knowledge/mechanism/" + knowledge.mechanisms.front().id)).status, 200);
  EXPECT_EQ(answer(get("/knowledge/link/" + knowledge.links.front().id)).status, 200);
  EXPECT_EQ(answer(get("/knowledge/source/" + knowledge.sources.begin()->first)).status, 200);
}

TEST(KnowledgeRoutes, UnknownIdIs404AndNamesItsNeighbours) {
  const HttpAnswer served = answer(get("/knowledge/condition/cauda_equina"));

  EXPECT_EQ(served.status, 404);
  EXPECT_THAT(message(served), HasSubstr("cauda_equina_syndrome"));
}

TEST(KnowledgeRoutes, IdOfAnotherKindIs404) {
  EXPECT_EQ(answer(get("/knowledge/finding/cauda_equina_syndrome")).status, 404);
  EXPECT_EQ(answer(get("/knowledge/planet/earth")).status, 404);
}

TEST(KnowledgeRoutes, PageThatIsKeptAndStillHoldsIs304) {
  HttpRequest request = get("/knowledge/condition/cauda_equina_syndrome");
  request.headers.emplace("if-none-match", header(answer(request), "ETag"));

  const HttpAnswer served = answer(request);

  EXPECT_EQ(served.status, 304);
  EXPECT_EQ(served.body, "");
}

TEST(KnowledgeRoutes, SearchFindsWhatTheCommandFinds) {
  const auto ran = apps_tests::run({"knowledge", "search", "numb", "saddle", "--format", "json"});

  EXPECT_EQ(answer(with(get("/search"), {{"q", "numb saddle"}})).body, ran.output);
}

TEST(KnowledgeRoutes, SearchForNothingIs422) {
  EXPECT_EQ(message(answer(get("/search"))), "q: expected words, of 1 to 200 bytes together");
}

TEST(KnowledgeRoutes, SearchNamesAKindAsThePathTakesIt) {
  const std::string found = answer(with(get("/search"), {{"q", "rf_ces_major"}})).body;
  EXPECT_EQ(member(found, "0.kind"), "red_flag");
}

}  // namespace
}  // namespace paraspinal::service
