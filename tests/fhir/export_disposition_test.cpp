// How soon and where, as a request. Priorities are FHIR R4's request-priority; the times are those
// of knowledge/base/urgency.h, written here by hand.

#include <array>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/triage/hand_over.h"
#include "tests/fhir/example_assessment.h"
#include "tests/support/named_findings.h"

namespace paraspinal::fhir {
namespace {

using fhir_tests::at;
using fhir_tests::ExampleAssessment;
using fhir_tests::exported;
using fhir_tests::resources_of;
using knowledge::Urgency;

Json service_request(const ExampleAssessment& example) {
  return resources_of(exported(example), "ServiceRequest").at(0);
}
Json communication_request(const ExampleAssessment& example) {
  return resources_of(exported(example), "CommunicationRequest").at(0);
}

ExampleAssessment self_care() {
  ExampleAssessment example;
  example.assessment.urgency = Urgency::self_care;
  example.assessment.what_to_do = "Keep moving.";
  example.assessment.safety_net = "Call again if it grows.";
  triage::Advice given;
  given.id = "warmth";
  given.words = "Keep warm.";
  triage::Advice careful = example.withheld();
  careful.state = triage::AdviceState::cautioned;
  careful.reasons[0].because = {};
  careful.reasons[0].ask = tests::named({"numb"});
  example.assessment.advice = {given, careful};
  return example;
}

TEST(ExportDisposition, EachUrgencyHasItsPriorityAndItsTime) {
  struct Row {
    Urgency urgency;
    std::string priority;
    std::string end;  // of the period; empty where the request is for now
  };
  const std::array<Row, 6> rows{{{Urgency::within_2_weeks, "routine", "2026-12-04T18:30:00Z"},
                                 {Urgency::within_3_days, "urgent", "2026-11-23T18:30:00Z"},
                                 {Urgency::same_day, "urgent", "2026-11-21T18:30:00Z"},
                                 {Urgency::urgent_care, "asap", "2026-11-20T22:30:00Z"},
                                 {Urgency::emergency_department, "stat", "2026-11-20T19:30:00Z"},
                                 {Urgency::ambulance, "stat", ""}}};
  for (const Row& row : rows) {
    ExampleAssessment example;
    example.assessment.urgency = row.urgency;
    const Json request = service_request(example);
    EXPECT_EQ(at(request, {"priority"}).text(), row.priority) << name(row.urgency);
    EXPECT_EQ(at(request, {"occurrencePeriod", "end"}).text(), row.end) << name(row.urgency);
    EXPECT_EQ(at(request, {row.end.empty() ? "occurrenceDateTime" : "authoredOn"}).text(),
              "2026-11-20T18:30:00Z");
  }
}

TEST(ExportDisposition, AServiceIsAProposalThatAClinicianMayDrop) {
  const Json request = service_request({});
  EXPECT_EQ(at(request, {"status"}).text(), "draft");
  EXPECT_EQ(at(request, {"intent"}).text(), "proposal");
  EXPECT_EQ(at(request, {"code", "text"}).text(), "Emergency department");
}

TEST(ExportDisposition, AServiceSaysWhyByGateAndByTheResourceThatStatedIt) {
  const Json request = service_request({});
  EXPECT_EQ(at(request, {"reasonCode", "0", "text"}).text(), "Numbness that fires alone");
  EXPECT_EQ(at(request, {"reasonReference", "0", "reference"}).text(), "Observation/7");
}

// R4 lets ServiceRequest.reasonReference point at Condition, Observation, DiagnosticReport and
// DocumentReference only.
TEST(ExportDisposition, AnAnswerOnAFormIsNoReasonReference) {
  ExampleAssessment example;
  example.assessment.used[0].origin = "QuestionnaireResponse/7";
  EXPECT_EQ(at(service_request(example), {"reasonReference"}), Json());
}

TEST(ExportDisposition, WithoutAGateTheVoicesThatAskedForItSayWhy) {
  ExampleAssessment example;
  example.assessment.gates.clear();
  example.assessment.loss_voice = {Urgency::emergency_department, {"Cauda (11 %) needs it"}};
  example.assessment.floor_voice = {Urgency::same_day, {"asked in vain"}};
  const Json reasons = at(service_request(example), {"reasonCode"});
  ASSERT_EQ(reasons.items().size(), 1U);
  EXPECT_EQ(at(reasons, {"0", "text"}).text(), "Cauda (11 %) needs it");
}

TEST(ExportDisposition, ThePersonIsToldWhereToGoAndWhatToWatchFor) {
  ExampleAssessment example;
  example.knowledge.dispositions["ed"] = {"ed", "Emergency department", "Go there now.", ""};
  example.assessment.safety_net = "Call 112 if you faint.";
  EXPECT_EQ(at(service_request(example), {"patientInstruction"}).text(),
            "Go there now. Call 112 if you faint.");
}

TEST(ExportDisposition, AProvisionalServiceNotesWhatToAskFirst) {
  ExampleAssessment example;
  example.assessment.provisional = true;
  example.assessment.ask_first = {"numb"};
  EXPECT_EQ(at(service_request(example), {"note", "0", "text"}).text(),
            "Provisional. Ask first: Numbness where one sits?");
}

TEST(ExportDisposition, ADayWithoutATimeGivesNoHour) {
  ExampleAssessment example;
  example.assessment.as_of = "2026-11-20";
  EXPECT_EQ(at(service_request(example), {"occurrenceDateTime"}).text(), "2026-11-20");
  example.assessment.as_of = "";
  EXPECT_EQ(at(service_request(example), {"occurrenceDateTime"}), Json());
}

TEST(ExportDisposition, SelfCareIsAMessageOfWhatCanBeSaidUnreserved) {
  const Json request = communication_request(self_care());
  EXPECT_EQ(at(request, {"priority"}).text(), "routine");
  const Json payload = at(request, {"payload"});
  ASSERT_EQ(payload.items().size(), 3U);
  EXPECT_EQ(at(payload, {"0", "contentString"}).text(), "Keep moving.");
  EXPECT_EQ(at(payload, {"1", "contentString"}).text(), "Keep warm.");
  EXPECT_EQ(at(payload, {"2", "contentString"}).text(), "Call again if it grows.");
  EXPECT_EQ(at(request, {"note", "0", "text"}).text(),
            "Only with care: Take a tablet. Ask first: Numbness where one sits.");
  EXPECT_EQ(at(request, {"recipient", "0", "reference"}).text(), "Patient/p");
}

// The example's call ended at its cap.
ExampleAssessment handed_over(ExampleAssessment example) {
  example.knowledge.urgency_advice[Urgency::within_2_weeks].safety_net = "Ring if worse.";
  example.assessment =
      triage::handed_over(example.assessment, "after 40 questions", example.knowledge);
  return example;
}

TEST(ExportDisposition, SelfCareThatIsHandedOverAsksForTheClinicianWhoGoesOn) {
  const Json request = service_request(handed_over(self_care()));
  EXPECT_EQ(at(request, {"code", "text"}).text(),
            "Hand over to a clinician, who goes on from here");
  EXPECT_EQ(at(request, {"priority"}).text(), "urgent");
  EXPECT_EQ(at(request, {"occurrenceDateTime"}).text(), "2026-11-20T18:30:00Z");
  EXPECT_EQ(at(request, {"reasonCode"}).items().size(), 1U);
  EXPECT_EQ(at(request, {"reasonCode", "0", "text"}).text(), "after 40 questions");
  EXPECT_EQ(at(request, {"patientInstruction"}).text(), "Ring if worse.");
  EXPECT_EQ(at(request, {"orderDetail"}), Json());
  ASSERT_EQ(at(request, {"note"}).items().size(), 1U);
  EXPECT_EQ(at(request, {"note", "0", "text"}).text(),
            "Hand over to a clinician, who goes on from here: after 40 questions. Nothing urgent "
            "was found, but it is not yet safe to close.");
}

TEST(ExportDisposition, WhereACallIsHandedOverThePlaceIsTheLeast) {
  ExampleAssessment example;
  example.assessment.urgency = Urgency::within_2_weeks;
  example.assessment.disposition_name = "General practice";
  const Json request = service_request(handed_over(example));
  EXPECT_EQ(at(request, {"code", "text"}).text(),
            "Hand over to a clinician, who goes on from here; at least within 2 weeks: General "
            "practice");
  EXPECT_EQ(at(request, {"priority"}).text(), "urgent");
  EXPECT_EQ(at(request, {"occurrencePeriod"}), Json());
}

TEST(ExportDisposition, BeforeTheSafetyQuestionsAreAskedTheyAreTheMessage) {
  ExampleAssessment example = self_care();
  example.assessment.provisional = true;
  example.assessment.ask_first = {"numb"};
  const Json request = communication_request(example);
  EXPECT_EQ(at(request, {"priority"}).text(), "urgent");
  ASSERT_EQ(at(request, {"payload"}).items().size(), 1U);
  EXPECT_EQ(at(request, {"payload", "0", "contentString"}).text(), "Numbness where one sits?");
  EXPECT_EQ(at(request, {"note"}).items().size(), 1U);
}

}  // namespace
}  // namespace paraspinal::fhir
