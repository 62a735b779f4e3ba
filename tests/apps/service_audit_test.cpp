// What the audit keeps of an assessment that the service gave: enough to make it again.

#include <filesystem>
#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/cli/audited_assessment.h"
#include "apps/records/records.h"
#include "apps/service/fhir_routes.h"
#include "apps/service/json_routes.h"
#include "apps/service/router.h"
#include "fhir/json.h"
#include "tests/apps/program.h"
#include "tests/apps/service_fixture.h"

namespace paraspinal::service {
namespace {

using apps_tests::embedded_clinic;
using apps_tests::post;
using apps_tests::sample;
using apps_tests::TemporaryFolder;
using apps_tests::text_of;

class ServiceAudit : public testing::Test {
 protected:
  ServiceAudit() {
    auto opened = records::Records::open((folder_.path() / "records.sqlite").string(), {});
    records_ = opened ? std::move(*opened) : nullptr;
    serving_.records = records_.get();
    serving_.client_name = "https://ehr.example";
  }

  HttpAnswer answer(const std::vector<Route>& routes, const HttpRequest& request) const {
    RouterOptions options;
    options.caller = [](const HttpRequest&, const std::string&, const Serving&) {
      return engine::Result<std::string>("https://ehr.example");
    };
    return Router(routes, options).dispatch(request, serving_).answer;
  }

  // The only line of the audit, and the assessment made again from its payload.
  void expect_replay(const std::string& person) const {
    const auto lines = records_->lines(1, 10);
    ASSERT_TRUE(lines) << lines.error().message;
    ASSERT_EQ(lines->size(), 1U);
    EXPECT_EQ(lines->front().kind, "assessment");
    EXPECT_EQ(lines->front().user, "https://ehr.example");
    EXPECT_EQ(lines->front().knowledge_hash, embedded_clinic()->knowledge().hash);
    EXPECT_EQ(records_->lines_of(person).value().size(), 1U);
    const auto payload = records_->payload(1);
    ASSERT_TRUE(payload && *payload);
    const auto json = fhir::parse_json(**payload);
    ASSERT_TRUE(json);
    const fhir::Json* const audited = cli::audited_within(*json);
    ASSERT_NE(audited, nullptr);
    const auto past = cli::read_audited(*audited, embedded_clinic()->knowledge());
    ASSERT_TRUE(past) << past.error().message;
    const auto again =
        embedded_clinic()->assessor().assess(past->made_from.input, past->made_from.options);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(cli::audited_output(*again), past->output);
  }

  TemporaryFolder folder_;
  std::unique_ptr<records::Records> records_;
  Serving serving_ = apps_tests::serving();
};

TEST_F(ServiceAudit, AnAssessmentOverJsonCanBeMadeAgain) {
  HttpRequest request = post("/assess", text_of(sample("lifting_strain.json")));
  request.query.emplace("draws", "10");
  ASSERT_EQ(answer(json_routes(), request).status, 200);
  expect_replay("https://ehr.example|case/lifting_strain");
}

TEST_F(ServiceAudit, AnAssessmentByFhirCanBeMadeAgain) {
  ASSERT_EQ(answer(fhir_routes("key"),
                   post("/fhir/$assess", text_of(sample("bilateral_sciatica_saddle_numbness.json")),
                        "application/fhir+json"))
                .status,
            200);
  expect_replay("https://ehr.example|Patient/caller");
}

TEST_F(ServiceAudit, APersonOfANamelessClientIsFiledUnderTheIdAlone) {
  RouterOptions options;
  serving_.client_name = "";
  Router(fhir_routes("key"), options)
      .dispatch(post("/fhir/$assess", text_of(sample("bilateral_sciatica_saddle_numbness.json")),
                     "application/fhir+json"),
                serving_);
  EXPECT_EQ(records_->lines_of("Patient/caller").value().size(), 1U);
}

TEST_F(ServiceAudit, WhatWasNotAssessedHasNoLine) {
  EXPECT_EQ(answer(json_routes(), post("/assess", "{}")).status, 400);
  EXPECT_TRUE(records_->lines(1, 10).value().empty());
}

}  // namespace
}  // namespace paraspinal::service
