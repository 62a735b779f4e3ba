#include "fhir/split_patients.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fhir/import_cases.h"
#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using testing::HasSubstr;

std::string medication_order(const std::string& id, const std::string& subject,
                             const std::string& medication) {
  return R"({"resourceType": "MedicationRequest", "id": ")" + id +
         R"(", "status": "active", "intent": "order", "subject": {"reference": ")" + subject +
         R"("}, "medicationReference": {"reference": ")" + medication + R"("}})";
}

const std::string ibuprofen_medication =
    R"({"resourceType": "Medication", "id": "m", "code": {"coding": [
    {"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "5640"}]}})";

std::string collection(const std::vector<std::string>& resources) {
  std::string entries;
  for (const std::string& resource : resources) {
    entries += (entries.empty() ? "" : ",") + (R"({"resource": )" + resource + "}");
  }
  return R"({"resourceType": "Bundle", "type": "collection", "entry": [)" + entries + "]}";
}

Cases cases(const std::string& text) {
  auto read = import_cases(text, small_knowledge(), {"2026-01-31T10:00:00Z", std::nullopt});
  EXPECT_TRUE(read.has_value()) << read.error().message;
  return read ? std::move(*read) : Cases{};
}

TEST(SplitPatients, EachCaseHoldsWhatIsAboutItsPatientAndNothingElse) {
  const Cases read =
      cases(collection({patient_of("a"), patient_of("b"), diabetes_of("1", "Patient/b")}));
  ASSERT_EQ(read.patients.size(), 2U);
  EXPECT_EQ(read.patients[0]->patient, "Patient/a");
  EXPECT_EQ(said(*read.patients[0], "diabetes_known"), "not asked");
  EXPECT_EQ(fate(*read.patients[0], "Condition/1"), "no such entry");
  EXPECT_EQ(read.patients[1]->patient, "Patient/b");
  EXPECT_EQ(said(*read.patients[1], "diabetes_known"), "present");
  EXPECT_TRUE(read.unassigned.empty());
}

TEST(SplitPatients, TheCaseIsNamedByItsPatient) {
  const Cases read = cases(collection({patient_of("a"), patient_of("b")}));
  EXPECT_EQ(read.patients[0]->presentation.id, "a");
  EXPECT_EQ(read.patients[1]->presentation.id, "b");
}

TEST(SplitPatients, AMedicationGoesToAllThatNameIt) {
  const Cases read =
      cases(collection({patient_of("a"), patient_of("b"), patient_of("c"), ibuprofen_medication,
                        medication_order("1", "Patient/a", "Medication/m"),
                        medication_order("2", "Patient/b", "Medication/m")}));
  EXPECT_EQ(said(*read.patients[0], "nsaid_use"), "present");
  EXPECT_EQ(said(*read.patients[1], "nsaid_use"), "present");
  EXPECT_EQ(said(*read.patients[2], "nsaid_use"), "not asked");
}

TEST(SplitPatients, WhatIsAboutNobodyHereIsListed) {
  const Cases read = cases(collection(
      {patient_of("a"), patient_of("b"), diabetes_of("1", "Patient/c"), ibuprofen_medication}));
  ASSERT_EQ(read.unassigned.size(), 2U);
  EXPECT_EQ(read.unassigned[0].resource, "Condition/1");
  EXPECT_EQ(read.unassigned[0].why, "about \"Patient/c\", who is no patient here, or not one only");
  EXPECT_EQ(read.unassigned[1].why, "it names no patient, and no patient's resources name it");
}

TEST(SplitPatients, AFindingWithoutASubjectGoesToNobodyOfSeveral) {
  const std::string finding = R"({"resourceType": "Observation", "id": "o", "status": "final",
      "code": {"coding": [{"system": "http://loinc.org", "code": "82810-3"}]},
      "effectiveDateTime": "2026-01-30", "valueBoolean": true})";
  const auto panel = [](const std::string& id, const std::string& subject) {
    return R"({"resourceType": "Observation", "id": ")" + id +
           R"(", "status": "final", "code": {"text": "panel"}, "subject": {"reference": ")" +
           subject + R"("}, "hasMember": [{"reference": "Observation/o"}]})";
  };
  const Cases shared = cases(collection({patient_of("a"), patient_of("b"), finding,
                                         panel("1", "Patient/a"), panel("2", "Patient/b")}));
  EXPECT_EQ(said(*shared.patients[0], "pregnant"), "not asked");
  EXPECT_EQ(said(*shared.patients[1], "pregnant"), "not asked");
  ASSERT_EQ(shared.unassigned.size(), 1U);
  EXPECT_THAT(shared.unassigned[0].why, HasSubstr("resources of several patients name it"));
  const Cases one =
      cases(collection({patient_of("a"), patient_of("b"), finding, panel("1", "Patient/a")}));
  EXPECT_EQ(said(*one.patients[0], "pregnant"), "present");
  EXPECT_EQ(said(*one.patients[1], "pregnant"), "not asked");
}

TEST(SplitPatients, ADeceasedPatientIsAnErrorOfTheirOwn) {
  const Cases read =
      cases(collection({patient_of("a", R"(, "deceasedBoolean": true)"), patient_of("b")}));
  ASSERT_FALSE(read.patients[0].has_value());
  EXPECT_THAT(read.patients[0].error().message, HasSubstr("Patient/a is recorded as deceased"));
  EXPECT_TRUE(read.patients[1].has_value());
}

TEST(SplitPatients, AnImpossibleValueIsToldOfItsPatientOnly) {
  const std::string fever = R"({"resourceType": "Observation", "id": "o", "status": "final",
      "subject": {"reference": "Patient/b"}, "effectiveDateTime": "2026-01-30", "code": {"coding": [
      {"system": "http://loinc.org", "code": "8310-5"}]}, "valueQuantity": {"value": 384,
      "code": "Cel"}})";
  const Cases read = cases(collection({patient_of("a"), patient_of("b"), fever}));
  EXPECT_TRUE(read.patients[0].has_value());
  ASSERT_TRUE(read.patients[1].has_value());
  EXPECT_THAT(issues(*read.patients[1]), HasSubstr("temp_c 384 Cel is impossible"));
  EXPECT_THAT(issues(*read.patients[0]), testing::Not(HasSubstr("384")));
}

TEST(SplitPatients, TwoPatientsOfOneNameAreBothRefused) {
  const Cases read = cases(collection({patient_of("a"), patient_of("a", R"(, "active": true)")}));
  ASSERT_EQ(read.patients.size(), 2U);
  for (const auto& one : read.patients) {
    ASSERT_FALSE(one.has_value());
    EXPECT_EQ(one.error().message,
              "Patient/a stands here 2 times, and nothing says which is newer, expected it once");
  }
}

TEST(SplitPatients, AnIdentifierOrAFullUrlOfTwoPatientsNamesNeither) {
  const std::string one = R"(, "identifier": [{"system": "urn:mrn", "value": "77"}])";
  const Cases by_identifier =
      cases(collection({patient_of("a", one), patient_of("b", one),
                        diabetes_of("1", "Patient?identifier=urn:mrn|77")}));
  const Cases by_url =
      cases(R"({"resourceType": "Bundle", "type": "collection", "entry": [
      {"fullUrl": "urn:uuid:1", "resource": )" +
            patient_of("a") + R"(}, {"fullUrl": "urn:uuid:1", "resource": )" + patient_of("b") +
            R"(}, {"resource": )" + diabetes_of("1", "urn:uuid:1") + "}]}");
  for (const Cases* const read : {&by_identifier, &by_url}) {
    ASSERT_EQ(read->unassigned.size(), 1U);
    EXPECT_THAT(read->unassigned[0].why, HasSubstr("who is no patient here, or not one only"));
  }
}

TEST(SplitPatients, SubjectsAreResolvedByConditionalReferenceAndByUrn) {
  const std::string text =
      R"({"resourceType": "Bundle", "type": "transaction", "entry": [
      {"fullUrl": "urn:uuid:1", "resource": )" +
      patient_of("a", R"(, "identifier": [{"system": "urn:mrn", "value": "77"}])") +
      R"(}, {"fullUrl": "urn:uuid:2", "resource": )" + patient_of("b") + R"(}, {"resource": )" +
      diabetes_of("1", "Patient?identifier=urn:mrn|77") + R"(}, {"resource": )" +
      diabetes_of("2", "urn:uuid:2") + "}]}";
  const Cases read = cases(text);
  EXPECT_EQ(fate(*read.patients[0], "Condition/1"), "used: diabetes_known = present");
  EXPECT_EQ(fate(*read.patients[1], "Condition/2"), "used: diabetes_known = present");
}

TEST(ImportCases, OnePatientOrAPresentationIsOneCase) {
  EXPECT_EQ(cases(collection({patient_of("a"), diabetes_of("1", "Patient/a")})).patients.size(),
            1U);
  EXPECT_EQ(cases(R"({"findings": {"fever": "present"}})").patients.size(), 1U);
}

TEST(ImportCases, WhatCannotBeReadIsAnError) {
  const auto error = [](const std::string& text) {
    const auto read = import_cases(text, small_knowledge(), {});
    return read ? "no error" : read.error().message;
  };
  EXPECT_THAT(error("{"), HasSubstr("expected"));
  EXPECT_EQ(error(collection({diabetes_of("1", "Patient/a")})),
            "Bundle.entry: no Patient, expected exactly one");
  EXPECT_THAT(error(R"({"resourceType": "Observation"})"), HasSubstr("expected \"Bundle\""));
}

TEST(ImportCases, ImportCaseStillRefusesSeveral) {
  const auto read = import_text(collection({patient_of("a"), patient_of("b")}));
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().message,
            "Bundle.entry: 2 patients (Patient/a, Patient/b), expected exactly one");
}

}  // namespace
}  // namespace paraspinal::fhir
