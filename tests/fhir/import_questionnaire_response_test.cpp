#include "fhir/import_questionnaire_response.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using testing::HasSubstr;

std::string response_with(
    const std::string& items,
    const std::string& members = R"("status": "completed", "authored": "2026-01-31T09:00:00Z")") {
  return R"({"resourceType": "QuestionnaireResponse", "id": "1", )" + members + R"(, "item": [)" +
         items + "]}";
}

std::string item(const std::string& link, const std::string& value) {
  return R"({"linkId": ")" + link + R"(", "answer": [{)" + value + "}]}";
}

Imported imported_answers(const std::string& items) {
  return import_resources({response_with(items)});
}

TEST(ImportQuestionnaireResponse, ALinkIdIsAFinding) {
  const Imported read = imported_answers(item("saddle_anaesthesia", R"("valueBoolean": true)") +
                                         "," + item("fever", R"("valueBoolean": false)"));
  EXPECT_EQ(said(read, "saddle_anaesthesia"), "present");
  EXPECT_EQ(said(read, "fever"), "absent");
  const auto& answer = read.presentation.findings.begin()->second;
  EXPECT_EQ(answer.origin, "QuestionnaireResponse/1");
  EXPECT_EQ(answer.by, knowledge::SaidBy::caller);
}

TEST(ImportQuestionnaireResponse, NumbersAreInTheFindingsOwnUnit) {
  EXPECT_EQ(said(imported_answers(item("temp_c", R"("valueDecimal": 38.4)")), "temp_c"),
            "38.4 Cel");
  EXPECT_EQ(said(imported_answers(item("pain_nrs", R"("valueInteger": 7)")), "pain_nrs"), "7");
}

TEST(ImportQuestionnaireResponse, QuantitiesAreConverted) {
  EXPECT_EQ(said(imported_answers(item("crp", R"("valueQuantity": {"value": 5, "code": "mg/dL"})")),
                 "crp"),
            "50 mg/L");
}

TEST(ImportQuestionnaireResponse, DatesStringsAndCodingsAreRead) {
  EXPECT_EQ(said(imported_answers(item("edd", R"("valueDate": "2026-06-10")")), "edd"),
            "2026-06-10");
  EXPECT_EQ(
      said(imported_answers(item("urine_protein", R"("valueString": "trace")")), "urine_protein"),
      "trace");
  EXPECT_EQ(said(imported_answers(item("urine_protein", R"("valueCoding": {"code": "1+"})")),
                 "urine_protein"),
            "1+");
  EXPECT_EQ(said(imported_answers(item("fever", R"("valueCoding": {"code": "unknown"})")), "fever"),
            "unknown");
  EXPECT_EQ(
      said(imported_answers(item("fever", R"("valueCoding": {"system": "http://snomed.info/sct",
      "code": "373067005"})")),
           "fever"),
      "absent");
}

TEST(ImportQuestionnaireResponse, AnItemWithoutAnAnswerWasNotAnswered) {
  EXPECT_EQ(said(imported_answers(R"({"linkId": "fever"}, {"linkId": "pregnant", "answer": []})"),
                 "fever"),
            "not asked");
}

TEST(ImportQuestionnaireResponse, GroupsAndItemsInsideAnswersAreWalked) {
  const Imported read =
      imported_answers(R"({"linkId": "group", "item": [{"linkId": "fever", "answer": [
      {"valueBoolean": true, "item": [{"linkId": "temp_c", "answer": [{"valueDecimal": 39}]}]}]}]})");
  EXPECT_EQ(said(read, "fever"), "present");
  EXPECT_EQ(said(read, "temp_c"), "39 Cel");
}

TEST(ImportQuestionnaireResponse, RepeatedSiblingsAreAllRead) {
  const Imported read = imported_answers(
      R"({"linkId": "g", "item": [)" + item("fever", R"("valueBoolean": true)") +
      R"(]}, {"linkId": "g", "item": [)" + item("pregnant", R"("valueBoolean": false)") + "]}");
  EXPECT_EQ(said(read, "fever"), "present");
  EXPECT_EQ(said(read, "pregnant"), "absent");
}

TEST(ImportQuestionnaireResponse, ContradictingAnswersAreUnknown) {
  EXPECT_EQ(said(imported_answers(item("fever", R"("valueBoolean": true)") + "," +
                                  item("fever", R"("valueBoolean": false)")),
                 "fever"),
            "unknown");
}

TEST(ImportQuestionnaireResponse, AnUnknownLinkIdIsReported) {
  EXPECT_THAT(issues(imported_answers(item("colour", R"("valueBoolean": true)"))),
              HasSubstr("Bundle.entry[1].resource.item[0].linkId \"colour\" is no finding"));
}

TEST(ImportQuestionnaireResponse, AnAnswerOfTheWrongTypeIsReportedAndNotUsed) {
  const Imported read = imported_answers(item("fever", R"("valueDecimal": 5)"));
  EXPECT_EQ(said(read, "fever"), "not asked");
  EXPECT_THAT(issues(read), HasSubstr("5 does not fit fever, which is present or absent"));
}

TEST(ImportQuestionnaireResponse, AnImpossibleAnswerIsAnIssueAndLeavesItsFindingUnknown) {
  const Imported read = imported_answers(item("temp_c", R"("valueDecimal": 384)"));
  EXPECT_EQ(said(read, "temp_c"), "not asked");
  EXPECT_EQ(read.ledger.issues.back().expression,
            "Bundle.entry[1].resource.item[0].answer[0].valueDecimal");
  EXPECT_THAT(issues(read), HasSubstr("temp_c 384 Cel is impossible, expected 25 to 45 Cel"));
}

TEST(ImportQuestionnaireResponse, WithoutADateItMayWarnAndMayNotReassure) {
  const Imported read =
      import_resources({response_with(item("saddle_anaesthesia", R"("valueBoolean": true)") + "," +
                                          item("fever", R"("valueBoolean": false)") + "," +
                                          item("temp_c", R"("valueDecimal": 36.5)"),
                                      R"("status": "completed")")});
  EXPECT_EQ(said(read, "saddle_anaesthesia"), "present");
  EXPECT_EQ(said(read, "fever"), "not asked");
  EXPECT_EQ(said(read, "temp_c"), "not asked");
  EXPECT_THAT(issues(read), HasSubstr("authored is missing: only what it says is present is used"));
}

TEST(ImportQuestionnaireResponse, StoppedAndErroneousResponsesSayNothing) {
  for (const std::string status : {"stopped", "entered-in-error"}) {
    const Imported read = import_resources({response_with(item("fever", R"("valueBoolean": true)"),
                                                          R"("status": ")" + status + "\"")});
    EXPECT_EQ(said(read, "fever"), "not asked");
  }
}

TEST(ImportQuestionnaireResponse, InProgressIsUsedWithAMark) {
  const Imported read = import_resources(
      {response_with(item("fever", R"("valueBoolean": true)"), R"("status": "in-progress")")});
  EXPECT_EQ(said(read, "fever"), "present");
  EXPECT_THAT(issues(read), HasSubstr("in-progress"));
}

TEST(ImportQuestionnaireResponse, AnswersOlderThanAWeekAreAskedAgain) {
  const Imported read =
      import_resources({response_with(item("fever", R"("valueBoolean": true)"),
                                      R"("status": "completed", "authored": "2026-01-20")")});
  EXPECT_EQ(said(read, "fever"), "not asked");
}

TEST(ImportQuestionnaireResponse, AnAnswerOfAWrongShapeIsToldAndTakesNoOtherWithIt) {
  for (const std::string& wrong :
       {item("fever", R"("valueBoolean": "true")"), std::string(R"({"linkId": 7, "answer": []})"),
        std::string(R"({"linkId": "fever", "answer": "yes"})")}) {
    const Imported read =
        imported_answers(item("saddle_anaesthesia", R"("valueBoolean": true)") + "," + wrong);
    EXPECT_EQ(said(read, "saddle_anaesthesia"), "present") << wrong;
    EXPECT_EQ(said(read, "fever"), "not asked") << wrong;
    EXPECT_THAT(issues(read), HasSubstr("Bundle.entry[1].resource.item[1]")) << wrong;
    EXPECT_EQ(read.ledger.entries[1].cause, Cause::in_part) << wrong;
  }
}

TEST(ImportQuestionnaireResponse, OfWrongShapesAloneIsUnreadable) {
  const Imported read = imported_answers(item("fever", R"("valueBoolean": "true")"));
  EXPECT_THAT(fate(read, "QuestionnaireResponse/1"), HasSubstr("unreadable: "));
}

TEST(ImportQuestionnaireResponse, TheSourceSaysWhoAnswered) {
  const Imported read = import_resources(
      {response_with(item("fever", R"("valueBoolean": true)"),
                     R"("status": "completed", "source": {"reference": "RelatedPerson/2"})")});
  EXPECT_EQ(read.presentation.findings.begin()->second.by, knowledge::SaidBy::proxy);
}

TEST(ImportQuestionnaireResponse, TheNewerOfChartAndAnswersIsUsedAndTheOtherReported) {
  const Imported read = import_resources(
      {response_with(item("diabetes_known", R"("valueBoolean": false)")),
       R"({"resourceType": "Condition", "id": "2", "recordedDate": "2020-01-01", "code": {"coding": [
           {"system": "http://snomed.info/sct", "code": "73211009"}]}})"});
  EXPECT_EQ(said(read, "diabetes_known"), "absent");
  EXPECT_THAT(issues(read), HasSubstr("diabetes_known is present in Condition/2 and absent in "
                                      "QuestionnaireResponse/1, which is newer and is used"));
}

}  // namespace
}  // namespace paraspinal::fhir
