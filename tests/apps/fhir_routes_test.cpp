#include "apps/service/fhir_routes.h"

#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "apps/service/router.h"
#include "apps/service/serving.h"
#include "tests/fhir/support/adaptive_client.h"
#include "tests/fhir/support/kept_answers.h"

namespace paraspinal::service {
namespace {

using nlohmann::json;
using testing::HasSubstr;

const std::string fhir_json = "application/fhir+json";

Serving serving() {
  Serving made;
  made.clinic = std::shared_ptr<const triage::Clinic>(&fhir::real_clinic(), [](const auto*) {});
  made.now = "2026-01-31T10:00:00Z";
  made.base_url = "https://clinic.example.org";
  made.version = "0.3.0";
  return made;
}

HttpAnswer sent(HttpRequest request) {
  static const Router router(fhir_routes("a key of the tests"), {});
  HttpAnswer answer = router.dispatch(std::move(request), serving()).answer;
  if (answer.content_type == fhir_json) {
    fhir::keep_answer(answer.body);
  }
  return answer;
}

HttpRequest get(const std::string& path) {
  HttpRequest request;
  request.method = "GET";
  request.path = path;
  return request;
}

HttpRequest post(const std::string& path, const std::string& body,
                 const std::string& type = fhir_json) {
  HttpRequest request = get(path);
  request.method = "POST";
  request.body = body;
  request.headers.emplace("content-type", type);
  return request;
}

// With one more header.
HttpRequest with(HttpRequest request, const std::string& name, const std::string& value) {
  request.headers.emplace(name, value);
  return request;
}

HttpRequest asking(HttpRequest request, const std::string& name, const std::string& value) {
  request.query.emplace(name, value);
  return request;
}

std::string case_bundle() {
  return R"({"resourceType": "Bundle", "type": "collection", "entry": [{"resource":
      {"resourceType": "Patient", "id": "1", "gender": "female", "birthDate": "1990-06-15"}}]})";
}

json body(const HttpAnswer& answer) {
  return json::parse(answer.body);
}

TEST(FhirRoutes, MetadataIsACapabilityStatementForAnybody) {
  const HttpAnswer answer = sent(get("/fhir/metadata"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.content_type, fhir_json);
  EXPECT_EQ(body(answer).at("resourceType"), "CapabilityStatement");
  EXPECT_EQ(body(answer).at("implementation").at("url"), "https://clinic.example.org/fhir");
  EXPECT_EQ(fhir_routes("k").front().access, Access::open);
}

// What the CapabilityStatement states is what is answered.
TEST(FhirRoutes, EveryInteractionThatIsStatedIsARoute) {
  std::set<std::string> paths;
  for (const Route& route : fhir_routes("k")) {
    paths.insert(route.method + ' ' + route.path);
  }
  std::set<std::string> stated = {"GET /fhir/metadata"};
  const json statement = body(sent(get("/fhir/metadata")));
  for (const json& operation : statement.at("rest").at(0).at("operation")) {
    stated.insert("POST /fhir/$" + operation.at("name").get<std::string>());
  }
  for (const json& resource : statement.at("rest").at(0).at("resource")) {
    const std::string path = "/fhir/" + resource.at("type").get<std::string>();
    for (const json& interaction : resource.at("interaction")) {
      stated.insert("GET " + path + (interaction.at("code") == "read" ? "/{id}" : ""));
    }
    if (resource.contains("operation")) {
      stated.insert("POST " + path + "/$" +
                    resource.at("operation").at(0).at("name").get<std::string>());
    }
  }
  EXPECT_EQ(paths, stated);
}

TEST(FhirRoutes, QuestionnairesAreFoundAndRead) {
  const json found = body(sent(get("/fhir/Questionnaire")));
  EXPECT_EQ(found.at("total"), 2);
  EXPECT_EQ(found.at("entry").at(0).at("fullUrl"),
            "https://clinic.example.org/fhir/Questionnaire/adaptive");
  const json adaptive = body(sent(get("/fhir/Questionnaire/adaptive")));
  EXPECT_EQ(adaptive, found.at("entry").at(0).at("resource"));
  EXPECT_EQ(adaptive.at("extension").at(0).at("valueUrl"), "https://clinic.example.org/fhir");
  EXPECT_EQ(body(sent(get("/fhir/Questionnaire/complete"))).at("id"), "complete");
}

TEST(FhirRoutes, ASearchLooksAtUrlVersionAndId) {
  const std::string url = "https://paraspinal.example/fhir/Questionnaire/complete";
  EXPECT_EQ(body(sent(asking(get("/fhir/Questionnaire"), "url", url))).at("total"), 1);
  EXPECT_EQ(body(sent(asking(get("/fhir/Questionnaire"), "_id", "adaptive"))).at("total"), 1);
  const json none = body(sent(asking(get("/fhir/Questionnaire"), "version", "1900.1.0")));
  EXPECT_EQ(none.at("total"), 0);
  EXPECT_FALSE(none.contains("entry"));
}

TEST(FhirRoutes, AnUnknownSearchParameterIsAnErrorWhereStrictnessIsPreferred) {
  const HttpRequest request = asking(get("/fhir/Questionnaire"), "colour", "red");
  EXPECT_EQ(sent(request).status, 200);
  const HttpAnswer strict = sent(with(request, "prefer", "return=minimal, handling=strict"));
  EXPECT_EQ(strict.status, 400);
  EXPECT_THAT(strict.body, HasSubstr("the search parameter colour is not known"));
}

TEST(FhirRoutes, WhatIsNotHereIs404) {
  for (const char* path : {"/fhir/Questionnaire/other", "/fhir/OperationDefinition/other"}) {
    const HttpAnswer answer = sent(get(path));
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_EQ(body(answer).at("issue").at(0).at("code"), "not-found") << path;
  }
}

TEST(FhirRoutes, AnOperationIsNotRead) {
  EXPECT_EQ(sent(get("/fhir/$assess")).status, 405);
}

TEST(FhirRoutes, TheDefinitionOfAssessIsThere) {
  EXPECT_EQ(body(sent(get("/fhir/OperationDefinition/assess"))).at("code"), "assess");
}

TEST(FhirRoutes, AssessTakesABundleAndGivesOne) {
  const HttpAnswer answer = sent(post("/fhir/$assess", case_bundle()));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(body(answer).at("resourceType"), "Bundle");
}

TEST(FhirRoutes, PrettyIsIndented) {
  const HttpAnswer plain = sent(post("/fhir/$assess", case_bundle()));
  const HttpAnswer pretty = sent(asking(post("/fhir/$assess", case_bundle()), "_pretty", "true"));
  EXPECT_THAT(pretty.body, HasSubstr("\n  \""));
  EXPECT_EQ(body(pretty), body(plain));
}

TEST(FhirRoutes, NextQuestionIsAskedOverHttp) {
  const fhir::AdaptiveClient client;
  const HttpAnswer answer =
      sent(post("/fhir/Questionnaire/$next-question", client.response.dump()));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(body(answer).at("contained").at(0).at("item").at(0).at("linkId"), "together-age_years");
}

TEST(FhirRoutes, BadBodiesAreOperationOutcomes) {
  for (const char* path : {"/fhir/$assess", "/fhir/Questionnaire/$next-question"}) {
    for (const char* text : {"", "{", "[]", "null", "{\"resourceType\": 7}",
                             "{\"resourceType\": \"Patient\"}", "{\"a\": 1, \"a\": 2}", "\xff"}) {
      const HttpAnswer answer = sent(post(path, text));
      EXPECT_EQ(answer.status, 400) << path << text;
      EXPECT_EQ(body(answer).at("resourceType"), "OperationOutcome") << path << text;
    }
  }
}

TEST(FhirRoutes, WhatCannotBeGoneOnFromIs422) {
  fhir::AdaptiveClient client;
  client.response["status"] = "completed";
  const HttpAnswer answer =
      sent(post("/fhir/Questionnaire/$next-question", client.response.dump()));
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(body(answer).at("issue").at(0).at("expression"),
            json::array({"QuestionnaireResponse.status"}));
  EXPECT_EQ(sent(post("/fhir/$assess", R"({"resourceType": "Parameters"})")).status, 422);
}

TEST(FhirRoutes, ContentTypesOfJsonAreTaken) {
  for (const char* type : {"application/fhir+json", "application/json",
                           "application/fhir+json; charset=utf-8; fhirVersion=4.0",
                           "Application/FHIR+JSON;fhirVersion=\"4.0\""}) {
    EXPECT_EQ(sent(post("/fhir/$assess", case_bundle(), type)).status, 200) << type;
  }
  for (const char* type :
       {"", "application/fhir+xml", "text/plain", "application/fhir+json; fhirVersion=3.0"}) {
    const HttpAnswer answer = sent(post("/fhir/$assess", case_bundle(), type));
    EXPECT_EQ(answer.status, 415) << type;
    EXPECT_EQ(body(answer).at("resourceType"), "OperationOutcome") << type;
  }
}

TEST(FhirRoutes, AcceptIsWeighed) {
  for (const char* accept :
       {"application/fhir+json", "application/json", "*/*", "application/*;q=0.1",
        "application/fhir+xml, application/fhir+json;q=0.5", "text/html, */*;q=0.8",
        "application/fhir+json; fhirVersion=4.0"}) {
    EXPECT_EQ(sent(with(get("/fhir/metadata"), "accept", accept)).status, 200) << accept;
  }
  for (const char* accept : {"application/fhir+xml", "text/html", "application/fhir+json;q=0",
                             "application/fhir+json; fhirVersion=5.0"}) {
    const HttpAnswer answer = sent(with(get("/fhir/metadata"), "accept", accept));
    EXPECT_EQ(answer.status, 406) << accept;
    EXPECT_EQ(body(answer).at("resourceType"), "OperationOutcome") << accept;
  }
}

TEST(FhirRoutes, FormatOverridesAccept) {
  for (const char* format : {"json", "application/json", "application/fhir+json",
                             "application/fhir json", "text/json"}) {
    EXPECT_EQ(
        sent(asking(with(get("/fhir/metadata"), "accept", "text/html"), "_format", format)).status,
        200)
        << format;
  }
  const HttpAnswer refused = sent(asking(get("/fhir/metadata"), "_format", "xml"));
  EXPECT_EQ(refused.status, 406);
  EXPECT_THAT(refused.body, HasSubstr("_format: xml, expected application/fhir+json"));
}

}  // namespace
}  // namespace paraspinal::service
