#include "fhir/assess_operation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fhir/json.h"
#include "tests/fhir/support/adaptive_client.h"
#include "tests/fhir/support/kept_answers.h"
#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using engine::ErrorKind;
using testing::HasSubstr;

constexpr const char* assessed_at = "2026-01-31T10:00:00Z";

std::string case_bundle() {
  return bundle_of({R"({"resourceType": "QuestionnaireResponse", "id": "1", "status": "completed",
      "authored": "2026-01-31T09:00:00Z", "item": [
      {"linkId": "saddle_anaesthesia", "answer": [{"valueBoolean": true}]}]})"});
}

std::string parameters(const std::string& parts) {
  return R"({"resourceType": "Parameters", "parameter": [)" + parts + "]}";
}

std::string bundle_part() {
  return R"({"name": "bundle", "resource": )" + case_bundle() + "}";
}

// The words of the error.
std::string request_error(const std::string& body) {
  const auto request = read_assess_request(body, assessed_at);
  return request ? "" : request.error().message;
}

TEST(AssessOperation, ABundleGivesTheBundleOfItsAssessment) {
  const auto answer = assess_operation(case_bundle(), real_clinic(), assessed_at);
  ASSERT_TRUE(answer.has_value()) << answer.error().message;
  keep_answer(*answer);
  EXPECT_THAT(*answer, HasSubstr(R"("resourceType":"RiskAssessment")"));
  EXPECT_THAT(*answer, HasSubstr("emergency department"));
}

TEST(AssessOperation, InsideParametersItIsTheSame) {
  EXPECT_EQ(assess_operation(parameters(bundle_part()), real_clinic(), assessed_at).value(),
            assess_operation(case_bundle(), real_clinic(), assessed_at).value());
}

TEST(AssessOperation, ParametersSayWhereWhenAndHowDeep) {
  const auto request = read_assess_request(
      parameters(bundle_part() + R"(, {"name": "setting", "valueCode": "primary_care"},
          {"name": "as-of", "valueDateTime": "2026-01-30T10:00:00Z"},
          {"name": "draws", "valueInteger": 7}, {"name": "seed", "valueInteger": 3})"),
      assessed_at);
  ASSERT_TRUE(request.has_value()) << request.error().message;
  EXPECT_EQ(request->options.setting, knowledge::Setting::primary_care);
  EXPECT_EQ(request->options.as_of, "2026-01-30T10:00:00Z");
  EXPECT_EQ(request->options.now, assessed_at);
  EXPECT_EQ(request->depth.draws, 7U);
  EXPECT_EQ(request->depth.seed, 3U);
}

TEST(AssessOperation, DigitsOfTheRecordAreKept) {
  const auto request = read_assess_request(
      parameters(R"({"name": "bundle", "resource": {"resourceType": "Bundle", "x": 0.010}})"),
      assessed_at);
  EXPECT_EQ(request->case_text, R"({"resourceType":"Bundle","x":0.010})");
}

TEST(AssessOperation, APresentationIsTakenAsText) {
  const auto answer = assess_operation(
      parameters(
          R"x({"name": "presentation", "valueString": "{\"age_years\": 30, \"findings\": {}}"})x"),
      real_clinic(), assessed_at);
  EXPECT_TRUE(answer.has_value());
}

TEST(AssessOperation, WhatIsNoRequestIsMalformed) {
  for (const std::string body : {"", "{", "{}", R"({"resourceType": "Patient"})"}) {
    const auto request = read_assess_request(body, assessed_at);
    ASSERT_FALSE(request.has_value()) << body;
    EXPECT_EQ(request.error().kind, ErrorKind::malformed) << body;
  }
  EXPECT_EQ(request_error(R"({"resourceType": "Patient"})"),
            "resourceType: \"Patient\", expected \"Bundle\" or \"Parameters\"");
}

TEST(AssessOperation, AWrongParameterIsNamed) {
  EXPECT_EQ(request_error(parameters("")),
            "Parameters.parameter: neither \"bundle\" nor \"presentation\", expected one");
  EXPECT_EQ(request_error(parameters(R"({"name": "bundel"})")),
            "Parameters.parameter[0]: \"bundel\" is no parameter, expected \"bundle\" or "
            "\"presentation\", \"setting\", \"as-of\", \"draws\" or \"seed\"");
  EXPECT_EQ(request_error(parameters(bundle_part() + "," + bundle_part())),
            "Parameters.parameter[1]: \"bundle\" stands twice, expected each parameter once");
  EXPECT_EQ(request_error(parameters(R"({"name": "bundle", "valueString": "x"})")),
            "Parameters.parameter[0]: \"bundle\" without a resource, expected a Bundle in "
            "\"resource\"");
  EXPECT_EQ(request_error(
                parameters(bundle_part() + R"(, {"name": "presentation", "valueString": "{}"})")),
            "Parameters.parameter[1]: \"presentation\" is a second case, expected one case");
  EXPECT_THAT(request_error(parameters(R"({"name": "setting", "valueCode": "ward"})")),
              HasSubstr("\"setting\" is \"ward\", expected \"telephone\""));
  EXPECT_THAT(request_error(parameters(R"({"name": "as-of"})")), HasSubstr("expected a time"));
  EXPECT_EQ(request_error(parameters(R"({"name": "draws", "valueInteger": 2001})")),
            "Parameters.parameter[0]: 2001, expected a whole number from 0 to 2000");
  EXPECT_THAT(request_error(parameters(R"({"name": "draws", "valueDecimal": 1.5})")),
              HasSubstr("1.5"));
  EXPECT_THAT(request_error(parameters(R"({"name": "seed"})")), HasSubstr("no number"));
}

TEST(AssessOperation, WhatTheImportRefusesIsRefused) {
  const auto answer =
      assess_operation(R"({"resourceType": "Bundle", "type": "collection", "entry": []})",
                       real_clinic(), assessed_at);
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().kind, ErrorKind::invalid_argument);
}

}  // namespace
}  // namespace paraspinal::fhir
