// The FHIR form of an answer. Whether it is valid FHIR is asked of independent validators by
// tests/apps/validate_fhir.sh.

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fhir/export.h"
#include "fhir/json.h"
#include "tests/fhir/example_assessment.h"

namespace paraspinal::fhir {
namespace {

using fhir_tests::ExampleAssessment;
using testing::HasSubstr;
using testing::StartsWith;

Json exported(const ExampleAssessment& example) {
  return parse_json(export_bundle(example.assessment, example.imported, example.knowledge)).value();
}

// The value at a path of member names and positions; null where there is none.
Json at(const Json& root, std::initializer_list<std::string> path) {
  const Json* here = &root;
  for (const std::string& step : path) {
    if (here->is_array()) {
      const std::size_t position = std::stoul(step);
      here = position < here->items().size() ? &here->items()[position] : nullptr;
    } else {
      here = here->member(step);
    }
    if (here == nullptr) {
      return {};
    }
  }
  return *here;
}

Json risk(const Json& bundle) {
  return at(bundle, {"entry", "0", "resource"});
}
Json issue(const Json& bundle) {
  return at(bundle, {"entry", "1", "resource"});
}

TEST(ExportBundle, HoldsOneRiskAssessmentAndOneIssueForEachFiredGate) {
  const Json bundle = exported({});
  EXPECT_EQ(at(bundle, {"type"}).text(), "collection");
  ASSERT_EQ(at(bundle, {"entry"}).items().size(), 2U);
  EXPECT_EQ(at(risk(bundle), {"resourceType"}).text(), "RiskAssessment");
  EXPECT_EQ(at(issue(bundle), {"resourceType"}).text(), "DetectedIssue");
}

TEST(ExportBundle, ProbabilitiesArePercentAndSaySo) {
  const Json prediction = at(risk(exported({})), {"prediction", "0"});
  EXPECT_EQ(at(prediction, {"probabilityDecimal"}).as_double(), 35);
  EXPECT_THAT(at(prediction, {"rationale"}).text(),
              testing::AllOf(HasSubstr("is a percentage"), testing::EndsWith(": 7 %.")));
}

TEST(ExportBundle, AnIntervalIsARangeInPercentWithThePosteriorInWords) {
  ExampleAssessment example;
  example.assessment.conditions[0].interval = triage::CredibleInterval{0.25, 0.5};
  const Json prediction = at(risk(exported(example)), {"prediction", "0"});
  EXPECT_EQ(prediction.member("probabilityDecimal"), nullptr);
  EXPECT_EQ(at(prediction, {"probabilityRange", "low", "value"}).as_double(), 25);
  EXPECT_EQ(at(prediction, {"probabilityRange", "high", "value"}).as_double(), 50);
  EXPECT_EQ(at(prediction, {"probabilityRange", "high", "code"}).text(), "%");
  EXPECT_THAT(at(prediction, {"rationale"}).text(),
              testing::AllOf(HasSubstr("own figures: 35 %."), testing::EndsWith(": 7 %.")));
}

TEST(ExportBundle, AConditionNotToBeMissedIsNeverCalledNegligible) {
  ExampleAssessment example;
  const auto code = [&example] {
    return at(risk(exported(example)), {"prediction", "1", "qualitativeRisk", "text"}).text();
  };
  EXPECT_EQ(code(), "low");
  example.assessment.conditions[1].must_not_miss = false;
  EXPECT_EQ(code(), "negligible");
}

TEST(ExportBundle, ACodedConditionCarriesItsCode) {
  const Json risk_assessment = risk(exported({}));
  EXPECT_EQ(at(risk_assessment, {"prediction", "1", "outcome", "coding", "0", "code"}).text(),
            "192970008");
  EXPECT_EQ(at(risk_assessment, {"prediction", "0", "outcome", "coding"}), Json());
}

TEST(ExportBundle, ResourcesAreLinkedByTheirFullUrls) {
  const Json bundle = exported({});
  const std::string url = at(bundle, {"entry", "0", "fullUrl"}).text();
  EXPECT_EQ(url, "urn:uuid:" + at(risk(bundle), {"id"}).text());
  EXPECT_EQ(at(issue(bundle), {"implicated", "0", "reference"}).text(), url);
}

TEST(ExportBundle, TheBasisIsWhatGaveAFinding) {
  const Json basis = at(risk(exported({})), {"basis"});
  ASSERT_EQ(basis.items().size(), 1U);
  EXPECT_EQ(at(basis, {"0", "reference"}).text(), "Observation/7");
}

TEST(ExportBundle, AnIssueNamesItsEvidenceActionSourceAndSignOff) {
  const Json detected = issue(exported({}));
  EXPECT_EQ(at(detected, {"severity"}).text(), "high");
  EXPECT_EQ(at(detected, {"evidence", "0", "code", "0", "text"}).text(), "Numbness where one sits");
  EXPECT_EQ(at(detected, {"evidence", "0", "detail", "0", "reference"}).text(), "Observation/7");
  EXPECT_EQ(at(detected, {"detail"}).text(),
            "Send in now. Rule rf_numb: numb. Source: A national pathway, 2023 (page 3). Statement "
            "seen; signed off by: none.");
  EXPECT_EQ(at(detected, {"reference"}).text(), "https://example.org/pathway");
}

TEST(ExportBundle, AProvisionalAnswerIsPreliminary) {
  ExampleAssessment example;
  EXPECT_EQ(at(risk(exported(example)), {"status"}).text(), "final");
  example.assessment.provisional = true;
  EXPECT_EQ(at(risk(exported(example)), {"status"}).text(), "preliminary");
}

TEST(ExportBundle, APersonNotNamedIsADisplayOnly) {
  ExampleAssessment example;
  example.imported.patient.clear();
  EXPECT_EQ(at(risk(exported(example)), {"subject", "display"}).text(),
            "Person not named in the input");
}

TEST(ExportBundle, ATimeWithoutZoneIsLeftOut) {
  ExampleAssessment example;
  EXPECT_EQ(at(exported(example), {"timestamp"}).text(), "2026-11-20T18:30:00Z");
  example.assessment.as_of = "2026-11-20T18:30";
  EXPECT_EQ(at(exported(example), {"timestamp"}), Json());
}

TEST(ExportBundle, TheSameAnswerHasTheSameIdsAndAnotherHasOthers) {
  ExampleAssessment example;
  const std::string first = at(exported(example), {"id"}).text();
  EXPECT_EQ(at(exported(example), {"id"}).text(), first);
  example.assessment.conditions[0].posterior = 0.36;
  EXPECT_NE(at(exported(example), {"id"}).text(), first);
}

TEST(ExportAssessment, StatesAreTheirEnumeratorsNames) {
  const ExampleAssessment example;
  const auto json = parse_json(export_assessment(example.assessment, example.imported.ledger));
  ASSERT_TRUE(json) << json.error().message;
  EXPECT_EQ(at(*json, {"urgency"}).text(), "emergency_department");
  EXPECT_EQ(at(*json, {"gates", "0", "state"}).text(), "fired");
  EXPECT_EQ(at(*json, {"gates", "1", "state"}).text(), "undecided");
  EXPECT_EQ(at(*json, {"import", "resources", "1", "fate"}).text(), "ignored");
  EXPECT_EQ(at(*json, {"person", "sex"}).text(), "unknown");
}

TEST(ExportAssessment, NumbersReadBackAsTheyWere) {
  ExampleAssessment example;
  example.assessment.conditions[0].posterior = 0.1 + 0.2;
  const auto json = parse_json(export_assessment(example.assessment, {}));
  EXPECT_EQ(at(*json, {"conditions", "0", "posterior"}).as_double(), 0.1 + 0.2);
}

}  // namespace
}  // namespace paraspinal::fhir
