// OperationOutcome of errors and issues. The codes are HL7's issue-type (R4, value set 4.0.1),
// written here by hand; tests/apps/validate_fhir.sh asks the validators.

#include "fhir/operation_outcome.h"

#include <array>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fhir/import.h"
#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using engine::ErrorKind;

std::string only_issue_of(const Json& outcome) {
  const Json* const issues = outcome.member("issue");
  return issues != nullptr && issues->items().size() == 1 ? write_json(issues->items()[0]) : "";
}

TEST(OperationOutcome, EachKindOfErrorHasItsSeverityAndCode) {
  struct Row {
    ErrorKind kind;
    std::string severity;
    std::string code;
  };
  const std::array<Row, 6> rows{{{ErrorKind::malformed, "fatal", "structure"},
                                 {ErrorKind::invalid_argument, "error", "value"},
                                 {ErrorKind::not_found, "error", "not-found"},
                                 {ErrorKind::impossible, "error", "processing"},
                                 {ErrorKind::too_large, "fatal", "too-long"},
                                 {ErrorKind::corrupt, "fatal", "exception"}}};
  for (const Row& row : rows) {
    EXPECT_THAT(only_issue_of(operation_outcome({row.kind, "it is wrong"})),
                testing::StartsWith(R"({"severity":")" + row.severity + R"(","code":")" + row.code +
                                    R"(","details":{"text":"it is wrong"})"));
  }
}

TEST(OperationOutcome, AnErrorIsToldWithItsKindAndPlace) {
  const Json outcome = operation_outcome(
      {ErrorKind::invalid_argument, "Bundle.entry[3].resource: 38 kg, expected Cel"});
  EXPECT_EQ(write_json(outcome),
            R"({"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"value",)"
            R"("details":{"text":"38 kg, expected Cel"},)"
            R"("diagnostics":"invalid_argument: Bundle.entry[3].resource: 38 kg, expected Cel",)"
            R"("expression":["Bundle.entry[3].resource"]}]})");
}

TEST(OperationOutcome, WordsThatNameNoPathGiveNoExpression) {
  for (const char* message : {"at byte 23: a string that is not closed", "findings: not an object",
                              "no text, expected a JSON value", "Patient/1 is no path: really"}) {
    EXPECT_THAT(write_json(operation_outcome({ErrorKind::malformed, message})),
                testing::Not(testing::HasSubstr("expression")))
        << message;
  }
  EXPECT_THAT(write_json(operation_outcome({ErrorKind::malformed, "at entry[0].id: twice"})),
              testing::HasSubstr(R"("expression":["entry[0].id"])"));
}

TEST(OperationOutcome, IssuesKeepTheirOrderSeverityAndPlace) {
  const Json outcome =
      operation_outcome(std::vector<Issue>{{Severity::warning, "Bundle.link", "names a next page"},
                                           {Severity::information, "", "assumed R4"},
                                           {Severity::error, "Bundle.entry[1]", "no code"}});
  EXPECT_EQ(write_json(outcome),
            R"({"resourceType":"OperationOutcome","issue":[)"
            R"({"severity":"warning","code":"processing","details":{"text":"names a next page"},)"
            R"("diagnostics":"names a next page","expression":["Bundle.link"]},)"
            R"({"severity":"information","code":"informational","details":{"text":"assumed R4"},)"
            R"("diagnostics":"assumed R4"},)"
            R"({"severity":"error","code":"invalid","details":{"text":"no code"},)"
            R"("diagnostics":"no code","expression":["Bundle.entry[1]"]}]})");
}

TEST(OperationOutcome, WithoutIssuesOneSaysSo) {
  EXPECT_THAT(only_issue_of(operation_outcome(std::vector<Issue>{})),
              testing::AllOf(testing::HasSubstr(R"("code":"informational")"),
                             testing::HasSubstr("Nothing to tell of the input.")));
}

TEST(OperationOutcome, WhatMayBeAnsweredLaterSaysSo) {
  EXPECT_THAT(only_issue_of(operation_outcome(Later::transient, "in use")),
              testing::StartsWith(R"({"severity":"error","code":"transient",)"
                                  R"("details":{"text":"in use"})"));
  EXPECT_THAT(only_issue_of(operation_outcome(Later::throttled, "too often")),
              testing::StartsWith(R"({"severity":"error","code":"throttled",)"
                                  R"("details":{"text":"too often"})"));
}

TEST(OperationOutcome, AReaderIsToldWithoutThePathAndTheSenderWithIt) {
  const std::string issue = only_issue_of(operation_outcome(
      {ErrorKind::invalid_argument,
       "Bundle.entry[0].resource: Patient/1 is recorded as deceased, expected a living person"}));
  EXPECT_THAT(issue, testing::HasSubstr(R"("details":{"text":"Patient/1 is recorded as deceased, )"
                                        R"(expected a living person"})"));
  EXPECT_THAT(issue, testing::HasSubstr(R"("diagnostics":"invalid_argument: Bundle.entry[0])"));
  EXPECT_THAT(issue, testing::HasSubstr(R"("expression":["Bundle.entry[0].resource"])"));
}

TEST(OperationOutcome, WhomAPrefetchedResourceIsAboutIsToldAReaderWithoutThePath) {
  EXPECT_EQ(for_a_reader({ErrorKind::invalid_argument,
                          "request.prefetch.observations.entry[0].resource.subject: the chart "
                          "holds another person's record"}),
            "the chart holds another person's record");
  EXPECT_EQ(for_a_reader({ErrorKind::invalid_argument,
                          "request.prefetch.encounter.id: the Encounter is another"}),
            "the Encounter is another");
  EXPECT_EQ(for_a_reader({ErrorKind::invalid_argument,
                          "request.prefetch.patient: is 5, expected an object"}),
            "request.prefetch.patient: is 5, expected an object");
}

TEST(OperationOutcome, WhatMayBeAnsweredLaterNamesItsMember) {
  EXPECT_THAT(only_issue_of(operation_outcome(Later::throttled, "request.feedback: too often")),
              testing::HasSubstr(R"("expression":["request.feedback"])"));
}

TEST(OperationOutcome, WordsWithoutAPathAreForAReaderAsTheyAre) {
  const auto told = [](ErrorKind kind, std::string message) {
    return std::string(for_a_reader({kind, std::move(message)}));
  };
  EXPECT_EQ(told(ErrorKind::malformed, "the text: neither a FHIR Bundle nor a presentation"),
            "the text: neither a FHIR Bundle nor a presentation");
  EXPECT_EQ(told(ErrorKind::invalid_argument, "age_years: 12: expected 16 or over"),
            "age_years: 12: expected 16 or over");
  EXPECT_EQ(told(ErrorKind::invalid_argument, "request.hook: is 5, expected a string"),
            "request.hook: is 5, expected a string");
  EXPECT_EQ(told(ErrorKind::malformed, "Bundle.entry[1]: is 5, expected an object"),
            "Bundle.entry[1]: is 5, expected an object");
}

TEST(OperationOutcome, ControlCharactersOfTheInputAreNotSentOn) {
  const Json outcome = operation_outcome(
      {ErrorKind::malformed, std::string("found a\0b\x1b[31m\x7f, expected c", 27)});
  EXPECT_EQ(outcome.member("issue")->items()[0].member("details")->member("text")->text(),
            "found a b [31m , expected c");
}

TEST(OperationOutcome, WordsThatAreEmptyAreAQuestionMark) {
  EXPECT_THAT(only_issue_of(operation_outcome({ErrorKind::corrupt, " \n"})),
              testing::HasSubstr(R"("details":{"text":"?"})"));
}

TEST(OperationOutcome, ABundleThatCannotBeUsedIsToldByItsOwnPlace) {
  const auto imported = import_text(R"({"resourceType": "Bundle", "type": "collection"})");
  ASSERT_FALSE(imported.has_value());
  EXPECT_THAT(only_issue_of(operation_outcome(imported.error())),
              testing::AllOf(testing::HasSubstr(R"("expression":["Bundle.entry"])"),
                             testing::HasSubstr("expected a Patient")));
}

}  // namespace
}  // namespace paraspinal::fhir
