#include "fhir/import_medication.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using testing::HasSubstr;

const std::string of_ibuprofen =
    R"("medicationCodeableConcept": {"coding": [{"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "5640"}]})";
const std::string of_warfarin =
    R"("medicationCodeableConcept": {"coding": [{"system":
    "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "11289"}]})";
const std::string of_naproxen =
    R"("medicationCodeableConcept": {"coding": [{"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "7258"}]})";
const std::string of_prednisolone =
    R"("medicationCodeableConcept": {"coding": [{"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "8640"}]})";
const std::string active_order =
    R"("status": "active", "intent": "order", "authoredOn": "2026-01-01", )";

std::string request(const std::string& members, const std::string& id = "1") {
  return R"({"resourceType": "MedicationRequest", "id": ")" + id +
         R"(", "subject": {"reference": "Patient/1"}, )" + members + "}";
}

std::string medication_statement(const std::string& members, const std::string& id = "1") {
  return R"({"resourceType": "MedicationStatement", "id": ")" + id +
         R"(", "subject": {"reference": "Patient/1"}, )" + members + "}";
}

std::string nsaid(const std::string& resource) {
  return said(import_resources({resource}), "nsaid_use");
}

TEST(ImportMedication, AnActiveOrderIsPresent) {
  const Imported read = import_resources({request(active_order + of_ibuprofen)});
  EXPECT_EQ(said(read, "nsaid_use"), "present");
  EXPECT_EQ(fate(read, "MedicationRequest/1"), "used: nsaid_use = present");
}

TEST(ImportMedication, OnHoldIsUsedWithAMark) {
  const Imported read =
      import_resources({request(R"("status": "on-hold", "intent": "order", )" + of_ibuprofen)});
  EXPECT_EQ(said(read, "nsaid_use"), "present");
  EXPECT_THAT(issues(read), HasSubstr("is \"on-hold\": taken as still in use"));
}

TEST(ImportMedication, OtherStatusesOfAnOrderSayNothing) {
  for (const std::string status :
       {"draft", "cancelled", "stopped", "completed", "entered-in-error", "unknown"}) {
    EXPECT_EQ(
        nsaid(request(R"("status": ")" + status + R"(", "intent": "order", )" + of_ibuprofen)),
        "not asked")
        << status;
  }
}

TEST(ImportMedication, ProposalsPlansAndOptionsSayNothing) {
  for (const std::string intent : {"proposal", "plan", "option"}) {
    const Imported read = import_resources(
        {request(R"("status": "active", "intent": ")" + intent + "\", " + of_ibuprofen)});
    EXPECT_EQ(said(read, "nsaid_use"), "not asked");
    EXPECT_EQ(fate(read, "MedicationRequest/1"), "ignored: its intent is " + intent);
  }
}

TEST(ImportMedication, ToldNotToTakeItIsAbsent) {
  EXPECT_EQ(
      said(import_resources({request(active_order + R"("doNotPerform": true, )" + of_warfarin)}),
           "anticoagulant_use"),
      "absent");
  EXPECT_EQ(nsaid(request(active_order + R"("doNotPerform": true, )" + of_ibuprofen)), "not asked");
}

TEST(ImportMedication, ACompletedCourseCountsWhileItsWindowLasts) {
  const auto course = [](const std::string& day) {
    return request(R"("status": "completed", "intent": "order", "authoredOn": ")" + day + "\", " +
                   of_prednisolone);
  };
  EXPECT_EQ(said(import_resources({course("2025-12-01")}), "steroid_use"), "present");
  EXPECT_EQ(said(import_resources({course("2025-06-01")}), "steroid_use"), "not asked");
}

TEST(ImportMedication, NotTakingTheOnlyDrugOfAFindingIsAbsence) {
  EXPECT_EQ(nsaid(medication_statement(R"("status": "active", )" + of_ibuprofen)), "present");
  EXPECT_EQ(nsaid(medication_statement(R"("status": "not-taken", )" + of_ibuprofen)), "not asked");
  EXPECT_EQ(
      said(import_resources({medication_statement(R"("status": "not-taken", )" + of_warfarin)}),
           "anticoagulant_use"),
      "absent");
  EXPECT_EQ(nsaid(medication_statement(R"("status": "intended", )" + of_ibuprofen)), "not asked");
  EXPECT_EQ(nsaid(medication_statement(R"("status": "entered-in-error", )" + of_ibuprofen)),
            "not asked");
}

TEST(ImportMedication, R5SaysRecordedWithAdherence) {
  EXPECT_EQ(nsaid(medication_statement(
                R"("status": "recorded", "medication": {"concept": {"coding": [{"system":
      "http://www.whocc.no/atc", "code": "M01AE01"}]}})")),
            "present");
  EXPECT_EQ(
      nsaid(medication_statement(R"("status": "recorded", "adherence": {"code": {"coding": [{"code":
      "not-taking"}]}}, )" + of_ibuprofen)),
      "not asked");
}

TEST(ImportMedication, OneDrugNotTakenDoesNotDenyAnother) {
  const std::string not_taken = medication_statement(
      R"("status": "not-taken", "effectiveDateTime": "2026-01-30", )" + of_ibuprofen, "2");
  EXPECT_EQ(said(import_resources({request(active_order + of_naproxen), not_taken}), "nsaid_use"),
            "present");
}

TEST(ImportMedication, ANewerStatementOfNotTakingTheSameDrugWinsOverItsOrder) {
  const std::string not_taken = medication_statement(
      R"("status": "not-taken", "effectiveDateTime": "2026-01-30", )" + of_warfarin, "2");
  EXPECT_EQ(
      said(import_resources({request(active_order + of_warfarin), not_taken}), "anticoagulant_use"),
      "absent");
}

TEST(ImportMedication, AContainedMedicationIsRead) {
  EXPECT_EQ(
      nsaid(request(active_order + R"("medicationReference": {"reference": "#m"}, "contained": [
      {"resourceType": "Medication", "id": "m", "code": {"coding": [{"system":
       "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "5640"}]}}])")),
      "present");
}

TEST(ImportMedication, AMedicationInAnotherEntryIsReadByItsIngredients) {
  const Imported read = import_resources(
      {request(active_order + R"("medicationReference": {"reference": "Medication/m"})"),
       R"({"resourceType": "Medication", "id": "m", "ingredient": [{"itemCodeableConcept": {"coding": [
           {"system": "http://www.whocc.no/atc", "code": "M01AE01"}]}}]})"});
  EXPECT_EQ(said(read, "nsaid_use"), "present");
  EXPECT_EQ(fate(read, "Medication/m"), "ignored: read through the resources that name it");
}

TEST(ImportMedication, AMedicationThatIsElsewhereIsNotRead) {
  const Imported read = import_resources(
      {request(active_order +
               R"("medicationReference": {"reference": "http://elsewhere.org/Medication/m"})")});
  EXPECT_EQ(fate(read, "MedicationRequest/1"), "ignored: its medication has no code here");
}

TEST(ImportMedication, OneWithoutACodeIsNamedInTheLedger) {
  const auto named = [](const std::string& medication) {
    return fate(import_resources({request(active_order + medication)}), "MedicationRequest/1");
  };
  const std::string expected = "ignored: its medication has no code here: \"Warfarin 3 mg\"";
  EXPECT_EQ(named(R"("medicationCodeableConcept": {"text": "Warfarin 3 mg"})"), expected);
  EXPECT_EQ(named(R"("medicationReference": {"reference": "http://elsewhere.org/Medication/m",
      "display": "Warfarin 3 mg"})"),
            expected);
  EXPECT_EQ(named(R"("medicationCodeableConcept": {"coding": [
      {"system": "http://www.whocc.no/atc", "code": "A02BC01", "display": "Omeprazole"}]})"),
            "ignored: its medication has no meaning here: \"Omeprazole\"");
}

// What the ledger calls a medicine of this text, between its quotes.
std::string called(const std::string& medication) {
  const std::string told = fate(
      import_resources({request(active_order + R"("medicationCodeableConcept": )" + medication)}),
      "MedicationRequest/1");
  const std::size_t from = told.find('"') + 1;
  return told.substr(from, told.rfind('"') - from);
}

TEST(ImportMedication, ANameIsToldInItsOwnScript) {
  const auto named = [](const std::string& text) { return called(R"({"text": ")" + text + "\"}"); };
  EXPECT_EQ(named(R"(Mirtazapin f\u00fcr die Nacht)"), "Mirtazapin f\xc3\xbcr die Nacht");
  EXPECT_EQ(named(R"(\u039d\u03b1\ud83d\ude00)"), "\xce\x9d\xce\xb1\xf0\x9f\x98\x80");
  std::string forty;
  for (int i = 0; i < 40; ++i) {
    forty += "\xc3\xa4";
  }
  EXPECT_EQ(named(forty), forty);
  EXPECT_EQ(named(forty + "\xc3\xa4"), forty + "...");
}

TEST(ImportMedication, ANameCannotTurnOrBreakTheWordsAroundIt) {
  EXPECT_EQ(
      called(R"({"text": "a\u0007b\u007fc\u0085d\u2028e\u2029f\u202ag\u202eh\u2066i\u2069j"})"),
      "a?b?c?d?e?f?g?h?i?j");
}

TEST(ImportMedication, ADisplayWithoutACodeNamesIt) {
  EXPECT_EQ(called(R"({"coding": [{"display": "Warfarin 3 mg"}]})"), "Warfarin 3 mg");
}

TEST(ImportMedication, AnUnmappedMedicationIsListed) {
  const Imported read =
      import_resources({request(active_order + R"("medicationCodeableConcept": {"coding": [
      {"system": "http://www.whocc.no/atc", "code": "A02BC01", "display": "Omeprazole"}]})")});
  EXPECT_EQ(read.ledger.unmapped_codes,
            std::vector<std::string>{"http://www.whocc.no/atc|A02BC01 (Omeprazole)"});
}

}  // namespace
}  // namespace paraspinal::fhir
