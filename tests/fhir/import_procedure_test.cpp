#include "fhir/import_procedure.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fhir/import.h"
#include "knowledge/base/load.h"
#include "knowledge/triage/words.h"
#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using testing::HasSubstr;

const std::string childbirth = "66348005";
const std::string termination = "57797005";
const std::string induction = "31208007";

std::string procedure(const std::string& snomed, const std::string& day,
                      const std::string& status = "completed") {
  return R"({"resourceType": "Procedure", "id": "p", "subject": {"reference": "Patient/1"},
      "status": ")" +
         status + R"(", "performedDateTime": ")" + day +
         R"(", "code": {"coding": [{"system": "http://snomed.info/sct", "code": ")" + snomed +
         R"("}]}})";
}

std::string pregnancy_since(const std::string& day) {
  return R"({"resourceType": "Condition", "id": "c", "subject": {"reference": "Patient/1"},
      "onsetDateTime": ")" +
         day + R"(", "recordedDate": ")" + day +
         R"(", "code": {"coding": [{"system": "http://snomed.info/sct", "code": "77386006"}]}})";
}

TEST(ImportProcedure, ABirthAfterThePregnancyWasRecordedVoidsIt) {
  const Imported read =
      import_resources({pregnancy_since("2025-08-01"), procedure(childbirth, "2025-12-01")});
  EXPECT_EQ(said(read, "pregnant"), "not asked");
  EXPECT_THAT(issues(read), HasSubstr("pregnant is from before the pregnancy ended (Procedure/p, "
                                      "2025-12-01): not used"));
}

TEST(ImportProcedure, AnEndOfWhichOnlyTheYearIsKnownVoidsWhatIsCertainlyOlder) {
  EXPECT_EQ(said(import_resources({pregnancy_since("2025-12-20"), procedure(childbirth, "2026")}),
                 "pregnant"),
            "not asked");
  const Imported read =
      import_resources({pregnancy_since("2026-01-20"), procedure(childbirth, "2026")});
  EXPECT_EQ(said(read, "pregnant"), "present");
  EXPECT_THAT(issues(read), HasSubstr("pregnant may be from before a pregnancy ended (Procedure/p, "
                                      "2026), whose day is not known: used all the same"));
}

TEST(ImportProcedure, ATerminationVoidsItToo) {
  EXPECT_EQ(
      said(import_resources({pregnancy_since("2025-12-01"), procedure(termination, "2026-01-10")}),
           "pregnant"),
      "not asked");
}

TEST(ImportProcedure, ABirthThatStillGoesOnEndsNothing) {
  const Imported read = import_resources(
      {pregnancy_since("2025-08-01"), procedure(childbirth, "2026-01-31", "in-progress")});
  EXPECT_EQ(said(read, "pregnant"), "present");
  EXPECT_EQ(said(read, "postpartum"), "not asked");
  EXPECT_EQ(fate(read, "Procedure/p"), "ignored: it is not completed: the pregnancy goes on");
}

TEST(ImportProcedure, AnEndIsReadFromTheCodeBehindThatOfAnEctopicPregnancy) {
  std::string ended = procedure("79586000", "2026-01-10");  // tubal pregnancy
  const std::string code = R"("code": "79586000"})";
  ended.replace(
      ended.find(code), code.size(),
      code + R"(, {"system": "http://snomed.info/sct", "code": ")" + termination + R"("})");
  EXPECT_EQ(said(import_resources({pregnancy_since("2025-12-01"), ended}), "pregnant"),
            "not asked");
}

TEST(ImportProcedure, APregnancyRecordedAfterABirthStays) {
  EXPECT_EQ(
      said(import_resources({pregnancy_since("2026-01-10"), procedure(childbirth, "2025-03-01")}),
           "pregnant"),
      "present");
}

TEST(ImportProcedure, ABirthThatWasNotDoneOrIsAnErrorVoidsNothing) {
  for (const std::string status : {"not-done", "entered-in-error", "preparation"}) {
    const Imported read = import_resources(
        {pregnancy_since("2025-08-01"), procedure(childbirth, "2025-12-01", status)});
    EXPECT_EQ(said(read, "pregnant"), "present") << status;
    EXPECT_EQ(fate(read, "Procedure/p"), "ignored: its status is " + status);
  }
}

TEST(ImportProcedure, AnInductionOfLabourEndsNothing) {
  EXPECT_EQ(
      said(import_resources({pregnancy_since("2025-08-01"), procedure(induction, "2025-12-01")}),
           "pregnant"),
      "present");
}

TEST(ImportProcedure, ThePersonsOwnWordOfTheDayOutlastsABirthOfTheDay) {
  const std::string answer = R"({"resourceType": "QuestionnaireResponse", "id": "q",
      "status": "completed", "authored": "2026-01-20", "item": [
      {"linkId": "pregnant", "answer": [{"valueBoolean": true}]}]})";
  std::string birth = procedure(childbirth, "2026-01-20");
  EXPECT_EQ(said(import_text(bundle_of({answer, birth}), {"2026-01-21", std::nullopt}).value(),
                 "pregnant"),
            "present");
}

TEST(ImportProcedure, ABirthWithinSixWeeksIsPostpartum) {
  EXPECT_EQ(said(import_resources({procedure(childbirth, "2026-01-01")}), "postpartum"), "present");
  EXPECT_EQ(said(import_resources({procedure(childbirth, "2025-12-01")}), "postpartum"),
            "not asked");
  EXPECT_EQ(said(import_resources({procedure(termination, "2026-01-01")}), "postpartum"),
            "not asked");
}

TEST(ImportProcedure, R5NamesItsTimeOccurrence) {
  std::string birth = procedure(childbirth, "2026-01-01");
  birth.replace(birth.find("performedDateTime"), 17, "occurrenceDateTime");
  EXPECT_EQ(said(import_resources({birth}), "postpartum"), "present");
}

TEST(ImportProcedure, AnObstetricCodeOfIcd10PcsEndsAPregnancy) {
  std::string birth = procedure("10E0XZZ", "2026-01-01");
  birth.replace(birth.find("http://snomed.info/sct"), 22, "http://hl7.org/fhir/sid/icd-10-pcs");
  EXPECT_EQ(said(import_resources({birth}), "postpartum"), "present");
}

// What the content's own codes say: the small knowledge base has none.
std::string by_content(const std::string& resource, const std::string& finding) {
  static const knowledge::KnowledgeBase content = knowledge::load_embedded().value();
  const auto read =
      import_case(bundle_of({resource}), content, {"2026-01-31T10:00:00Z", std::nullopt});
  const auto& findings = read->presentation.findings;
  const auto found = findings.find(*content.findings.find(finding));
  return found == findings.end()
             ? "not asked"
             : triage::state_words(content.findings[found->first], found->second.value);
}

std::string spinal_procedure(const std::string& snomed, const std::string& day) {
  return by_content(procedure(snomed, day), "spinal_procedure_recent");
}

TEST(ImportProcedure, AnEpiduralForBirthOrSurgeryIsNoSpinalProcedureToAskMriFor) {
  EXPECT_EQ(spinal_procedure("18946005", "2026-01-30"), "not asked");
}

TEST(ImportProcedure, AnOldOperationOnTheProblemListIsNotARecentOne) {
  const std::string problem =
      R"({"resourceType": "Condition", "id": "c", "subject": {"reference": "Patient/1"},
          "onsetDateTime": "2010-01-01", "recordedDate": "2026-01-25",
          "code": {"coding": [{"system": "http://snomed.info/sct", "code": "55705006"}]}})";
  EXPECT_EQ(by_content(problem, "spinal_procedure_recent"), "not asked");
}

TEST(ImportMedication, ATabletOfAnOrderIsAMedicineTakenToo) {
  const auto taking = [](const std::string& rxnorm) {
    return R"({"resourceType": "MedicationStatement", "id": "m", "status": "active",
          "subject": {"reference": "Patient/1"}, "effectiveDateTime": "2026-01-30",
          "medicationCodeableConcept": {"coding": [{"code": ")" +
           rxnorm + R"(", "system": "http://www.nlm.nih.gov/research/umls/rxnorm"}]}})";
  };
  EXPECT_EQ(by_content(taking("197806"), "nsaid_use_current"), "present");  // ibuprofen 600 mg
  for (const std::string code : {"1292", "21949", "57258", "6845", "828348"}) {
    EXPECT_EQ(by_content(taking(code), "sedative_use"), "present") << code;
  }
}

TEST(ImportProcedure, ASpinalProcedureOfTheLastThreeMonthsIsOne) {
  for (const std::string code : {"277762005", "387731002", "3418002", "55705006"}) {
    EXPECT_EQ(spinal_procedure(code, "2025-12-20"), "present") << code;
    EXPECT_EQ(spinal_procedure(code, "2025-09-20"), "not asked") << code;
  }
  EXPECT_EQ(spinal_procedure("80146002", "2025-12-20"), "not asked");  // appendectomy
}

TEST(ImportProcedure, ABirthToComeIsADataError) {
  const Imported read =
      import_resources({pregnancy_since("2025-08-01"), procedure(childbirth, "2026-03-01")});
  EXPECT_EQ(said(read, "pregnant"), "present");
  EXPECT_THAT(issues(read), HasSubstr("a date to come is a data error"));
}

}  // namespace
}  // namespace paraspinal::fhir
