#include "fhir/enable_when.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fhir/support/small_knowledge.h"

namespace paraspinal::fhir {
namespace {

using testing::HasSubstr;

std::string boolean(const std::string& link, const std::string& value) {
  return R"({"linkId": ")" + link + R"(", "answer": [{"valueBoolean": )" + value + "}]}";
}

// A response with a Questionnaire of these items inside it.
std::string form_response(const std::string& questions, const std::string& answers,
                          const std::string& canonical = "#form") {
  return R"({"resourceType": "QuestionnaireResponse", "id": "1", "status": "completed",
      "authored": "2026-01-31T09:00:00Z", "questionnaire": ")" +
         canonical + R"(", "contained": [{"resourceType": "Questionnaire", "id": "form",
      "status": "active", "item": [)" +
         questions + R"(]}], "item": [)" + answers + "]}";
}

// `fever` is asked only when this holds of `gate`.
std::string fever_when(const std::string& condition, const std::string& behaviour = "any") {
  return R"({"linkId": "gate", "type": "boolean"}, {"linkId": "fever", "type": "boolean",
      "enableBehavior": ")" +
         behaviour + R"(", "enableWhen": [)" + condition + "]}";
}

std::string when(const std::string& operation, const std::string& answer) {
  return R"({"question": "gate", "operator": ")" + operation + R"(", )" + answer + "}";
}

// What is said of fever, answered yes, with this answer to the gate.
std::string said_of_fever(const std::string& questions, const std::string& gate) {
  return said(import_resources({form_response(questions, gate + "," + boolean("fever", "true"))}),
              "fever");
}

TEST(EnableWhen, AnAnswerThatWasNotToBeGivenIsIgnored) {
  const std::string questions = fever_when(when("=", R"("answerBoolean": true)"));
  EXPECT_EQ(said_of_fever(questions, boolean("gate", "true")), "present");
  EXPECT_EQ(said_of_fever(questions, boolean("gate", "false")), "not asked");
  EXPECT_THAT(issues(import_resources({form_response(
                  questions, boolean("gate", "false") + "," + boolean("fever", "true"))})),
              HasSubstr("\"fever\" was not to be answered (enableWhen): not used"));
}

TEST(EnableWhen, ExistsAsksWhetherThereIsAnAnswer) {
  const std::string exists = fever_when(when("exists", R"("answerBoolean": true)"));
  const std::string missing = fever_when(when("exists", R"("answerBoolean": false)"));
  EXPECT_EQ(said_of_fever(exists, boolean("gate", "false")), "present");
  EXPECT_EQ(said_of_fever(exists, R"({"linkId": "gate"})"), "not asked");
  EXPECT_EQ(said_of_fever(missing, boolean("gate", "false")), "not asked");
  EXPECT_EQ(said_of_fever(missing, R"({"linkId": "gate"})"), "present");
}

TEST(EnableWhen, NumbersAndDatesAreCompared) {
  const auto number = [](const std::string& value) {
    return R"({"linkId": "gate", "answer": [{"valueInteger": )" + value + "}]}";
  };
  EXPECT_EQ(said_of_fever(fever_when(when(">", R"("answerInteger": 5)")), number("6")), "present");
  EXPECT_EQ(said_of_fever(fever_when(when(">", R"("answerInteger": 5)")), number("5")),
            "not asked");
  EXPECT_EQ(said_of_fever(fever_when(when("<=", R"("answerDecimal": 5.0)")), number("5")),
            "present");
  EXPECT_EQ(said_of_fever(fever_when(when("<", R"("answerDate": "2026-01-10")")),
                          R"({"linkId": "gate", "answer": [{"valueDate": "2026-01-09"}]})"),
            "present");
}

TEST(EnableWhen, CodingsAreEqualByCodeAndSystem) {
  const std::string questions =
      fever_when(when("=", R"("answerCoding": {"system": "urn:a", "code": "x"})"));
  const auto coded = [](const std::string& system) {
    return R"({"linkId": "gate", "answer": [{"valueCoding": {"system": ")" + system +
           R"(", "code": "x", "display": "X"}}]})";
  };
  EXPECT_EQ(said_of_fever(questions, coded("urn:a")), "present");
  EXPECT_EQ(said_of_fever(questions, coded("urn:b")), "not asked");
}

TEST(EnableWhen, AllAndAnyJoinSeveralConditions) {
  const std::string both =
      when("exists", R"("answerBoolean": true)") + "," + when("=", R"("answerBoolean": true)");
  EXPECT_EQ(said_of_fever(fever_when(both, "all"), boolean("gate", "false")), "not asked");
  EXPECT_EQ(said_of_fever(fever_when(both, "any"), boolean("gate", "false")), "present");
}

TEST(EnableWhen, AnAnswerToADisabledItemEnablesNothing) {
  const std::string questions =
      R"({"linkId": "a", "type": "boolean"},
      {"linkId": "b", "type": "boolean", "enableWhen": [{"question": "a", "operator": "=",
       "answerBoolean": true}]},
      {"linkId": "fever", "type": "boolean", "enableWhen": [{"question": "b", "operator": "=",
       "answerBoolean": true}]})";
  EXPECT_EQ(said(import_resources(
                     {form_response(questions, boolean("a", "false") + "," + boolean("b", "true") +
                                                   "," + boolean("fever", "true"))}),
                 "fever"),
            "not asked");
}

TEST(EnableWhen, ItemsInsideADisabledGroupAreIgnored) {
  const std::string questions =
      R"({"linkId": "gate", "type": "boolean"}, {"linkId": "group", "type": "group", "enableWhen": [)" +
      when("=", R"("answerBoolean": true)") +
      R"(], "item": [{"linkId": "fever", "type": "boolean"}]})";
  EXPECT_EQ(said(import_resources({form_response(
                     questions, boolean("gate", "false") + R"(, {"linkId": "group", "item": [)" +
                                    boolean("fever", "true") + "]}")}),
                 "fever"),
            "not asked");
}

TEST(EnableWhen, WithoutItsQuestionnaireNothingIsDisabled) {
  EXPECT_EQ(said(import_resources({form_response(fever_when(when("=", R"("answerBoolean": true)")),
                                                 boolean("fever", "true"), "")}),
                 "fever"),
            "present");
}

TEST(QuestionCodes, ACodedQuestionOfAnotherFormIsReadByItsCode) {
  const std::string questions = R"({"linkId": "/72514-3", "type": "integer", "code": [{"system":
      "http://loinc.org", "code": "72514-3"}]})";
  EXPECT_EQ(said(import_resources({form_response(
                     questions, R"({"linkId": "/72514-3", "answer": [{"valueInteger": 7}]})")}),
                 "pain_nrs"),
            "7");
}

TEST(QuestionCodes, ANumberOfAnotherFormNeedsItsUnit) {
  const std::string questions = R"({"linkId": "t", "type": "decimal", "code": [{"system":
      "http://loinc.org", "code": "8310-5"}]})";
  const auto temperature = [&](const std::string& value) {
    return said(import_resources(
                    {form_response(questions, R"({"linkId": "t", "answer": [{)" + value + "}]}")}),
                "temp_c");
  };
  EXPECT_EQ(temperature(R"("valueDecimal": 38.4)"), "not asked");
  EXPECT_EQ(temperature(R"("valueQuantity": {"value": 95, "code": "[degF]"})"), "35 Cel");
}

TEST(QuestionCodes, ALinkIdOfAForeignFormIsNoFinding) {
  const std::string foreign = R"({"resourceType": "QuestionnaireResponse", "id": "1",
      "status": "completed", "authored": "2026-01-31T09:00:00Z",
      "questionnaire": "http://example.org/Questionnaire/flu|2", "item": [)" +
                              boolean("fever", "true") + "]}";
  const Imported read = import_resources({foreign});
  EXPECT_EQ(said(read, "fever"), "not asked");
  EXPECT_THAT(issues(read), HasSubstr("\"fever\" is no finding of ours"));
}

TEST(QuestionCodes, SeveralAnswersThatContradictAreUnknown) {
  EXPECT_EQ(
      said(
          import_resources({form_response(
              R"({"linkId": "fever", "type": "boolean"})",
              R"({"linkId": "fever", "answer": [{"valueBoolean": true}, {"valueBoolean": false}]})")}),
          "fever"),
      "unknown");
}

}  // namespace
}  // namespace paraspinal::fhir
