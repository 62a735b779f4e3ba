// Draft orders against the chart. Which rule holds is the content's (knowledge/content/
// contraindication.csv); weeks of pregnancy are counted by hand from the due date.

#include "fhir/cds_hooks_orders.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fhir/cds_hooks_drugs.h"
#include "tests/fhir/support/cds_case.h"

namespace paraspinal::fhir {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

const std::string atc_system = "http://www.whocc.no/atc";
const std::string rxnorm_system = "http://www.nlm.nih.gov/research/umls/rxnorm";
const std::string snomed_system = "http://snomed.info/sct";

CdsCase signing(const std::vector<std::string>& orders) {
  CdsCase call;
  call.hook = "order-sign";
  call.context["draftOrders"] = untyped_bundle(orders);
  return call;
}

CdsCase ibuprofen_order() {
  return signing({draft("1", atc_system, "M01AE01")});
}

// A woman due on 22 January 2027: 9 weeks and 0 days from now, so 31 weeks pregnant.
CdsCase pregnant(CdsCase call) {
  call.prefetch["patient"] =
      R"({"resourceType":"Patient","id":"p","gender":"female","birthDate":"1997-02-03"})";
  call.prefetch["observations"] =
      searchset({observation("due", "11778-8", R"("valueDateTime":"2027-01-22")")});
  call.prefetch["conditions"] = searchset({condition("pregnancy", "77386006", "2026-04-17")});
  return call;
}

std::string summary_of(const CdsCase& call) {
  const auto cards = cards_of(call);
  return cards.size() == 1 ? text_of(cards[0], "summary") : std::to_string(cards.size()) + " cards";
}

TEST(CdsOrders, CodesSayWhatIsOrdered) {
  const auto& knowledge = cds_clinic().knowledge();
  EXPECT_THAT(actions_of({{atc_system, "M01AE01", ""}}, knowledge), ElementsAre("nsaid"));
  EXPECT_THAT(actions_of({{rxnorm_system, "5640", ""}}, knowledge), ElementsAre("nsaid"));
  EXPECT_THAT(actions_of({{rxnorm_system, "828348", ""}}, knowledge),
              ElementsAre("muscle_relaxant"));
  EXPECT_THAT(actions_of({{atc_system, "M03BX01", ""}}, knowledge), ElementsAre("muscle_relaxant"));
  EXPECT_THAT(actions_of({{atc_system, "N02AX02", ""}}, knowledge), ElementsAre("weak_opioid"));
  EXPECT_THAT(actions_of({{snomed_system, "266694003", ""}}, knowledge), ElementsAre("heat"));
  EXPECT_THAT(actions_of({{atc_system, "J01CA04", "Ibuprofen"}}, knowledge), IsEmpty());
  EXPECT_THAT(actions_of({{"", "M01AE01", ""}}, knowledge), IsEmpty());
}

TEST(CdsOrders, AnAntiInflammatoryAtThirtyOneWeeksIsWithheldAtSigning) {
  const auto cards = cards_of(pregnant(ibuprofen_order()));
  ASSERT_THAT(cards, SizeIs(1));
  EXPECT_EQ(text_of(cards[0], "indicator"), "critical");
  EXPECT_THAT(text_of(cards[0], "summary"), HasSubstr("Harms the baby from 20 weeks"));
  EXPECT_THAT(text_of(cards[0], "detail"), HasSubstr("31"));
  EXPECT_THAT(text_of(*cards[0].member("source"), "url"), StartsWith("https://www.fda.gov/"));
}

TEST(CdsOrders, WeeksInDisputeAreToldOnTheCard) {
  CdsCase call = pregnant(ibuprofen_order());
  call.prefetch["observations"] =
      searchset({observation("due", "11778-8", R"("valueDateTime":"2027-01-22")"),
                 observation("weeks", "18185-9",
                             R"("valueQuantity":{"value":18,"code":"wk",)"
                             R"("system":"http://unitsofmeasure.org"})")});
  const auto cards = cards_of(call);
  ASSERT_THAT(cards, SizeIs(1));
  EXPECT_EQ(text_of(cards[0], "indicator"), "critical");
  EXPECT_THAT(
      text_of(cards[0], "detail"),
      HasSubstr("**Weeks in dispute:** 18 wk stated, 31 wk by the due date: judged by both"));
  EXPECT_THAT(text_of(cards_of(pregnant(ibuprofen_order())).at(0), "detail"),
              Not(HasSubstr("dispute")));
}

TEST(CdsOrders, AllThatTheChartHoldsIsToldForTheAuditThoughThereIsNoCard) {
  CdsCase call = ibuprofen_order();
  call.prefetch["conditions"] = searchset({condition("sugar", "73211009")});
  EXPECT_THAT(cards_of(call), IsEmpty());
  const CdsAnswer answer = answered(call);
  EXPECT_THAT(answer.used, testing::Contains("diabetes_known present (Condition/sugar)"));
  EXPECT_FALSE(answer.assessed.has_value());
}

TEST(CdsOrders, WhileChoosingItIsAWarning) {
  CdsCase call = pregnant(ibuprofen_order());
  call.hook = "order-select";
  call.context["selections"] = R"(["MedicationRequest/1"])";
  EXPECT_EQ(text_of(cards_of(call).at(0), "indicator"), "warning");
}

TEST(CdsOrders, OnlyTheSelectedOrdersAreJudgedWhileChoosing) {
  CdsCase call = pregnant(ibuprofen_order());
  call.hook = "order-select";
  call.context["selections"] = R"(["MedicationRequest/2"])";
  EXPECT_THAT(cards_of(call), IsEmpty());
}

TEST(CdsOrders, TheSuggestionTakesOutThatOrder) {
  const auto cards = cards_of(
      pregnant(signing({draft("9", atc_system, "J01CA04"), draft("1", atc_system, "M01AE01")})));
  ASSERT_THAT(cards, SizeIs(1));
  EXPECT_EQ(text_of(cards[0], "selectionBehavior"), "at-most-one");
  const Json& suggestion = cards[0].member("suggestions")->items()[0];
  EXPECT_TRUE(suggestion.member("isRecommended")->truth());
  const Json& action = suggestion.member("actions")->items()[0];
  EXPECT_EQ(text_of(action, "type"), "delete");
  EXPECT_EQ(text_of(action, "resourceId"), "MedicationRequest/1");
}

TEST(CdsOrders, AnOrderAlreadySignedIsNotSuggestedForRemoval) {
  std::string active = draft("1", atc_system, "M01AE01");
  active.replace(active.find("\"draft\""), 7, "\"active\"");
  EXPECT_EQ(cards_of(pregnant(signing({active}))).at(0).member("suggestions"), nullptr);
}

TEST(CdsOrders, WithoutARiskThereIsNoCard) {
  EXPECT_THAT(cards_of(ibuprofen_order()), IsEmpty());
}

TEST(CdsOrders, AnUnknownPregnancyMakesNoCard) {
  CdsCase call = ibuprofen_order();
  call.prefetch["patient"] =
      R"({"resourceType":"Patient","id":"p","gender":"female","birthDate":"1997-02-03"})";
  EXPECT_THAT(cards_of(call), IsEmpty());
}

TEST(CdsOrders, PregnantOfUnknownWeeksIsAWarningThatAsksForThem) {
  CdsCase call = pregnant(ibuprofen_order());
  call.prefetch["observations"] = "null";
  const auto cards = cards_of(call);
  ASSERT_THAT(cards, SizeIs(1));
  EXPECT_EQ(text_of(cards[0], "indicator"), "warning");
  EXPECT_THAT(text_of(cards[0], "detail"), HasSubstr("**Find out first:** Weeks of pregnancy"));
}

// contraindication.csv: egfr<30 and anticoagulant_use and peptic_ulcer_hx withhold; age 75
// cautions.
TEST(CdsOrders, KidneysBloodThinnersAndAgeStandAgainstAnAntiInflammatory) {
  CdsCase call = ibuprofen_order();
  call.prefetch["observations"] =
      searchset({observation("kidneys", "62238-1",
                             R"("valueQuantity":{"value":22,"code":"mL/min/{1.73_m2}",)"
                             R"("system":"http://unitsofmeasure.org"})")});
  EXPECT_THAT(summary_of(call), HasSubstr("Kidney function is too low"));
  call = ibuprofen_order();
  call.prefetch["medications"] = searchset({medication("w", "B01AA03")});
  EXPECT_THAT(summary_of(call), HasSubstr("May bleed with a blood thinner"));
  call = ibuprofen_order();
  call.prefetch["patient"] = R"({"resourceType":"Patient","id":"p","birthDate":"1948-01-01"})";
  const auto cards = cards_of(call);
  EXPECT_EQ(text_of(cards.at(0), "indicator"), "info");
  EXPECT_THAT(text_of(cards.at(0), "summary"), StartsWith("Anti-inflammatory, take care: Over 75"));
}

TEST(CdsOrders, AMuscleRelaxantIsWithheldFromTheOld) {
  CdsCase call = signing({draft("1", rxnorm_system, "6845")});
  call.prefetch["patient"] = R"({"resourceType":"Patient","id":"p","birthDate":"1948-01-01"})";
  EXPECT_THAT(summary_of(call), StartsWith("Muscle relaxant, withhold: Falls and confusion"));
}

TEST(CdsOrders, HeatIsCautionedInPregnancy) {
  EXPECT_THAT(summary_of(pregnant(signing({draft("1", snomed_system, "266694003")}))),
              StartsWith("Heat, take care: Warm, not hot, and never on the belly"));
}

TEST(CdsOrders, OrdersOfNoConcernNeedNoChart) {
  CdsCase call = signing({draft("1", atc_system, "J01CA04")});
  call.prefetch.clear();
  EXPECT_THAT(cards_of(call), IsEmpty());
}

TEST(CdsOrders, AnEmptyAnswerIsNotGivenOnAChartThatWasNotSeen) {
  CdsCase call = ibuprofen_order();
  call.prefetch.erase("observations");
  call.prefetch.erase("medications");
  EXPECT_THAT(answered(call).lacks, ElementsAre("observations", "medications"));
}

TEST(CdsOrders, WhatStandsAgainstItIsToldThoughTheRestWasNotSeen) {
  CdsCase call = pregnant(ibuprofen_order());
  call.prefetch.erase("medications");
  EXPECT_THAT(text_of(cards_of(call).at(0), "detail"),
              HasSubstr("**Not known from the chart:** prescribed medicines (not sent)"));
}

TEST(CdsOrders, OrdersOfAnotherPatientOrNotToBeDoneAreNotJudged) {
  std::string other = draft("1", atc_system, "M01AE01");
  other.replace(other.find("Patient/p"), 9, "Patient/q");
  EXPECT_THAT(cards_of(pregnant(signing({other}))), IsEmpty());
  std::string not_to = draft("1", atc_system, "M01AE01");
  not_to.pop_back();
  EXPECT_THAT(cards_of(pregnant(signing({not_to + R"(,"doNotPerform":true})"}))), IsEmpty());
}

TEST(CdsOrders, AMedicationByReferenceIsFoundInTheOrderOrBesideIt) {
  const std::string medication =
      R"({"resourceType":"Medication","id":"m","code":{"coding":[{"system":")" + atc_system +
      R"(","code":"M01AE01"}]}})";
  const auto order = [](const std::string& reference, const std::string& more) {
    return R"({"resourceType":"MedicationRequest","id":"1","status":"draft","medicationReference":)"
           R"({"reference":")" +
           reference + R"("})" + more + "}";
  };
  EXPECT_THAT(cards_of(pregnant(signing({order("#m", R"(,"contained":[)" + medication + "]")}))),
              SizeIs(1));
  EXPECT_THAT(cards_of(pregnant(signing({order("Medication/m", ""), medication}))), SizeIs(1));
}

TEST(CdsOrders, AMedicationByReferenceIsFoundInWhatWasPrefetched) {
  const std::string medication =
      R"({"resourceType":"Medication","id":"m","code":{"coding":[{"system":")" + atc_system +
      R"(","code":"M01AE01"}]}})";
  const auto order = [](const std::string& reference) {
    return R"({"resourceType":"MedicationRequest","id":"1","status":"draft","medicationReference":)"
           R"({"reference":")" +
           reference + R"("}})";
  };
  for (const std::string reference :
       {"Medication/m", "https://ehr.example/fhir/Medication/m", "Medication/m/_history/2"}) {
    CdsCase call = pregnant(signing({order(reference)}));
    call.prefetch["medications"] = searchset({medication});
    EXPECT_THAT(cards_of(call), SizeIs(1)) << reference;
  }
  CdsCase alone = pregnant(signing({order("Medication/m")}));
  alone.prefetch["medicine"] = medication;  // a key of the client's own
  EXPECT_THAT(cards_of(alone), SizeIs(1));
  CdsCase other = pregnant(signing({order("Medication/other")}));
  other.prefetch["medications"] = searchset({medication});
  EXPECT_THAT(cards_of(other), IsEmpty());
}

TEST(CdsOrders, IngredientsSayWhatIsOrdered) {
  const std::string order =
      R"({"resourceType":"MedicationRequest","id":"1","status":"draft","medicationReference":)"
      R"({"reference":"#m"},"contained":[{"resourceType":"Medication","id":"m","ingredient":)"
      R"([{"itemCodeableConcept":{"coding":[{"system":")" +
      atc_system + R"(","code":"M01AE01"}]}}]}]})";
  EXPECT_THAT(cards_of(pregnant(signing({order}))), SizeIs(1));
}

TEST(CdsOrders, TheOtherDraftsCountAsTaken) {
  const auto two =
      cards_of(signing({draft("1", atc_system, "M01AE01"), draft("2", atc_system, "M01AE02")}));
  ASSERT_THAT(two, SizeIs(2));
  EXPECT_THAT(text_of(two[0], "summary"), HasSubstr("Already takes one; never two together"));
  EXPECT_THAT(text_of(two[0], "detail"), HasSubstr("MedicationRequest/2"));
  EXPECT_THAT(
      summary_of(signing({draft("1", atc_system, "M01AE01"), draft("2", atc_system, "B01AA03")})),
      HasSubstr("May bleed with a blood thinner"));
}

// CKD-EPI 2021 of a man of 40 with 5 mg/dl: 14 ml/min.
TEST(CdsOrders, CreatinineGivesTheKidneyFunction) {
  CdsCase call = ibuprofen_order();
  call.prefetch["observations"] = searchset({observation(
      "kidneys", "2160-0",
      R"("valueQuantity":{"value":5,"code":"mg/dL","system":"http://unitsofmeasure.org"})")});
  EXPECT_THAT(summary_of(call),
              StartsWith("Anti-inflammatory, withhold: Kidney function is too low"));
}

CdsCase with_kidneys(const std::string& comparator, const std::string& value) {
  CdsCase call = ibuprofen_order();
  call.prefetch["observations"] = searchset(
      {observation("kidneys", "62238-1",
                   R"("valueQuantity":{"value":)" + value + R"(,"comparator":")" + comparator +
                       R"(","code":"mL/min/{1.73_m2}","system":"http://unitsofmeasure.org"})")});
  return call;
}

// The content withholds below 30, and asks for care below 60.
TEST(CdsOrders, ABoundWhollyBelowAThresholdWithholdsLikeTheNumber) {
  for (const auto& [comparator, value] :
       std::vector<std::pair<std::string, std::string>>{{"<", "15"}, {"<=", "15"}, {"<", "30"}}) {
    const auto cards = cards_of(with_kidneys(comparator, value));
    ASSERT_THAT(cards, SizeIs(1)) << comparator << value;
    EXPECT_EQ(text_of(cards[0], "indicator"), "critical");
    EXPECT_THAT(text_of(cards[0], "summary"),
                StartsWith("Anti-inflammatory, withhold: Kidney function is too low"));
  }
  EXPECT_THAT(cards_of(with_kidneys(">", "60")), IsEmpty());
}

TEST(CdsOrders, ABoundThatLiesAcrossAThresholdIsAWarning) {
  const auto cards = cards_of(with_kidneys("<", "60"));
  ASSERT_THAT(cards, SizeIs(1));
  EXPECT_EQ(text_of(cards[0], "indicator"), "warning");
  EXPECT_THAT(text_of(cards[0], "summary"), HasSubstr("could not be read: "));
  EXPECT_THAT(text_of(cards[0], "summary"), HasSubstr("<60 mL/min"));
}

TEST(CdsOrders, ABoundOnPlateletsWithholdsToo) {
  CdsCase call = ibuprofen_order();
  call.prefetch["observations"] =
      searchset({observation("blood", "777-3",
                             R"("valueQuantity":{"value":10,"comparator":"<","code":"10*3/uL",)"
                             R"("system":"http://unitsofmeasure.org"})")});
  EXPECT_THAT(summary_of(call), StartsWith("Anti-inflammatory, withhold: "));
}

TEST(CdsOrders, ABoundThatStandsForItsNumberIsToldInTheAssessmentToo) {
  const auto& knowledge = cds_clinic().knowledge();
  const auto read = import_case(
      R"({"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":
      "Patient","id":"p","gender":"male","birthDate":"1986-01-01"}},{"resource":)" +
          observation("kidneys", "62238-1",
                      R"("valueQuantity":{"value":15,"comparator":"<","code":"mL/min/{1.73_m2}",)"
                      R"("system":"http://unitsofmeasure.org"})") +
          "}]}",
      knowledge, {.as_of = cds_now, .setting = {}});
  ASSERT_TRUE(read.has_value()) << read.error().message;
  const auto known = read->presentation.findings.find(*knowledge.findings.find("egfr"));
  ASSERT_NE(known, read->presentation.findings.end());
  EXPECT_LT(std::get<knowledge::Quantity>(known->second.value).value, 15);
  EXPECT_THAT(read->ledger.issues.back().diagnostics,
              HasSubstr("is a bound, not a number: egfr 14.9 mL/min/{1.73_m2} stands for it, which "
                        "every rule reads alike"));
}

TEST(CdsOrders, ANumberNewerThanTheBoundStandsForIt) {
  CdsCase call = ibuprofen_order();
  std::string old =
      observation("old", "62238-1",
                  R"("valueQuantity":{"value":60,"comparator":"<","code":"mL/min/{1.73_m2}",)"
                  R"("system":"http://unitsofmeasure.org"})");
  old.replace(old.find("2026-11-20"), 10, "2026-11-10");
  call.prefetch["observations"] =
      searchset({old, observation("new", "62238-1",
                                  R"("valueQuantity":{"value":90,"code":"mL/min/{1.73_m2}",)"
                                  R"("system":"http://unitsofmeasure.org"})")});
  EXPECT_THAT(cards_of(call), IsEmpty());
}

TEST(CdsOrders, AnEmptyAnswerIsNotGivenOnAChartThatFailedInPart) {
  for (const char* const key : {"allergies", "statements"}) {
    CdsCase call = ibuprofen_order();
    call.prefetch[key] = failed_query;
    EXPECT_THAT(answered(call).lacks, ElementsAre(key));
  }
  CdsCase call = ibuprofen_order();
  call.prefetch["observations"] =
      R"({"resourceType":"Bundle","link":[{"relation":"next","url":"x"}],"entry":[{"resource":)" +
      observation("t", "33914-3",
                  R"("valueQuantity":{"value":90,"code":"mL/min/{1.73_m2}",)"
                  R"("system":"http://unitsofmeasure.org"})") +
      "}]}";
  EXPECT_THAT(answered(call).lacks, ElementsAre("observations"));
}

// It may be a blood thinner.
TEST(CdsOrders, AMedicineWithoutACodeIsToldAtSigningAnAntiInflammatory) {
  const std::string text =
      R"({"resourceType":"MedicationRequest","id":"w","status":"active","intent":"order",)"
      R"("medicationCodeableConcept":{"text":"warfarin 5 mg"},)"
      R"("subject":{"reference":"Patient/p"},"authoredOn":"2026-10-20"})";
  const std::string elsewhere =
      R"({"resourceType":"MedicationRequest","id":"w","status":"active","intent":"order",)"
      R"("medicationReference":{"reference":"Medication/77","display":"warfarin 5 mg"},)"
      R"("subject":{"reference":"Patient/p"},"authoredOn":"2026-10-20"})";
  for (const std::string& taken : {text, elsewhere}) {
    CdsCase call = ibuprofen_order();
    call.prefetch["medications"] = searchset({taken});
    const auto cards = cards_of(call);
    ASSERT_THAT(cards, SizeIs(1));
    EXPECT_EQ(text_of(cards[0], "indicator"), "info");
    EXPECT_THAT(text_of(cards[0], "summary"), HasSubstr("could not be read: warfarin 5 mg"));
    call = signing({draft("1", atc_system, "N02BE01")});
    call.prefetch["medications"] = searchset({taken});
    EXPECT_THAT(cards_of(call), IsEmpty());
  }
}

// It may be an allergy to what is ordered.
TEST(CdsOrders, AnAllergyWithoutACodeIsToldAtSigningAnAntiInflammatory) {
  CdsCase call = ibuprofen_order();
  call.prefetch["allergies"] = searchset(
      {R"({"resourceType":"AllergyIntolerance","id":"a","patient":{"reference":"Patient/p"},)"
       R"("code":{"text":"Ibuprofen anaphylaxis"},"recordedDate":"2026-10-20"})"});
  EXPECT_THAT(summary_of(call), HasSubstr("could not be read: Ibuprofen anaphylaxis"));
}

TEST(CdsOrders, AnObservationOfNobodyKnownIsToldAtSigning) {
  CdsCase call = ibuprofen_order();
  std::string whose = observation("o", "82810-3", R"("valueBoolean":true)");
  whose.replace(whose.find("Patient/p"), 9, "urn:uuid:1");
  call.prefetch["observations"] = searchset({whose});
  EXPECT_THAT(summary_of(call), HasSubstr("Observation/o (whose it is could not be told)"));
}

// 31 weeks on 14 November are 31 weeks and 6 days on the 20th.
TEST(CdsOrders, NumbersHaveOneDecimalAndLabelsOneLine) {
  std::string order = draft("1", atc_system, "M01AE01");
  order.replace(order.find(R"({"coding")"), 1, R"({"text":"ibu\nprofen",)");
  CdsCase call = pregnant(signing({order}));
  std::string weeks = observation(
      "weeks", "49051-6",
      R"("valueQuantity":{"value":31,"code":"wk","system":"http://unitsofmeasure.org"})");
  weeks.replace(weeks.find("2026-11-20"), 10, "2026-11-14");
  call.prefetch["observations"] = searchset({weeks});
  const Json card = cards_of(call).at(0);
  EXPECT_THAT(text_of(card, "summary"), HasSubstr("31.9 wk"));
  EXPECT_EQ(text_of(card.member("suggestions")->items()[0], "label"), "Remove ibu profen");
}

TEST(CdsOrders, TheOrderSignedAgainIsNotTakenForAMedicineTakenBesides) {
  CdsCase call = ibuprofen_order();
  call.prefetch["medications"] = searchset({medication("1", "M01AE01")});
  EXPECT_THAT(cards_of(call), IsEmpty());
  call.prefetch["medications"] = searchset({medication("2", "M01AE01")});
  EXPECT_THAT(summary_of(call), HasSubstr("Already takes one; never two together"));
}

TEST(CdsOrders, ParacetamolHasACardOnlyWhenItIsToBeWithheld) {
  CdsCase call = signing({draft("1", atc_system, "N02BE01")});
  call.prefetch["medications"] = searchset({medication("w", "B01AA03")});
  EXPECT_THAT(cards_of(call), IsEmpty());
  call.prefetch["medications"] = searchset({medication("2", "N02BE01")});
  EXPECT_THAT(summary_of(call), Not(HasSubstr("cards")));
}

}  // namespace
}  // namespace paraspinal::fhir
