// What the service says about itself: health, counts, its OpenAPI document, its log.

#include <algorithm>
#include <cctype>
#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/service/json_routes.h"
#include "apps/service/metrics.h"
#include "apps/service/open_api.h"
#include "apps/service/operation_routes.h"
#include "apps/service/request_log.h"
#include "apps/service/service.h"
#include "fhir/json.h"
#include "tests/apps/program.h"
#include "tests/apps/service_fixture.h"

namespace paraspinal::service {
namespace {

using apps_tests::get;
using apps_tests::member;
using apps_tests::post;
using apps_tests::TemporaryFolder;
using fhir::Json;
using testing::HasSubstr;
using testing::Not;

std::vector<Route> routes() {
  std::vector<Route> all = operation_routes();
  for (Route& route : json_routes()) {
    all.push_back(std::move(route));
  }
  return all;
}

// A service with its log at hand.
struct Logged {
  std::vector<std::string> lines;
  std::unique_ptr<Service> service;

  explicit Logged(ServiceOptions options = {}) {
    options.clock = [] { return std::int64_t{1795199400}; };
    options.log = [this](const std::string& line) { lines.push_back(line); };
    options.version = "0.0.1";
    auto opened = Service::open(std::move(options), routes());
    service = opened ? std::move(*opened) : nullptr;
  }
};

TEST(Operations, HealthIsAlwaysPass) {
  Logged logged;
  EXPECT_EQ(logged.service->answer(get("/healthz")).body,
            "{\"status\":\"pass\",\"version\":\"0.0.1\"}\n");
}

TEST(Operations, ReadinessNamesTheKnowledge) {
  Logged logged;
  const std::string body = logged.service->answer(get("/readyz")).body;

  EXPECT_EQ(member(body, "status"), "pass");
  EXPECT_EQ(member(body, "knowledge.hash"), apps_tests::embedded_clinic()->knowledge().hash);
}

TEST(Operations, FrontPageNamesEveryRoute) {
  Logged logged;
  const std::string body = logged.service->answer(get("/")).body;

  for (const Route& route : routes()) {
    EXPECT_THAT(body, HasSubstr(route.path));
  }
}

TEST(Operations, UnusableKnowledgeAtTheStartIsAnError) {
  const auto opened = Service::open({.knowledge = "/nowhere.sqlite", .clock = {}}, routes());

  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, HasSubstr("/nowhere.sqlite"));
}

TEST(Operations, ReloadOfABrokenFileKeepsTheOldKnowledgeAndTellsSo) {
  const TemporaryFolder folder;
  const std::string file =
      folder.write("knowledge.sqlite", apps_tests::text_of(PARASPINAL_KNOWLEDGE_FILE));
  Logged logged({.knowledge = file});
  folder.write("knowledge.sqlite", "not a database");

  const auto reloaded = logged.service->reload();

  EXPECT_FALSE(reloaded);
  const std::string body = logged.service->answer(get("/readyz")).body;
  EXPECT_EQ(member(body, "status"), "warn");
  EXPECT_EQ(member(body, "knowledge.failed"), "1");
  EXPECT_THAT(member(body, "knowledge.last_error"), HasSubstr("knowledge.sqlite"));
  EXPECT_EQ(logged.service->answer(get("/score")).status, 200);
  EXPECT_THAT(logged.lines.front(), HasSubstr("not reloaded"));
}

TEST(Operations, ReloadTakesTheFileAsItIsNow) {
  Logged logged({.knowledge = PARASPINAL_KNOWLEDGE_FILE});
  const auto before = logged.service->shelf().clinic();

  ASSERT_TRUE(logged.service->reload());

  EXPECT_NE(logged.service->shelf().clinic(), before);
  EXPECT_EQ(logged.service->shelf().state().loaded, 2U);
}

TEST(Operations, FullServiceIs503AndStillHealthy) {
  Logged logged({.most_running = 0, .most_waiting = 0});

  const HttpAnswer busy = logged.service->answer(get("/score"));

  EXPECT_EQ(busy.status, 503);
  EXPECT_EQ(apps_tests::header(busy, "Retry-After"), "1");
  EXPECT_EQ(logged.service->answer(get("/healthz")).status, 200);
}

TEST(Metrics, CountsByTemplateAndStatus) {
  Metrics metrics({"/score/{name}", "/assess"});
  metrics.count("/score/{name}", 200, 0.002);
  metrics.count("/score/{name}", 200, 0.3);
  metrics.count("/Patient/Anna", 404, 0.001);

  const std::string text = metrics.text();

  EXPECT_THAT(text,
              HasSubstr("paraspinal_requests_total{route=\"/score/{name}\",status=\"200\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("paraspinal_requests_total{route=\"none\",status=\"404\"} 1\n"));
  EXPECT_THAT(text, Not(HasSubstr("Anna")));
}

// Buckets are cumulative, and the last is the count (Prometheus text format 0.0.4).
TEST(Metrics, HistogramIsCumulative) {
  Metrics metrics({"/a"});
  metrics.count("/a", 200, 0.002);
  metrics.count("/a", 200, 0.3);
  metrics.count("/a", 200, 60);

  const std::string text = metrics.text();

  EXPECT_THAT(text, HasSubstr("paraspinal_request_seconds_bucket{route=\"/a\",le=\"0.001\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("paraspinal_request_seconds_bucket{route=\"/a\",le=\"0.0025\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("paraspinal_request_seconds_bucket{route=\"/a\",le=\"0.5\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("paraspinal_request_seconds_bucket{route=\"/a\",le=\"+Inf\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("paraspinal_request_seconds_count{route=\"/a\"} 3\n"));
}

TEST(Metrics, RunningAreThoseThatHaveBegunAndNotEnded) {
  Metrics metrics({"/a"});
  const auto running = metrics.begin();

  EXPECT_THAT(metrics.text(), HasSubstr("paraspinal_requests_running 1\n"));
}

TEST(Metrics, EachLineIsWellFormed) {
  Logged logged;
  logged.service->answer(get("/score"));
  EXPECT_EQ(logged.service->refused({}, 431, "header fields: are too many or too long").status,
            431);
  const std::string text = logged.service->answer(get("/metrics")).body;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_THAT(line, testing::MatchesRegex(
                          "# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{[^}]*(\\{[a-z]+\\}[^}]*)*\\})? .+"));
  }
  EXPECT_THAT(text, HasSubstr("paraspinal_requests_refused_total{status=\"431\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("process_resident_memory_bytes "));
}

// Every $ref of a document names something in it.
void expect_references(const Json& at, const Json& document) {
  if (const Json* reference = at.member("$ref")) {
    const std::string name(reference->text());
    const std::string prefix = "#/components/schemas/";
    ASSERT_EQ(name.substr(0, prefix.size()), prefix);
    const Json* schemas = document.member("components")->member("schemas");
    EXPECT_NE(schemas->member(name.substr(prefix.size())), nullptr) << name;
  }
  for (const auto& item : at.items()) {
    expect_references(item, document);
  }
  for (const auto& [name, value] : at.members()) {
    expect_references(value, document);
  }
}

TEST(OpenApi, HasEveryRouteAndNothingElse) {
  Logged logged;
  const auto document = fhir::parse_json(logged.service->answer(get("/openapi.json")).body);
  ASSERT_TRUE(document);
  std::set<std::string> described;
  for (const auto& [path, operations] : document->member("paths")->members()) {
    for (const auto& [method, operation] : operations.members()) {
      described.insert(std::string(method) + " " + std::string(path));
    }
  }

  std::set<std::string> wanted;
  for (const Route& route : routes()) {
    wanted.insert((route.method == "GET" ? "get " : "post ") + route.path);
  }

  EXPECT_EQ(described, wanted);
}

TEST(OpenApi, IsVersion31WithReferencesThatLeadSomewhere) {
  const auto document = fhir::parse_json(open_api(routes(), {.version = "1"}));

  ASSERT_TRUE(document);
  EXPECT_EQ(document->member("openapi")->text(), "3.1.0");
  expect_references(*document, *document);
}

TEST(OpenApi, EachOperationHasAnIdOfItsOwnAndItsPathParameters) {
  const auto document = fhir::parse_json(open_api(routes(), {.version = "1"}));
  std::set<std::string> ids;
  for (const auto& [path, operations] : document->member("paths")->members()) {
    const auto captures = std::ranges::count(path, '{');
    for (const auto& [method, operation] : operations.members()) {
      EXPECT_TRUE(ids.insert(std::string(operation.member("operationId")->text())).second) << path;
      EXPECT_NE(operation.member("responses")->member("200"), nullptr) << path;
      long in_path = 0;
      const Json none;
      const Json* parameters = operation.member("parameters");
      for (const auto& one : (parameters == nullptr ? &none : parameters)->items()) {
        in_path += one.member("in")->text() == "path" ? 1 : 0;
      }
      EXPECT_EQ(in_path, captures) << path;
    }
  }
}

TEST(RequestLog, LineIsOneJsonObject) {
  const std::string line = log_line({.time = "2026-11-20T18:30:00Z",
                                     .method = "POST",
                                     .route = "/score/{name}",
                                     .status = 200,
                                     .milliseconds = 1.5,
                                     .bytes_in = 10,
                                     .bytes_out = 20,
                                     .client = "https://\"ehr\n"});

  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_EQ(member(line, "route"), "/score/{name}");
  EXPECT_EQ(member(line, "status"), "200");
  EXPECT_EQ(member(line, "client"), "https://\"ehr\n");
}

TEST(RequestLog, MethodThatIsNoneIsNotRepeated) {
  EXPECT_THAT(log_line({.time = "", .method = "ANNA", .route = ""}),
              HasSubstr("\"method\":\"other\""));
}

// Names, ids, a birth date and a token, wherever a client can put them.
TEST(RequestLog, HoldsNothingAboutAPerson) {
  Logged logged;
  HttpRequest request = post("/assess", R"({"id": "Anna Example", "age_years": 77.654321,
      "findings": {"no_such_finding_of_anna": "present"}})");
  request.query = {{"anna", "1950-05-17"}};
  request.headers.emplace("authorization", "Bearer anna-token");
  request.headers.emplace("user-agent", "Anna's");
  logged.service->answer(request);
  logged.service->answer(get("/Patient/anna"));
  logged.service->answer(get("/knowledge/condition/anna"));
  logged.service->answer(post("/score/anna", R"({"anna": 1})"));
  HttpRequest strange = get("/healthz");
  strange.method = "ANNA";
  logged.service->answer(strange);

  ASSERT_EQ(logged.lines.size(), 5U);
  for (std::string line : logged.lines) {
    std::ranges::transform(line, line.begin(), [](char c) {
      return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    });
    EXPECT_THAT(line, Not(HasSubstr("anna")));
    EXPECT_THAT(line, Not(HasSubstr("1950")));
    EXPECT_THAT(line, Not(HasSubstr("77.654321")));
  }
}

TEST(Operations, WhatMayTakeSecondsLeavesTurnsToTheOthers) {
  Logged logged({.most_heavy = 0, .most_waiting = 0});
  EXPECT_EQ(logged.service->answer(post("/assess", "{}")).status, 503);
  EXPECT_EQ(logged.service->answer(post("/next-question", "{}")).status, 503);
  EXPECT_EQ(logged.service->answer(get("/score")).status, 200);
}

TEST(Operations, ABusyServiceSaysSoToAPageOfAnotherOrigin) {
  Logged logged({.router = {.visitors = {.hosts = {}, .origins = {"https://ehr.example"}}},
                 .most_running = 0,
                 .most_waiting = 0});
  HttpRequest request = get("/score");
  request.headers.emplace("origin", "https://ehr.example");
  const HttpAnswer busy = logged.service->answer(request);
  EXPECT_EQ(busy.status, 503);
  EXPECT_EQ(apps_tests::header(busy, "Access-Control-Allow-Origin"), "https://ehr.example");
  EXPECT_EQ(apps_tests::header(busy, "Cache-Control"), "no-store");
}

TEST(Operations, OldAnswersToHooksAreForgottenWhileTheServiceRuns) {
  const TemporaryFolder folder;
  const auto records = records::Records::open((folder.path() / "records.sqlite").string(), {});
  ASSERT_TRUE(records) << records.error().message;
  std::int64_t now = 1795199400;  // 2026-11-20T18:30:00Z
  const auto opened =
      Service::open({.clock = [&now] { return now; }, .records = records->get()}, routes());
  ASSERT_TRUE(opened);
  ASSERT_TRUE((*records)->keep_answer("a", "1", "{}", "2026-11-20T18:30:00Z"));

  now += 3600;
  EXPECT_EQ((*opened)->answer(get("/healthz")).status, 200);
  EXPECT_TRUE((*records)->answer_of_hook("a", "1").value());
  now += 24 * 3600;
  EXPECT_EQ((*opened)->answer(get("/healthz")).status, 200);
  EXPECT_FALSE((*records)->answer_of_hook("a", "1").value());
}

Route cds_route() {
  return {.method = "POST",
          .path = "/cds-services/{id}",
          .summary = "Cards.",
          .tag = "cds-hooks",
          .statuses = {200, 412},
          .answer = {}};
}

TEST(OpenApi, ErrorsOfCdsHooksAreOperationOutcomes) {
  const std::string text = open_api(std::vector<Route>{cds_route()}, {});
  const std::string at = "paths./cds-services/{id}.post.responses.412.content.";
  EXPECT_EQ(member(text, at + "application/fhir+json.schema.$ref"),
            "#/components/schemas/OperationOutcome");
  EXPECT_EQ(member(text, at + "application/json.schema.$ref"), "(none)");
}

TEST(OpenApi, WhatGivesJsonOrFhirSaysBoth) {
  const std::string text = open_api(case_routes(), {});
  EXPECT_EQ(member(text,
                   "paths./assess.post.responses.200.content.application/fhir+json.schema"
                   ".properties.resourceType.const"),
            "Bundle");
  EXPECT_EQ(member(text,
                   "paths./assess.post.responses.422.content.application/fhir+json.schema"
                   ".$ref"),
            "#/components/schemas/OperationOutcome");
  EXPECT_EQ(member(text, "paths./assess.post.responses.422.content.application/json.schema.$ref"),
            "#/components/schemas/Error");
}

}  // namespace
}  // namespace paraspinal::service
