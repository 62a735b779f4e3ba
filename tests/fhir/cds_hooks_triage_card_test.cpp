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

const std::string fever = observation(
    "t", "8310-5",
    R"("valueQuantity":{"value":39.1,"code":"Cel","system":"http://unitsofmeasure.org"})");

// red_flag.csv, rf_fever_back: fever and constant, unrelenting pain.
TEST(CdsTriageCard, FeverWithUnrelentingBackPainIsAWarning) {
  CdsCase call = back_pain();
  call.prefetch["observations"] = searchset({fever});
  call.prefetch["responses"] = searchset({response({"pain_constant_unrelenting"})});
  const Json card = cards_of(call).at(0);
  EXPECT_EQ(text_of(card, "indicator"), "warning");
  EXPECT_THAT(text_of(card, "detail"), HasSubstr("39.1 Cel (Observation/t)"));
}

TEST(CdsTriageCard, ARedFlagThatIsHalfThereIsToldWithWhatItWaitsFor) {
  CdsCase call = back_pain();
  call.prefetch["observations"] = searchset({fever});
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
  EXPECT_THAT(cards_of(booking(saddle_numbness(), "2026-11-20T19:00:00Z")), IsEmpty());
  EXPECT_THAT(cards_of(booking(back_pain(), "2026-11-24T09:00:00Z")), IsEmpty());
}

TEST(CdsSlotCard, TheEarliestSlotDecides) {
  CdsCase call = saddle_numbness();
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
