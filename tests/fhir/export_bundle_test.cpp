// The FHIR form of an answer. Whether it is valid FHIR is asked of independent validators by
// tests/apps/validate_fhir.sh.

#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fhir/export.h"
#include "fhir/json.h"
#include "tests/fhir/example_assessment.h"
#include "tests/support/named_findings.h"

namespace paraspinal::fhir {
namespace {

using fhir_tests::add_references;
using fhir_tests::at;
using fhir_tests::ExampleAssessment;
using fhir_tests::exported;
using fhir_tests::resources_of;
using testing::HasSubstr;
using testing::StartsWith;

Json risk(const Json& bundle) {
  return resources_of(bundle, "RiskAssessment").at(0);
}
Json issue(const Json& bundle) {
  return resources_of(bundle, "DetectedIssue").at(0);
}

TEST(ExportBundle, HoldsWhatAnAnswerIsInReadingOrder) {
  const Json bundle = exported({});
  EXPECT_EQ(at(bundle, {"type"}).text(), "collection");
  std::string types;
  const Json entries = at(bundle, {"entry"});
  for (const Json& entry : entries.items()) {
    types += std::string(at(entry, {"resource", "resourceType"}).text()) + ' ';
  }
  EXPECT_EQ(types,
            "ClinicalImpression RiskAssessment DetectedIssue ServiceRequest Device Provenance ");
}

TEST(ExportBundle, ContributorsAreAnAssessmentOfTheirOwn) {
  ExampleAssessment example;
  example.assessment.contributors = {example.assessment.conditions[0]};
  const auto risks = resources_of(exported(example), "RiskAssessment");
  ASSERT_EQ(risks.size(), 2U);
  EXPECT_EQ(at(risks[0], {"prediction"}).items().size(), 2U);
  EXPECT_EQ(at(risks[1], {"prediction"}).items().size(), 1U);
  EXPECT_THAT(std::string(at(risks[1], {"code", "text"}).text()), HasSubstr("no rival"));
}

TEST(ExportBundle, EveryReferenceByUuidIsOfAnEntry) {
  ExampleAssessment example;
  example.assessment.contributors = {example.assessment.conditions[0]};
  example.assessment.advice = {example.withheld()};
  const Json bundle = exported(example);
  std::set<std::string> urls;
  const Json entries = at(bundle, {"entry"});
  for (const Json& entry : entries.items()) {
    EXPECT_TRUE(urls.insert(std::string(at(entry, {"fullUrl"}).text())).second);
  }
  std::set<std::string> named;
  add_references(bundle, named);
  EXPECT_GE(named.size(), 6U);
  EXPECT_THAT(urls, testing::IsSupersetOf(named));
}

TEST(ExportBundle, AdviceWithheldForWhatIsKnownIsAnIssueWithItsEvidence) {
  ExampleAssessment example;
  example.assessment.advice = {example.withheld()};
  const auto issues = resources_of(exported(example), "DetectedIssue");
  ASSERT_EQ(issues.size(), 2U);
  EXPECT_EQ(at(issues[1], {"code", "coding", "0", "code"}).text(), "OBSA");
  EXPECT_EQ(at(issues[1], {"code", "text"}).text(), "Not for this person: Take a tablet.");
  EXPECT_EQ(at(issues[1], {"evidence", "0", "detail", "0", "reference"}).text(), "Observation/7");
  EXPECT_EQ(at(issues[1], {"detail"}).text(),
            "Held back: Take a tablet. Because of Numbness where one sits: It hides the numbness. "
            "Rule: numb. Source: A national pathway, 2023. Statement seen; signed off by: none.");
}

TEST(ExportBundle, AFindingThatStandsAgainstAdviceTwiceIsEvidenceOnce) {
  ExampleAssessment example;
  triage::Advice advice = example.withheld();
  advice.reasons.push_back(advice.reasons[0]);
  example.assessment.advice = {advice};
  const auto issues = resources_of(exported(example), "DetectedIssue");
  EXPECT_EQ(at(issues.at(1), {"evidence"}).items().size(), 1U);
}

TEST(ExportBundle, AdviceThatOnlyWaitsForAnAnswerIsNoIssue) {
  ExampleAssessment example;
  triage::Advice advice = example.withheld();
  advice.reasons[0].ask = tests::named({"numb"});
  example.assessment.advice = {advice};
  EXPECT_EQ(resources_of(exported(example), "DetectedIssue").size(), 1U);
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

TEST(ExportBundle, AProbabilityInWordsHasThreeDigitsAndInNumbersItsOwn) {
  ExampleAssessment example;
  example.assessment.conditions[0].posterior = 0.3951295714;
  example.assessment.conditions[0].pretest = 0.000123456;
  const Json prediction = at(risk(exported(example)), {"prediction", "0"});
  EXPECT_EQ(at(prediction, {"probabilityDecimal"}).text(), "39.51295714");
  EXPECT_THAT(at(prediction, {"rationale"}).text(), testing::EndsWith(": 0.0123 %."));
  example.assessment.conditions[0].interval = triage::CredibleInterval{0.25, 0.5};
  EXPECT_THAT(at(risk(exported(example)), {"prediction", "0", "rationale"}).text(),
              HasSubstr("own figures: 39.5 %."));
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
  const std::string url = "urn:uuid:" + std::string(at(risk(bundle), {"id"}).text());
  EXPECT_EQ(at(bundle, {"entry", "1", "fullUrl"}).text(), url);
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
