#include "fhir/no_known.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using testing::HasSubstr;

const std::string ips_system = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips";

std::string ips_concept(const std::string& code) {
  return R"({"coding": [{"system": ")" + ips_system + R"(", "code": ")" + code + R"("}]})";
}

std::string no_known_statement(const std::string& code, const std::string& more = "") {
  return R"({"resourceType": "MedicationStatement", "id": "m", "status": "active",
      "medicationCodeableConcept": )" +
         ips_concept(code) + more + "}";
}

std::string no_known_condition(const std::string& code) {
  return R"({"resourceType": "Condition", "id": "c", "recordedDate": "2026-01-30", "code": )" +
         ips_concept(code) + "}";
}

std::string document(const std::string& composition, const std::string& resource) {
  return R"({"resourceType": "Bundle", "type": "document", "entry": [
      {"resource": {"resourceType": "Composition", "id": "d", "status": "final", "date": )" +
         composition + R"(}}, {"resource": {"resourceType": "Patient", "id": "1",
      "birthDate": "1990-06-15"}}, {"resource": )" +
         resource + "}]}";
}

const std::string dated_now = R"(, "effectiveDateTime": "2026-01-30")";

TEST(NoKnown, NoKnownMedicationsDeniesWhatOnlyAPrescriptionGives) {
  const Imported read = import_resources({no_known_statement("no-known-medications", dated_now)});
  EXPECT_EQ(said(read, "anticoagulant_use"), "absent");
  EXPECT_EQ(said(read, "corticosteroid_long"), "absent");
  EXPECT_EQ(said(read, "nsaid_use"), "not asked");
  EXPECT_EQ(said(read, "nsaid_use_current"), "not asked");
  EXPECT_THAT(issues(read), HasSubstr("says \"No known medications\": taken as absence of "
                                      "anticoagulant_use, corticosteroid_long"));
}

TEST(NoKnown, ItGivesWayToAMedicineThatIsKnown) {
  EXPECT_EQ(
      said(import_resources({no_known_statement("no-known-medications", dated_now),
                             R"({"resourceType": "MedicationRequest", "id": "r", "status": "active",
       "intent": "order", "authoredOn": "2025-06-01", "medicationCodeableConcept": {"coding": [
       {"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "11289"}]}})"}),
           "anticoagulant_use"),
      "present");
}

TEST(NoKnown, IsNotBelievedBesideAMedicineWithoutAMeaning) {
  for (const std::string medicine :
       {R"({"text": "Warfarin"})",
        R"({"coding": [{"system": "http://here.example/drugs", "code": "4711"}]})"}) {
    const Imported read = import_resources(
        {no_known_statement("no-known-medications", dated_now),
         R"({"resourceType": "MedicationRequest", "id": "r", "status": "active", "intent": "order",
             "authoredOn": "2026-01-01", "medicationCodeableConcept": )" +
             medicine + "}"});
    EXPECT_EQ(said(read, "anticoagulant_use"), "not asked");
    EXPECT_THAT(issues(read),
                HasSubstr("says \"No known medications\", but MedicationRequest/r has "
                          "no meaning here and may be one"));
    EXPECT_THAT(issues(read), testing::Not(HasSubstr("taken as absence of anticoagulant_use, ")));
  }
}

TEST(NoKnown, OfAllergiesIsNotBelievedBesideOneWithoutAMeaning) {
  const Imported read = import_resources(
      {no_known_condition("no-known-allergies"),
       R"({"resourceType": "AllergyIntolerance", "id": "a", "recordedDate": "2026-01-01",
           "code": {"text": "Ibuprofen anaphylaxis"}})"});
  EXPECT_EQ(said(read, "asthma_nsaid"), "not asked");
  EXPECT_EQ(read.ledger.entries[2].cause, Cause::without_code);
}

TEST(NoKnown, ThatIsRefutedOrOverDeniesNothing) {
  for (const std::string status : {R"("verificationStatus": {"coding": [{"code": "refuted"}]})",
                                   R"("clinicalStatus": {"coding": [{"code": "resolved"}]})"}) {
    std::string condition = no_known_condition("no-known-allergies");
    condition.insert(condition.size() - 1, ", " + status);
    EXPECT_EQ(said(import_resources({condition}), "asthma_nsaid"), "not asked") << status;
  }
}

TEST(NoKnown, WithoutADateItIsNotUsed) {
  EXPECT_EQ(
      said(import_resources({no_known_statement("no-known-medications")}), "anticoagulant_use"),
      "not asked");
}

TEST(NoKnown, ADocumentGivesItItsDate) {
  const auto read =
      import_text(document(R"("2026-01-20")", no_known_statement("no-known-medications"))).value();
  EXPECT_EQ(said(read, "anticoagulant_use"), "absent");
  const auto old =
      import_text(document(R"("2025-01-20")", no_known_statement("no-known-medications"))).value();
  EXPECT_EQ(said(old, "anticoagulant_use"), "not asked");
}

TEST(NoKnown, NoInformationSaysNothing) {
  const Imported read = import_resources({no_known_statement("no-medication-info", dated_now)});
  EXPECT_EQ(said(read, "anticoagulant_use"), "not asked");
  EXPECT_EQ(fate(read, "MedicationStatement/m"),
            "ignored: says \"No information about medications\", which denies no finding here");
}

TEST(NoKnown, NoKnownProblemsDeniesNoSymptomAndNoDisease) {
  const Imported read = import_resources({no_known_condition("no-known-problems")});
  EXPECT_TRUE(read.presentation.findings.empty());
  EXPECT_EQ(fate(read, "Condition/c"),
            "ignored: says \"No known problems\", which denies no finding here");
}

TEST(NoKnown, ASectionThatIsEmptyAsNothingIsKnownIsExplicitAbsence) {
  const std::string composition = R"("2026-01-20", "section": [{"code": {"coding": [{"system":
      "http://loinc.org", "code": "10160-0"}]}, "emptyReason": {"coding": [{"system":
      "http://terminology.hl7.org/CodeSystem/list-empty-reason", "code": "nilknown"}]}}])";
  const auto read =
      import_text(document(composition, no_known_condition("no-problem-info"))).value();
  EXPECT_EQ(said(read, "anticoagulant_use"), "absent");
}

TEST(NoKnown, ASectionThatIsEmptyForAnotherReasonSaysNothing) {
  const std::string composition = R"("2026-01-20", "section": [{"code": {"coding": [{"system":
      "http://loinc.org", "code": "10160-0"}]}, "emptyReason": {"coding": [{"system":
      "http://terminology.hl7.org/CodeSystem/list-empty-reason", "code": "unavailable"}]}}])";
  const auto read =
      import_text(document(composition, no_known_condition("no-problem-info"))).value();
  EXPECT_EQ(said(read, "anticoagulant_use"), "not asked");
}

}  // namespace
}  // namespace paraspinal::fhir
