// The official examples of FHIR R4, US Core and the International Patient Summary, each put into a
// bundle with its patient and read with the real content. What is expected was read by hand in the
// examples.

#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fhir/import_cases.h"
#include "fhir/json.h"
#include "fhir/reading.h"
#include "tests/fhir/support/shared_samples.h"
#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using testing::HasSubstr;

std::string answer_in(const Imported& imported, const std::string& finding) {
  const auto id = *embedded_knowledge().findings.find(finding);
  const auto place = imported.presentation.findings.find(id);
  return place == imported.presentation.findings.end()
             ? "not asked"
             : describe(place->second.value, embedded_knowledge().findings[id]);
}

// The patient that a resource is about, "Patient/example"; "Patient/1" when it says none.
std::string subject_of(const Json& resource) {
  for (const char* const name : {"subject", "patient"}) {
    const Json* const subject = resource.member(name);
    const Json* const reference = subject == nullptr ? nullptr : subject->member("reference");
    if (reference != nullptr &&
        std::string(reference->text()).find("Patient/") != std::string::npos) {
      return std::string(reference->text());
    }
  }
  return "Patient/1";
}

std::string bundle_with_patient(const std::string& text) {
  const auto parsed = parse_json(text);
  const std::string patient = subject_of(*parsed);
  const std::string id = patient.substr(patient.rfind('/') + 1);
  const std::string url =
      patient.starts_with("http") ? R"("fullUrl": ")" + patient + R"(", )" : std::string();
  return R"({"resourceType": "Bundle", "type": "collection", "entry": [{)" + url +
         R"("resource": {"resourceType": "Patient", "id": ")" + id +
         R"(", "gender": "female", "birthDate": "1985-01-01"}}, {"resource": )" + text + "}]}";
}

class SampleResource : public testing::TestWithParam<std::string> {};

TEST_P(SampleResource, IsReadOrLeftOutWithAReasonAndNeverBreaks) {
  const auto text = shared_file("fhir-samples/" + GetParam() + ".json");
  if (!text) {
    GTEST_SKIP() << "fhir-samples/" << GetParam() << ".json is not here";
  }
  const auto imported = import_case(bundle_with_patient(*text), embedded_knowledge(),
                                    {"2026-01-31T10:00:00Z", std::nullopt});
  ASSERT_TRUE(imported.has_value()) << imported.error().message;
  ASSERT_EQ(imported->ledger.entries.size(), 2U);
  EXPECT_NE(imported->ledger.entries[1].why, "");
  EXPECT_NE(imported->ledger.entries[1].fate, Fate::unreadable) << imported->ledger.entries[1].why;
}

INSTANTIATE_TEST_SUITE_P(
    Hl7, SampleResource,
    testing::Values(
        "hl7-r4/AllergyIntolerance-example", "hl7-r4/Communication-example",
        "hl7-r4/Condition-example", "hl7-r4/Condition-example2", "hl7-r4/Condition-f205",
        "hl7-r4/Condition-stroke", "hl7-r4/DetectedIssue-allergy", "hl7-r4/DetectedIssue-ddi",
        "hl7-r4/Encounter-example", "hl7-r4/Flag-example", "hl7-r4/GuidanceResponse-example",
        "hl7-r4/MedicationRequest-medrx0301", "hl7-r4/MedicationRequest-medrx0302",
        "hl7-r4/MedicationRequest-medrx0308", "hl7-r4/MedicationStatement-example001",
        "hl7-r4/MedicationStatement-example002", "hl7-r4/MedicationStatement-example004",
        "hl7-r4/Observation-abdo-tender", "hl7-r4/Observation-blood-pressure-cancel",
        "hl7-r4/Observation-blood-pressure-dar", "hl7-r4/Observation-blood-pressure",
        "hl7-r4/Observation-bmi", "hl7-r4/Observation-body-temperature",
        "hl7-r4/Observation-example", "hl7-r4/Observation-f001", "hl7-r4/Observation-f202",
        "hl7-r4/Observation-glasgow", "hl7-r4/Observation-heart-rate", "hl7-r4/Observation-unsat",
        "hl7-r4/OperationOutcome-allok", "hl7-r4/OperationOutcome-validationfail",
        "hl7-r4/Procedure-example", "hl7-r4/Questionnaire-bb", "hl7-r4/Questionnaire-f201",
        "hl7-r4/QuestionnaireResponse-bb", "hl7-r4/QuestionnaireResponse-f201",
        "hl7-r4/QuestionnaireResponse-gcs", "hl7-r4/RiskAssessment-cardiac",
        "hl7-r4/RiskAssessment-genetic", "hl7-r4/RiskAssessment-population",
        "hl7-r4/RiskAssessment-prognosis", "hl7-r4/ServiceRequest-example",
        "hl7-r4/ServiceRequest-lipid"));

INSTANTIATE_TEST_SUITE_P(
    UsCore, SampleResource,
    testing::Values(
        "us-core/Observation-simple-observation-functional-status",
        "us-core/Questionnaire-phq-9-example", "us-core/QuestionnaireResponse-phq-9-example",
        "us-core/allergyintolerance-example", "us-core/blood-pressure", "us-core/bp-data-absent",
        "us-core/condition-duodenal-ulcer-resolved", "us-core/condition-duodenal-ulcer",
        "us-core/encounter-1036", "us-core/medicationrequest-coded-oral-axid",
        "us-core/medicationrequest-contained-oral-axid", "us-core/medicationrequest-self-tylenol",
        "us-core/missing-coded-data-example", "us-core/observation-pregnancy-intent",
        "us-core/observation-pregnancy-status", "us-core/observation-serum-creatinine",
        "us-core/observation-serum-glucose", "us-core/respiratory-rate", "us-core/temperature"));

// At this time the sample says this of the finding.
struct Fact {
  std::string sample;
  std::string as_of;
  std::string finding;
  std::string said;
};

class SampleFact : public testing::TestWithParam<Fact> {};

TEST_P(SampleFact, IsAsReadByHand) {
  const auto text = shared_file("fhir-samples/" + GetParam().sample + ".json");
  if (!text) {
    GTEST_SKIP() << "fhir-samples/" << GetParam().sample << ".json is not here";
  }
  const auto imported = import_case(bundle_with_patient(*text), embedded_knowledge(),
                                    {GetParam().as_of, std::nullopt});
  ASSERT_TRUE(imported.has_value()) << imported.error().message;
  EXPECT_EQ(answer_in(*imported, GetParam().finding), GetParam().said);
}

INSTANTIATE_TEST_SUITE_P(
    Samples, SampleFact,
    testing::Values(
        Fact{"hl7-r4/Observation-body-temperature", "1999-07-02", "temp_c", "36.5 Cel"},
        Fact{"hl7-r4/Observation-heart-rate", "1999-07-02", "heart_rate", "44 /min"},
        Fact{"hl7-r4/Observation-bmi", "1999-07-02", "bmi", "16.2 kg/m2"},
        Fact{"hl7-r4/Observation-blood-pressure", "2012-09-17", "sbp", "107 mm[Hg]"},
        Fact{"hl7-r4/Observation-blood-pressure", "2012-09-17", "dbp", "60 mm[Hg]"},
        Fact{"hl7-r4/Observation-blood-pressure-dar", "2012-09-17", "sbp", "107 mm[Hg]"},
        Fact{"hl7-r4/Observation-blood-pressure-dar", "2012-09-17", "dbp", "unknown"},
        Fact{"hl7-r4/Observation-blood-pressure-cancel", "2012-09-17", "sbp", "not asked"},
        Fact{"hl7-r4/Observation-f202", "2013-04-04", "temp_c", "not asked"},
        Fact{"us-core/blood-pressure", "1999-07-02", "dbp", "44 mm[Hg]"},
        Fact{"us-core/bp-data-absent", "1999-07-02", "sbp", "109 mm[Hg]"},
        Fact{"us-core/bp-data-absent", "1999-07-02", "dbp", "unknown"},
        Fact{"us-core/temperature", "1999-07-02", "temp_c", "36.55556 Cel"},
        Fact{"us-core/respiratory-rate", "1999-07-02", "resp_rate", "26 /min"},
        Fact{"us-core/observation-serum-creatinine", "2005-07-05", "creatinine", "88.42 umol/L"},
        Fact{"us-core/observation-pregnancy-status", "2022-09-01", "pregnant", "present"},
        Fact{"us-core/observation-pregnancy-status", "2024-09-01", "pregnant", "not asked"},
        Fact{"us-core/condition-duodenal-ulcer", "2016-09-01", "peptic_ulcer_hx", "present"},
        Fact{"us-core/condition-duodenal-ulcer-resolved", "2016-09-01", "peptic_ulcer_hx",
             "present"},
        Fact{"us-core/allergyintolerance-example", "2022-01-01", "asthma_nsaid", "not asked"},
        Fact{"us-core/medicationrequest-self-tylenol", "2019-07-01", "paracetamol_use_current",
             "not asked"}));

TEST(SampleFacts, AWeightInPoundsIsInKilograms) {
  const auto text = shared_file("fhir-samples/hl7-r4/Observation-example.json");
  if (!text) {
    GTEST_SKIP() << "fhir-samples/hl7-r4/Observation-example.json is not here";
  }
  const auto imported =
      import_case(bundle_with_patient(*text), embedded_knowledge(), {"2016-03-28", std::nullopt});
  const auto weight =
      imported->presentation.findings.at(*embedded_knowledge().findings.find("body_weight"));
  EXPECT_NEAR(std::get<knowledge::Quantity>(weight.value).value, 185 * 0.45359237, 1e-9);
}

class IpsDocument : public testing::TestWithParam<std::string> {};

TEST_P(IpsDocument, IsReadAndItsNoInformationCodesDenyNothing) {
  const auto text = shared_file("fhir-samples/ips/" + GetParam() + ".json");
  if (!text) {
    GTEST_SKIP() << "fhir-samples/ips/" << GetParam() << ".json is not here";
  }
  const auto imported = import_case(*text, embedded_knowledge(), {"2023-10-10", std::nullopt});
  ASSERT_TRUE(imported.has_value()) << imported.error().message;
  EXPECT_TRUE(imported->presentation.findings.empty());
  std::size_t without_information = 0;
  for (const LedgerEntry& entry : imported->ledger.entries) {
    EXPECT_NE(entry.fate, Fate::unreadable) << entry.resource << ": " << entry.why;
    without_information += entry.why.find("No information about ") != std::string::npos ? 1U : 0U;
  }
  EXPECT_GE(without_information, 2U);
}

INSTANTIATE_TEST_SUITE_P(Samples, IpsDocument, testing::Values("bundle-urn", "ips-link"));

TEST(SampleBundles, ThePatientsOfTheReferencesExampleAreParted) {
  const auto text = shared_file("fhir-samples/hl7-r4/Bundle-bundle-references.json");
  if (!text) {
    GTEST_SKIP() << "fhir-samples/hl7-r4/Bundle-bundle-references.json is not here";
  }
  const auto cases = import_cases(*text, embedded_knowledge(), {"2026-01-31", std::nullopt});
  ASSERT_TRUE(cases.has_value()) << cases.error().message;
  // Patient/23, the one without an id, and the newer version of Patient/45.
  ASSERT_EQ(cases->patients.size(), 3U);
  const auto holds = [&](std::size_t patient, const std::string& resource) {
    return fate(*cases->patients[patient], resource) != "no such entry";
  };
  EXPECT_TRUE(holds(0, "Observation/123"));  // Patient/23
  EXPECT_TRUE(holds(0, "Observation/124"));  // http://example.org/fhir/Patient/23
  EXPECT_TRUE(holds(0, "Observation/48"));   // by identifier
  EXPECT_TRUE(holds(1, "Observation/12"));   // urn:uuid
  EXPECT_TRUE(holds(2, "Observation/47"));   // Patient/45/_history/2
  std::vector<std::string> unassigned;
  for (const LedgerEntry& entry : cases->unassigned) {
    unassigned.push_back(entry.resource);
  }
  // Observation/14 of two servers: one about a Patient/1 elsewhere, one about a Patient/23 of
  // fhir-2.
  EXPECT_THAT(unassigned, testing::Contains("Observation/14"));
  EXPECT_FALSE(holds(1, "Observation/14"));
}

TEST(SampleBundles, TheResponseExampleHoldsNoData) {
  const auto text = shared_file("fhir-samples/hl7-r4/Bundle-bundle-response.json");
  if (!text) {
    GTEST_SKIP() << "fhir-samples/hl7-r4/Bundle-bundle-response.json is not here";
  }
  const auto cases = import_cases(*text, embedded_knowledge(), {});
  ASSERT_FALSE(cases.has_value());
  EXPECT_THAT(cases.error().message, HasSubstr("holds no data of a person"));
}

}  // namespace
}  // namespace paraspinal::fhir
