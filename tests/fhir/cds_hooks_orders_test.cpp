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

const std::string atc = "http://www.whocc.no/atc";
const std::string rxnorm = "http://www.nlm.nih.gov/research/umls/rxnorm";
const std::string snomed = "http://snomed.info/sct";

CdsCase signing(const std::vector<std::string>& orders) {
  CdsCase call;
  call.hook = "order-sign";
  call.context["draftOrders"] = untyped_bundle(orders);
  return call;
}

CdsCase ibuprofen() {
  return signing({draft("1", atc, "M01AE01")});
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
  EXPECT_THAT(actions_of({{atc, "M01AE01", ""}}, knowledge), ElementsAre("nsaid"));
  EXPECT_THAT(actions_of({{rxnorm, "5640", ""}}, knowledge), ElementsAre("nsaid"));
  EXPECT_THAT(actions_of({{rxnorm, "828348", ""}}, knowledge), ElementsAre("muscle_relaxant"));
  EXPECT_THAT(actions_of({{atc, "M03BX01", ""}}, knowledge), ElementsAre("muscle_relaxant"));
  EXPECT_THAT(actions_of({{atc, "N02AX02", ""}}, knowledge), ElementsAre("weak_opioid"));
  EXPECT_THAT(actions_of({{snomed, "266694003", ""}}, knowledge), ElementsAre("heat"));
  EXPECT_THAT(actions_of({{atc, "J01CA04", "Ibuprofen"}}, knowledge), IsEmpty());
  EXPECT_THAT(actions_of({{"", "M01AE01", ""}}, knowledge), IsEmpty());
}

TEST(CdsOrders, AnAntiInflammatoryAtThirtyOneWeeksIsWithheldAtSigning) {
  const auto cards = cards_of(pregnant(ibuprofen()));
  ASSERT_THAT(cards, SizeIs(1));
  EXPECT_EQ(text_of(cards[0], "indicator"), "critical");
  EXPECT_THAT(text_of(cards[0], "summary"), HasSubstr("Harms the baby from 20 weeks"));
  EXPECT_THAT(text_of(cards[0], "detail"), HasSubstr("31"));
  EXPECT_THAT(text_of(*cards[0].member("source"), "url"), StartsWith("https://www.fda.gov/"));
}

TEST(CdsOrders, WhileChoosingItIsAWarning) {
  CdsCase call = pregnant(ibuprofen());
  call.hook = "order-select";
  call.context["selections"] = R"(["MedicationRequest/1"])";
  EXPECT_EQ(text_of(cards_of(call).at(0), "indicator"), "warning");
}

TEST(CdsOrders, OnlyTheSelectedOrdersAreJudgedWhileChoosing) {
  CdsCase call = pregnant(ibuprofen());
  call.hook = "order-select";
  call.context["selections"] = R"(["MedicationRequest/2"])";
  EXPECT_THAT(cards_of(call), IsEmpty());
}

TEST(CdsOrders, TheSuggestionTakesOutThatOrder) {
  const auto cards =
      cards_of(pregnant(signing({draft("9", atc, "J01CA04"), draft("1", atc, "M01AE01")})));
  ASSERT_THAT(cards, SizeIs(1));
  EXPECT_EQ(text_of(cards[0], "selectionBehavior"), "at-most-one");
  const Json& suggestion = cards[0].member("suggestions")->items()[0];
  EXPECT_TRUE(suggestion.member("isRecommended")->truth());
  const Json& action = suggestion.member("actions")->items()[0];
  EXPECT_EQ(text_of(action, "type"), "delete");
  EXPECT_EQ(text_of(action, "resourceId"), "MedicationRequest/1");
}

TEST(CdsOrders, AnOrderAlreadySignedIsNotSuggestedForRemoval) {
  std::string active = draft("1", atc, "M01AE01");
  active.replace(active.find("\"draft\""), 7, "\"active\"");
  EXPECT_EQ(cards_of(pregnant(signing({active}))).at(0).member("suggestions"), nullptr);
}

TEST(CdsOrders, WithoutARiskThereIsNoCard) {
  EXPECT_THAT(cards_of(ibuprofen()), IsEmpty());
}

TEST(CdsOrders, AnUnknownPregnancyMakesNoCard) {
  CdsCase call = ibuprofen();
  call.prefetch["patient"] =
      R"({"resourceType":"Patient","id":"p","gender":"female","birthDate":"1997-02-03"})";
  EXPECT_THAT(cards_of(call), IsEmpty());
}

TEST(CdsOrders, PregnantOfUnknownWeeksIsAWarningThatAsksForThem) {
  CdsCase call = pregnant(ibuprofen());
  call.prefetch["observations"] = "null";
  const auto cards = cards_of(call);
  ASSERT_THAT(cards, SizeIs(1));
  EXPECT_EQ(text_of(cards[0], "indicator"), "warning");
  EXPECT_THAT(text_of(cards[0], "detail"), HasSubstr("**Find out first:** Weeks of pregnancy"));
}

// contraindication.csv: egfr<30 and anticoagulant_use and peptic_ulcer_hx withhold; age 75
// cautions.
TEST(CdsOrders, KidneysBloodThinnersAndAgeStandAgainstAnAntiInflammatory) {
  CdsCase call = ibuprofen();
  call.prefetch["observations"] =
      searchset({observation("kidneys", "62238-1",
                             R"("valueQuantity":{"value":22,"code":"mL/min/{1.73_m2}",)"
                             R"("system":"http://unitsofmeasure.org"})")});
  EXPECT_THAT(summary_of(call), HasSubstr("Kidney function is too low"));
  call = ibuprofen();
  call.prefetch["medications"] = searchset({medication("w", "B01AA03")});
  EXPECT_THAT(summary_of(call), HasSubstr("May bleed with a blood thinner"));
  call = ibuprofen();
  call.prefetch["patient"] = R"({"resourceType":"Patient","id":"p","birthDate":"1948-01-01"})";
  const auto cards = cards_of(call);
  EXPECT_EQ(text_of(cards.at(0), "indicator"), "info");
  EXPECT_THAT(text_of(cards.at(0), "summary"), StartsWith("Anti-inflammatory, take care: Over 75"));
}

TEST(CdsOrders, AMuscleRelaxantIsWithheldFromTheOld) {
  CdsCase call = signing({draft("1", rxnorm, "6845")});
  call.prefetch["patient"] = R"({"resourceType":"Patient","id":"p","birthDate":"1948-01-01"})";
  EXPECT_THAT(summary_of(call), StartsWith("Muscle relaxant, withhold: Falls and confusion"));
}

TEST(CdsOrders, HeatIsCautionedInPregnancy) {
  EXPECT_THAT(summary_of(pregnant(signing({draft("1", snomed, "266694003")}))),
              StartsWith("Heat, take care: Warm, not hot, and never on the belly"));
}

TEST(CdsOrders, OrdersOfNoConcernNeedNoChart) {
  CdsCase call = signing({draft("1", atc, "J01CA04")});
  call.prefetch.clear();
  EXPECT_THAT(cards_of(call), IsEmpty());
}

TEST(CdsOrders, AnEmptyAnswerIsNotGivenOnAChartThatWasNotSeen) {
  CdsCase call = ibuprofen();
  call.prefetch.erase("observations");
  call.prefetch.erase("medications");
  EXPECT_THAT(answered(call).lacks, ElementsAre("observations", "medications"));
}

TEST(CdsOrders, WhatStandsAgainstItIsToldThoughTheRestWasNotSeen) {
  CdsCase call = pregnant(ibuprofen());
  call.prefetch.erase("medications");
  EXPECT_THAT(text_of(cards_of(call).at(0), "detail"),
              HasSubstr("**Not known from the chart:** prescribed medicines (not sent)"));
}

TEST(CdsOrders, OrdersOfAnotherPatientOrNotToBeDoneAreNotJudged) {
  std::string other = draft("1", atc, "M01AE01");
  other.replace(other.find("Patient/p"), 9, "Patient/q");
  EXPECT_THAT(cards_of(pregnant(signing({other}))), IsEmpty());
  std::string not_to = draft("1", atc, "M01AE01");
  not_to.pop_back();
  EXPECT_THAT(cards_of(pregnant(signing({not_to + R"(,"doNotPerform":true})"}))), IsEmpty());
}

TEST(CdsOrders, AMedicationByReferenceIsFoundInTheOrderOrBesideIt) {
  const std::string medication =
      R"({"resourceType":"Medication","id":"m","code":{"coding":[{"system":")" + atc +
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

TEST(CdsOrders, TheOrderSignedAgainIsNotTakenForAMedicineTakenBesides) {
  CdsCase call = ibuprofen();
  call.prefetch["medications"] = searchset({medication("1", "M01AE01")});
  EXPECT_THAT(cards_of(call), IsEmpty());
  call.prefetch["medications"] = searchset({medication("2", "M01AE01")});
  EXPECT_THAT(summary_of(call), HasSubstr("Already takes one; never two together"));
}

TEST(CdsOrders, ParacetamolHasACardOnlyWhenItIsToBeWithheld) {
  CdsCase call = signing({draft("1", atc, "N02BE01")});
  call.prefetch["medications"] = searchset({medication("w", "B01AA03")});
  EXPECT_THAT(cards_of(call), IsEmpty());
  call.prefetch["medications"] = searchset({medication("2", "N02BE01")});
  EXPECT_THAT(summary_of(call), Not(HasSubstr("cards")));
}

}  // namespace
}  // namespace paraspinal::fhir
