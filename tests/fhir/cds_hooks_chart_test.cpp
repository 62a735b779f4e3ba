// What counts as seen, whose chart it is, and when a complaint of the back is active.

#include "fhir/cds_hooks_chart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fhir/support/cds_case.h"

namespace paraspinal::fhir {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string low_back_pain = "279039007";
const std::string chronic_low_back_pain = "278860009";

CdsCase with_conditions(const std::vector<std::string>& conditions) {
  CdsCase call;
  call.prefetch["conditions"] = searchset(conditions);
  return call;
}

std::string encounter_of_patient(const std::string& status, const std::string& more) {
  return R"({"resourceType":"Encounter","id":"e","status":")" + status +
         R"(","subject":{"reference":"Patient/p"})" + more + "}";
}

CdsCase in_encounter(const std::string& status, const std::string& more) {
  CdsCase call;
  call.context["encounterId"] = R"("e")";
  call.prefetch["encounter"] = encounter_of_patient(status, more);
  return call;
}

const std::string for_backache =
    R"(,"reasonCode":[{"coding":[{"system":"http://snomed.info/sct","code":"161891005"}]}])";

TEST(CdsChart, AnEmptyChartHasNoCard) {
  EXPECT_THAT(cards_of({}), IsEmpty());
}

TEST(CdsChart, AnActiveRecentBackConditionIsAComplaint) {
  EXPECT_THAT(cards_of(with_conditions({condition("back", low_back_pain)})), SizeIs(1));
}

TEST(CdsChart, OtherConditionsAreNoComplaint) {
  EXPECT_THAT(cards_of(with_conditions({condition("pressure", "38341003")})), IsEmpty());
}

// As some servers send it; the entries of a prefetch seldom have a fullUrl of their own.
TEST(CdsChart, FactsOfThePatientByAbsoluteReferenceAreUsed) {
  const auto absolute = [](std::string resource) {
    const std::string relative = "\"Patient/p\"";
    return resource.replace(resource.find(relative), relative.size(),
                            "\"https://ehr.example/fhir/Patient/p\"");
  };
  const auto cards = cards_of(with_conditions({absolute(condition("back", low_back_pain)),
                                               absolute(condition("aaa", "233985008", "2020"))}));
  ASSERT_THAT(cards, SizeIs(1));
  EXPECT_THAT(text_of(cards[0], "summary"), testing::StartsWith("Ambulance"));
}

TEST(CdsChart, AnOldProblemListEntryIsNoComplaint) {
  EXPECT_THAT(cards_of(with_conditions({condition("back", low_back_pain, "2026-06-01")})),
              IsEmpty());
  EXPECT_THAT(cards_of(with_conditions({condition("back", chronic_low_back_pain, "2019-02")})),
              IsEmpty());
}

TEST(CdsChart, AChronicEntryOfTheEncounterAtHandIsAComplaint) {
  CdsCase call = in_encounter("in-progress", "");
  std::string chronic = condition("back", chronic_low_back_pain, "2019-02");
  chronic.pop_back();
  call.prefetch["conditions"] =
      searchset({chronic + R"(,"encounter":{"reference":"Encounter/e"}})"});
  EXPECT_THAT(cards_of(call), SizeIs(1));
}

TEST(CdsChart, AResolvedOrRefutedBackConditionIsNoComplaint) {
  for (const auto& [from, to] :
       {std::pair{"\"active\"", "\"resolved\""}, std::pair{"\"confirmed\"", "\"refuted\""},
        std::pair{"\"confirmed\"", "\"entered-in-error\""}}) {
    std::string over = condition("back", low_back_pain);
    over.replace(over.find(from), std::string(from).size(), to);
    EXPECT_THAT(cards_of(with_conditions({over})), IsEmpty()) << to;
  }
}

TEST(CdsChart, SciaticaIsAComplaintOfTheBack) {
  CdsCase call = in_encounter(
      "arrived",
      R"(,"reasonCode":[{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M5431"}]}])");
  EXPECT_THAT(cards_of(call), SizeIs(1));
}

TEST(CdsChart, TheReasonOfACurrentEncounterIsAComplaint) {
  EXPECT_THAT(cards_of(in_encounter("arrived", for_backache)), SizeIs(1));
}

TEST(CdsChart, TheReasonOfAnEncounterThatIsOverIsNone) {
  EXPECT_THAT(cards_of(in_encounter("finished", for_backache)), IsEmpty());
}

TEST(CdsChart, AReasonInWordsOnlyIsNotInterpreted) {
  EXPECT_THAT(cards_of(in_encounter("arrived", R"(,"reasonCode":[{"text":"back pain"}])")),
              IsEmpty());
}

TEST(CdsChart, AnAnswerToTheQuestionnaireIsAComplaint) {
  CdsCase call;
  call.prefetch["responses"] = searchset({response({"back_complaint"})});
  EXPECT_THAT(cards_of(call), SizeIs(1));
}

TEST(CdsChart, WithoutPatientOrConditionsAnEmptyAnswerIsNotGiven) {
  CdsCase call;
  call.prefetch.erase("conditions");
  EXPECT_THAT(answered(call).lacks, ElementsAre("conditions"));
  call.prefetch.erase("patient");
  EXPECT_THAT(answered(call).lacks, ElementsAre("patient", "conditions"));
  call.prefetch["patient"] = "null";
  EXPECT_THAT(answered(call).lacks, ElementsAre("patient", "conditions"));
}

TEST(CdsChart, FailedIsNotEmpty) {
  CdsCase call;
  call.prefetch["conditions"] = R"({"resourceType":"OperationOutcome","issue":[]})";
  EXPECT_THAT(answered(call).lacks, ElementsAre("conditions"));
}

TEST(CdsChart, WhatIsNotNeededMayLackAndIsTold) {
  CdsCase call = with_conditions({condition("back", low_back_pain)});
  call.prefetch.erase("medications");
  call.prefetch["observations"] = R"({"resourceType":"OperationOutcome","issue":[]})";
  const std::string detail = text_of(cards_of(call).at(0), "detail");
  EXPECT_THAT(detail, HasSubstr("vital signs and laboratory (could not be fetched)"));
  EXPECT_THAT(detail, HasSubstr("prescribed medicines (not sent)"));
}

TEST(CdsChart, ACardFromTheReasonIsGivenThoughConditionsLack) {
  CdsCase call = in_encounter("arrived", for_backache);
  call.prefetch.erase("conditions");
  EXPECT_THAT(text_of(cards_of(call).at(0), "detail"), HasSubstr("recorded conditions (not sent)"));
}

TEST(CdsChart, AnotherPatientsRecordIsNoData) {
  CdsCase call;
  call.prefetch["patient"] = R"({"resourceType":"Patient","id":"q"})";
  EXPECT_EQ(
      error_of(call),
      "request.prefetch.patient.id: the Patient is another, \"q\", expected \"p\", the context's");
}

TEST(CdsChart, OneResourceOfAnotherPatientIsAnError) {
  std::string other = condition("back", low_back_pain);
  other.replace(other.find("Patient/p"), 9, "https://ehr.example/fhir/Patient/q");
  EXPECT_EQ(
      error_of(with_conditions({condition("a", "38341003"), other})),
      "request.prefetch.conditions.entry[1].resource.subject: the chart holds another person's "
      "record, of \"Patient/q\", expected "
      "\"Patient/p\", the context's");
}

TEST(CdsChart, AnotherEncounterThanTheContextsIsAnError) {
  CdsCase call = in_encounter("arrived", for_backache);
  call.context["encounterId"] = R"("f")";
  EXPECT_EQ(error_of(call),
            "request.prefetch.encounter.id: the Encounter is another, \"e\", expected \"f\", the "
            "context's");
}

TEST(CdsChart, AResultOfAnotherTypeThanTheQuerysIsAnError) {
  CdsCase call;
  call.prefetch["patient"] = R"({"resourceType":"Practitioner","id":"p"})";
  EXPECT_EQ(error_of(call),
            "request.prefetch.patient.resourceType: what was sent is \"Practitioner\", expected "
            "\"Patient\"");
}

TEST(CdsChart, IncludedResourcesOfOtherKindsAreLeftAside) {
  CdsCase call =
      with_conditions({condition("back", low_back_pain), R"({"resourceType":"Patient","id":"p"})",
                       R"({"resourceType":"Practitioner","id":"x"})"});
  EXPECT_THAT(cards_of(call), SizeIs(1));
}

TEST(CdsChart, NoCardForTheDeadOrForAChild) {
  CdsCase call = with_conditions({condition("back", low_back_pain)});
  call.prefetch["patient"] =
      R"({"resourceType":"Patient","id":"p","deceasedDateTime":"2026-01-01"})";
  EXPECT_THAT(cards_of(call), IsEmpty());
  call.prefetch["patient"] = R"({"resourceType":"Patient","id":"p","birthDate":"2014-01-01"})";
  EXPECT_THAT(cards_of(call), IsEmpty());
}

TEST(CdsChart, TheClassOfTheEncounterSaysWhereThePersonIs) {
  const auto questions_of = [](const std::string& code) {
    CdsCase call = in_encounter("arrived", for_backache + R"(,"class":{"code":")" + code + R"("})");
    return text_of(cards_of(call).at(0), "summary");
  };
  // On the telephone nobody can measure; more is open where the person is present.
  EXPECT_NE(questions_of("VR"), questions_of("EMER"));
}

}  // namespace
}  // namespace paraspinal::fhir
