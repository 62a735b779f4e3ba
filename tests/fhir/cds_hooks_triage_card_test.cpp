// The card on a back complaint. What a chart must lead to is from the cases of tests/pipeline:
// saddle numbness is an emergency department within the hour; a known aneurysm with new pain an
// ambulance.

#include "fhir/cds_hooks_triage_card.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fhir/support/cds_case.h"

namespace paraspinal::fhir {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

CdsCase back_pain() {
  CdsCase call;
  call.prefetch["conditions"] = searchset({condition("back", "279039007")});
  return call;
}

CdsCase saddle_numbness() {
  CdsCase call = back_pain();
  call.prefetch["responses"] = searchset({response({"saddle_anaesthesia"})});
  return call;
}

CdsCase booking(CdsCase call, const std::string& start, const std::string& patient = "p") {
  call.hook = "appointment-book";
  call.context["appointments"] = untyped_bundle(
      {R"({"resourceType":"Appointment","status":"proposed","start":")" + start +
       R"(","participant":[{"actor":{"reference":"Patient/)" + patient + R"("}}]})"});
  return call;
}

TEST(CdsTriageCard, SaddleNumbnessIsCriticalAndSaysWhereToAndWhy) {
  const auto cards = cards_of(saddle_numbness());
  ASSERT_THAT(cards, SizeIs(1));
  EXPECT_EQ(text_of(cards[0], "indicator"), "critical");
  EXPECT_THAT(text_of(cards[0], "summary"), StartsWith("Emergency department, within 1 hour: "));
  const std::string detail = text_of(cards[0], "detail");
  EXPECT_THAT(detail, HasSubstr("**Do:** "));
  EXPECT_THAT(detail, HasSubstr("**Why:** numb between the legs (QuestionnaireResponse/answers)"));
  EXPECT_THAT(detail, HasSubstr("**Not to be missed:** cauda equina syndrome"));
}

TEST(CdsTriageCard, ADetailIsShortEnoughForOneGlance) {
  for (const CdsCase& call : {back_pain(), saddle_numbness()}) {
    EXPECT_LE(text_of(cards_of(call).at(0), "detail").size(), 900U);
  }
}

TEST(CdsTriageCard, AChartWithoutARedFlagIsInformationAndNeverSelfCare) {
  const auto cards = cards_of(back_pain());
  ASSERT_THAT(cards, SizeIs(1));
  EXPECT_EQ(text_of(cards[0], "indicator"), "info");
  EXPECT_THAT(text_of(cards[0], "summary"), HasSubstr("no red flag in the chart"));
  EXPECT_THAT(text_of(cards[0], "summary"), HasSubstr("safety questions open"));
  EXPECT_THAT(write_json(cards[0]), Not(HasSubstr("self-care")));
}

TEST(CdsTriageCard, AProvisionalAnswerAsksAndLinksToTheQuestionnaire) {
  const Json card = cards_of(back_pain()).at(0);
  EXPECT_THAT(text_of(card, "detail"), HasSubstr("**Ask now:** "));
  EXPECT_THAT(text_of(card, "detail"), HasSubstr("**Not yet an answer:**"));
  EXPECT_EQ(text_of(card.member("links")->items()[0], "url"), "https://cds.example.org/questions");
}

const std::string fever_observation = observation(
    "t", "8310-5",
    R"("valueQuantity":{"value":39.1,"code":"Cel","system":"http://unitsofmeasure.org"})");

// red_flag.csv, rf_fever_back: fever and constant, unrelenting pain.
TEST(CdsTriageCard, FeverWithUnrelentingBackPainIsAWarning) {
  CdsCase call = back_pain();
  call.prefetch["observations"] = searchset({fever_observation});
  call.prefetch["responses"] = searchset({response({"pain_constant_unrelenting"})});
  const Json card = cards_of(call).at(0);
  EXPECT_EQ(text_of(card, "indicator"), "warning");
  EXPECT_THAT(text_of(card, "detail"), HasSubstr("39.1 Cel (Observation/t)"));
}

TEST(CdsTriageCard, ARedFlagThatIsHalfThereIsToldWithWhatItWaitsFor) {
  CdsCase call = back_pain();
  call.prefetch["observations"] = searchset({fever_observation});
  const std::string detail = text_of(cards_of(call).at(0), "detail");
  EXPECT_THAT(detail, HasSubstr("**Half there:** "));
  EXPECT_THAT(detail, HasSubstr("fever with back pain, waits for"));
  EXPECT_THAT(text_of(cards_of(back_pain()).at(0), "detail"), Not(HasSubstr("Half there")));
}

TEST(CdsTriageCard, AKnownAneurysmWithNewBackPainIsAnAmbulance) {
  CdsCase call;
  call.prefetch["conditions"] =
      searchset({condition("back", "279039007"), condition("aaa", "233985008", "2020")});
  EXPECT_THAT(text_of(cards_of(call).at(0), "summary"), StartsWith("Ambulance, now"));
}

std::string with_status(std::string condition, const std::string& verification) {
  return condition.replace(condition.find("confirmed"), 9, verification);
}

// condition.csv: cauda equina syndrome and ectopic pregnancy need an emergency department, a
// ruptured aneurysm an ambulance; coding.csv: their codes.
TEST(CdsTriageCard, ADangerousDiagnosisInTheChartIsNamedAndNeverDenied) {
  for (const char* const status : {"confirmed", "provisional", "differential", "unconfirmed"}) {
    CdsCase call;
    call.prefetch["conditions"] = searchset(
        {condition("back", "279039007"), with_status(condition("nerves", "192970008"), status)});
    const Json card = cards_of(call).at(0);
    EXPECT_EQ(text_of(card, "indicator"), "critical");
    EXPECT_THAT(text_of(card, "summary"), HasSubstr("cauda equina syndrome: is it being treated?"));
    EXPECT_THAT(text_of(card, "summary"), HasSubstr("Emergency department, within 1 hour"));
    EXPECT_LT(text_of(card, "summary").size(), 140U);
    EXPECT_THAT(text_of(card, "detail"), HasSubstr("**The chart records:** cauda equina syndrome"));
    EXPECT_THAT(text_of(card, "detail"), HasSubstr("(Condition/nerves)"));
    EXPECT_THAT(write_json(card), Not(HasSubstr("no red flag")));
  }
}

TEST(CdsTriageCard, AnIcdCodeOfADangerIsADanger) {
  CdsCase call;
  std::string nerves = condition("nerves", "G834");
  nerves.replace(nerves.find("http://snomed.info/sct"), 22, "http://hl7.org/fhir/sid/icd-10-cm");
  call.prefetch["conditions"] = searchset({condition("back", "279039007"), nerves});
  EXPECT_THAT(text_of(cards_of(call).at(0), "summary"),
              StartsWith("Chart records cauda equina syndrome"));
}

TEST(CdsTriageCard, ABoundThatLeavesARedFlagUndecidedIsTold) {
  CdsCase call;
  call.prefetch["conditions"] = searchset({condition("back", "279039007")});
  const auto with_ck = [&call](const std::string& bound) {
    call.prefetch["observations"] = searchset(
        {R"({"resourceType":"Observation","id":"ck","status":"final","subject":{"reference":"Patient/p"},)"
         R"("effectiveDateTime":"2026-11-20","code":{"coding":[{"system":"http://loinc.org","code":"2157-6"}]},)"
         R"("valueQuantity":{"comparator":">","value":)" +
         bound + R"(,"code":"U/L","system":"http://unitsofmeasure.org"}})"});
    return cards_of(call).at(0);
  };
  EXPECT_THAT(text_of(with_ck("100"), "detail"),
              HasSubstr("**Not seen:** Creatine kinase &gt;100 U/L (Observation/ck)\n"));
  EXPECT_THAT(text_of(with_ck("100"), "summary"), HasSubstr("what could be read of"));
  EXPECT_EQ(text_of(with_ck("20000"), "indicator"), "critical");
}

TEST(CdsTriageCard, AnEctopicPregnancyIsOneByWhicheverOfItsCodes) {
  for (const std::string code : {"34801009", "79586000"}) {
    CdsCase call;
    call.prefetch["conditions"] =
        searchset({condition("back", "279039007"), condition("tube", code)});
    EXPECT_EQ(text_of(cards_of(call).at(0), "indicator"), "critical") << code;
    EXPECT_THAT(text_of(cards_of(call).at(0), "summary"), StartsWith("Chart records ")) << code;
  }
}

TEST(CdsTriageCard, ADangerThatNeedsTheSameDayIsAWarning) {
  const Json card = cards_of([] {
                      CdsCase call;
                      call.prefetch["conditions"] = searchset(
                          {condition("back", "279039007"), condition("stone", "95570007")});
                      return call;
                    }())
                        .at(0);
  EXPECT_EQ(text_of(card, "indicator"), "warning");
  EXPECT_THAT(text_of(card, "summary"), StartsWith("Chart records kidney stone"));
}

TEST(CdsTriageCard, ADangerThatIsOldOverOrRefutedIsNone) {
  std::string over = condition("nerves", "192970008");
  over.replace(over.find("\"active\""), 8, "\"resolved\"");
  for (const std::string& past : {condition("nerves", "192970008", "2019-03-01"), over,
                                  with_status(condition("nerves", "192970008"), "refuted")}) {
    CdsCase call;
    call.prefetch["conditions"] = searchset({condition("back", "279039007"), past});
    EXPECT_EQ(text_of(cards_of(call).at(0), "indicator"), "info") << past;
  }
}

TEST(CdsTriageCard, ADangerWithoutADateCounts) {
  std::string undated = condition("nerves", "192970008");
  undated.replace(undated.find(R"(,"onsetDateTime":"2026-11-18")"), 29, "");
  CdsCase call;
  call.prefetch["conditions"] = searchset({condition("back", "279039007"), undated});
  EXPECT_EQ(text_of(cards_of(call).at(0), "indicator"), "critical");
}

TEST(CdsTriageCard, ADangerWithoutABackComplaintHasNoCard) {
  CdsCase call;
  call.prefetch["conditions"] = searchset({condition("nerves", "192970008")});
  EXPECT_THAT(cards_of(call), IsEmpty());
}

TEST(CdsTriageCard, WhatWasNotSeenAlwaysStandsOnTheCard) {
  CdsCase call = saddle_numbness();
  call.prefetch["responses"] =
      searchset({response({"saddle_anaesthesia", "urinary_retention", "bilateral_leg_pain"})});
  for (const char* const key : {"observations", "medications", "encounter"}) {
    call.prefetch[key] = failed_query;
  }
  EXPECT_THAT(text_of(cards_of(call).at(0), "detail"),
              HasSubstr("**Not seen:** the reason for the encounter (could not be fetched); vital "
                        "signs and laboratory (could not be fetched); prescribed medicines"));
}

// red_flag.csv: a known aneurysm with new pain is an ambulance, saddle numbness an emergency
// department.
TEST(CdsTriageCard, EveryEmergencyIsNamed) {
  CdsCase call = saddle_numbness();
  call.prefetch["conditions"] =
      searchset({condition("back", "279039007"), condition("aaa", "233985008", "2020")});
  const Json card = cards_of(call).at(0);
  EXPECT_THAT(text_of(card, "summary"), StartsWith("Ambulance, now"));
  EXPECT_THAT(text_of(card, "detail"), HasSubstr("**Also an emergency:** "));
  EXPECT_THAT(text_of(card, "detail"), HasSubstr("cauda equina syndrome"));
}

TEST(CdsTriageCard, WhatCouldNotBeReadIsNamed) {
  CdsCase call = back_pain();
  std::string of_whom = response({"saddle_anaesthesia"});
  of_whom.replace(of_whom.find("Patient/p"), 9, "urn:uuid:7");
  call.prefetch["responses"] = searchset({of_whom});
  std::string ahead = condition("ahead", "44054006", "2028-01-01");
  call.prefetch["conditions"] = searchset({condition("back", "279039007"), ahead});
  call.prefetch["observations"] =
      searchset({observation("broken", "8310-5", R"("valueQuantity":"hot")")});
  const std::string detail = text_of(cards_of(call).at(0), "detail");
  EXPECT_THAT(detail, HasSubstr("QuestionnaireResponse/answers (whose it is could not be told)"));
  EXPECT_THAT(detail, HasSubstr("Observation/broken (unreadable)"));
  EXPECT_THAT(detail, HasSubstr("Condition/ahead (dated ahead of now)"));
  EXPECT_THAT(text_of(cards_of(call).at(0), "summary"),
              HasSubstr("no red flag in what could be read of the chart"));
}

// Only what can state a complaint matters where there is none.
TEST(CdsTriageCard, NoCardIsGivenOnlyWhereNoComplaintCouldHaveBeenMissed) {
  for (const char* const key : {"conditions", "responses"}) {
    CdsCase call;
    call.prefetch[key] = failed_query;
    EXPECT_THAT(answered(call).lacks, testing::ElementsAre(key));
  }
  CdsCase page;
  page.prefetch["conditions"] =
      R"({"resourceType":"Bundle","link":[{"relation":"next","url":"x"}],"entry":[{"resource":)" +
      condition("other", "44054006") + "}]}";
  EXPECT_THAT(answered(page).lacks, testing::ElementsAre("conditions"));
  CdsCase start;
  start.hook = "encounter-start";
  start.context["encounterId"] = R"("e")";
  EXPECT_THAT(answered(start).lacks, testing::ElementsAre("encounter"));
  start.prefetch["encounter"] = failed_query;
  EXPECT_THAT(answered(start).lacks, testing::ElementsAre("encounter"));
  CdsCase other;
  other.prefetch["observations"] = failed_query;
  EXPECT_THAT(cards_of(other), IsEmpty());
}

TEST(CdsTriageCard, EncounterStartGivesTheSameLevel) {
  CdsCase call = saddle_numbness();
  call.hook = "encounter-start";
  call.context["encounterId"] = R"("e")";
  EXPECT_EQ(text_of(cards_of(call).at(0), "summary"),
            text_of(cards_of(saddle_numbness()).at(0), "summary"));
}

TEST(CdsTriageCard, AHostileIdIsNotShown) {
  CdsCase call = back_pain();
  call.prefetch["conditions"] =
      searchset({condition("](javascript:alert(1))<script>", "279039007")});
  const std::string detail = text_of(cards_of(call).at(0), "detail");
  EXPECT_THAT(detail, Not(HasSubstr("script>")));
  EXPECT_THAT(detail, HasSubstr("stated by the chart"));
}

TEST(CdsTriageCard, TheSameCallGivesTheSameBytes) {
  EXPECT_EQ(write_json(answered(saddle_numbness()).cards),
            write_json(answered(saddle_numbness()).cards));
}

TEST(CdsSlotCard, ASlotThatIsTooLateHasACard) {
  const auto cards = cards_of(booking(saddle_numbness(), "2026-12-04T09:00:00Z"));
  ASSERT_THAT(cards, SizeIs(1));
  EXPECT_THAT(text_of(cards[0], "summary"), StartsWith("Cannot wait until 2026-12-04: emergency"));
  EXPECT_EQ(text_of(cards[0], "indicator"), "critical");
}

TEST(CdsSlotCard, ASlotInTimeHasNone) {
  EXPECT_THAT(cards_of(booking(back_pain(), "2026-11-24T09:00:00Z")), IsEmpty());
}

// An appointment is the wrong place for an emergency, however soon it is.
TEST(CdsSlotCard, AnEmergencyHasACardWhateverTheSlot) {
  const auto cards = cards_of(booking(saddle_numbness(), "2026-11-20T19:00:00Z"));
  ASSERT_THAT(cards, SizeIs(1));
  EXPECT_THAT(text_of(cards[0], "summary"), StartsWith("Not for an appointment: emergency"));
}

// A stone in the kidney needs someone the same day (condition.csv).
CdsCase same_day() {
  CdsCase call;
  call.prefetch["conditions"] =
      searchset({condition("back", "279039007"), condition("stone", "95570007")});
  call.hook = "appointment-book";
  return call;
}

TEST(CdsTriageCard, AnAppointmentOfAnotherIsNoComplaintOfThePatient) {
  const auto booked_for = [](const std::string& patient) {
    CdsCase call;
    call.hook = "appointment-book";
    call.prefetch["conditions"] = searchset({});
    call.context["appointments"] = untyped_bundle(
        {R"({"resourceType":"Appointment","status":"proposed","start":"2026-11-27T09:00:00Z",)"
         R"("participant":[{"actor":{"reference":"Patient/)" +
         patient +
         R"("}}],"reasonCode":[{"coding":[{"system":"http://snomed.info/sct","code":"279039007"}]}]})"});
    call.prefetch["responses"] = searchset({response({"saddle_anaesthesia"})});
    return cards_of(call);
  };
  EXPECT_THAT(booked_for("p"), Not(IsEmpty()));
  EXPECT_THAT(booked_for("q"), IsEmpty());
}

std::string appointment(const std::string& members) {
  return R"({"resourceType":"Appointment",)" + members + "}";
}

TEST(CdsSlotCard, ACancelledSlotDoesNotHideALateOne) {
  CdsCase call = same_day();
  call.context["appointments"] =
      untyped_bundle({appointment(R"("status":"cancelled","start":"2026-11-20T19:00:00Z")"),
                      appointment(R"("start":"2026-12-04T09:00:00Z")")});
  EXPECT_THAT(text_of(cards_of(call).at(0), "summary"), StartsWith("Cannot wait until 2026-12-04"));
}

TEST(CdsSlotCard, ASlotThatHasBegunHoursAgoDoesNotHideALateOne) {
  CdsCase call = same_day();
  call.context["appointments"] = untyped_bundle({appointment(R"("start":"2026-11-20T16:30:00Z")"),
                                                 appointment(R"("start":"2026-12-04T09:00:00Z")")});
  EXPECT_THAT(cards_of(call), SizeIs(1));
}

TEST(CdsSlotCard, WithoutAStartTheRequestedPeriodCounts) {
  CdsCase call = same_day();
  call.context["appointments"] = untyped_bundle({appointment(
      R"("requestedPeriod":[{"start":"2026-12-06T09:00:00Z","end":"2026-12-10T09:00:00Z"}])")});
  EXPECT_THAT(text_of(cards_of(call).at(0), "summary"), StartsWith("Cannot wait until 2026-12-10"));
}

TEST(CdsSlotCard, WithoutAnyTimeSameDayIsTold) {
  CdsCase call = same_day();
  call.context["appointments"] = untyped_bundle({appointment(R"("status":"proposed")")});
  EXPECT_THAT(text_of(cards_of(call).at(0), "summary"), StartsWith("Appointment without a time"));
  call.prefetch["conditions"] = searchset({condition("back", "279039007")});
  EXPECT_THAT(cards_of(call), IsEmpty());
}

TEST(CdsSlotCard, TheEarliestSlotDecides) {
  CdsCase call = same_day();
  call.hook = "appointment-book";
  call.context["appointments"] =
      untyped_bundle({R"({"resourceType":"Appointment","start":"2026-12-04T09:00:00Z"})",
                      R"({"resourceType":"Appointment","start":"2026-11-20T20:00:00+01:00"})"});
  EXPECT_THAT(cards_of(call), IsEmpty());
}

TEST(CdsSlotCard, ASlotThatIsPastDoesNotHideALateOne) {
  CdsCase call = saddle_numbness();
  call.hook = "appointment-book";
  call.context["appointments"] =
      untyped_bundle({R"({"resourceType":"Appointment","start":"2026-12-04T09:00:00Z"})",
                      R"({"resourceType":"Appointment","start":"2026-11-10T09:00:00Z"})"});
  EXPECT_THAT(cards_of(call), SizeIs(1));
}

TEST(CdsSlotCard, WithoutAComplaintOrForAnotherPatientThereIsNone) {
  EXPECT_THAT(cards_of(booking({}, "2026-12-24T09:00:00Z")), IsEmpty());
  EXPECT_THAT(cards_of(booking(saddle_numbness(), "2026-12-04T09:00:00Z", "q")), IsEmpty());
}

TEST(CdsSlotCard, TheReasonOfTheAppointmentIsAComplaint) {
  CdsCase call;
  call.hook = "appointment-book";
  call.prefetch["responses"] = searchset({response({"saddle_anaesthesia"})});
  call.context["appointments"] = untyped_bundle(
      {R"({"resourceType":"Appointment","start":"2026-12-04T09:00:00Z","reasonCode":[{"coding":[)"
       R"({"system":"http://snomed.info/sct","code":"161891005"}]}]})"});
  EXPECT_THAT(cards_of(call), SizeIs(1));
}

}  // namespace
}  // namespace paraspinal::fhir
