// The answer as a clinician's note.

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fhir/example_assessment.h"

namespace paraspinal::fhir {
namespace {

using fhir_tests::at;
using fhir_tests::ExampleAssessment;
using fhir_tests::exported;
using fhir_tests::resources_of;
using testing::HasSubstr;

Json impression(const ExampleAssessment& example) {
  return resources_of(exported(example), "ClinicalImpression").at(0);
}

std::string text_at(const Json& root, std::initializer_list<std::string> path) {
  return std::string(at(root, path).text());
}

// With its source alone.
const knowledge::Tie tied{{}, {}, {"pathway"}};
const std::vector<std::string> suspected = {"cauda"};

// The example with the gate's suspicion and one weight: +9.94 decibans of numbness for cauda.
ExampleAssessment reasoned() {
  ExampleAssessment example;
  example.assessment.gates[0].suspects = suspected;
  triage::Weight weight;
  weight.decibans = 9.94;
  weight.tie = &tied;
  example.assessment.conditions[1].weights = {weight};
  return example;
}

TEST(ExportClinicalImpression, TheSummaryTellsUrgencyRedFlagsDangersAndTheLikeliest) {
  EXPECT_EQ(
      text_at(impression(reasoned()), {"summary"}),
      "Urgency: emergency department, within 1 hour. Where: Emergency department. Red flags: "
      "Numbness that fires alone. Must not be missed and held open: Name of cauda (about 5 in "
      "10,000). Most likely: Name of strain (about 35 in 100); Name of cauda (about 5 in "
      "10,000).");
}

TEST(ExportClinicalImpression, AnUrgencyThatIsItsOwnTimeIsSaidOnce) {
  ExampleAssessment example;
  example.assessment.urgency = knowledge::Urgency::within_2_weeks;
  EXPECT_THAT(text_at(impression(example), {"summary"}),
              testing::StartsWith("Urgency: within 2 weeks. Where:"));
}

TEST(ExportClinicalImpression, ADangerBelowOneInAThousandThatNoRedFlagSuspectsIsNotNamed) {
  ExampleAssessment example;
  EXPECT_THAT(text_at(impression(example), {"summary"}),
              testing::Not(HasSubstr("Must not be missed")));
  example.assessment.conditions[1].posterior = 0.001;
  EXPECT_THAT(text_at(impression(example), {"summary"}), HasSubstr("held open: Name of cauda"));
}

TEST(ExportClinicalImpression, AnAnswerWithoutItsSafetyQuestionsIsInProgressAndNoSelfCare) {
  ExampleAssessment example;
  example.assessment.urgency = knowledge::Urgency::self_care;
  example.assessment.what_to_do = "Keep moving.";
  EXPECT_EQ(text_at(impression(example), {"status"}), "completed");
  example.assessment.provisional = true;
  example.assessment.ask_first = {"numb", "weak"};
  const Json asked = impression(example);
  EXPECT_EQ(text_at(asked, {"status"}), "in-progress");
  EXPECT_THAT(text_at(asked, {"summary"}),
              testing::StartsWith("Not yet safe to close: 2 mandatory safety questions are not "
                                  "asked yet. Ask them, then assess again."));
  EXPECT_THAT(text_at(asked, {"summary"}), testing::Not(HasSubstr("Keep moving")));
}

TEST(ExportClinicalImpression, AConditionSaysThatItIsNotEstablishedAndWhy) {
  const Json finding = at(impression(reasoned()), {"finding", "1"});
  EXPECT_EQ(text_at(finding, {"itemCodeableConcept", "coding", "0", "code"}), "192970008");
  EXPECT_EQ(text_at(finding, {"itemCodeableConcept", "text"}), "Possible: Name of cauda");
  EXPECT_EQ(text_at(finding, {"basis"}),
            "Not established: about 5 in 10,000 people like this; before these answers about 1 in "
            "10,000. A red flag suspects it. For: Numbness where one sits: present (+9.9 decibans)."
            " Sources: A national pathway, 2023");
}

TEST(ExportClinicalImpression, AFindingTellsWhereItComesFromAndWhatItDid) {
  const Json finding = at(impression(reasoned()), {"finding", "2"});
  EXPECT_EQ(text_at(finding, {"itemCodeableConcept", "text"}), "Numbness where one sits");
  EXPECT_EQ(text_at(finding, {"itemReference", "reference"}), "Observation/7");
  EXPECT_EQ(text_at(finding, {"basis"}),
            "From Observation/7; fires the red flag \"Numbness that fires alone\"; speaks for Name "
            "of cauda (+9.9 decibans).");
}

TEST(ExportClinicalImpression, WhatIsAbsentIsNoFinding) {
  ExampleAssessment example = reasoned();
  example.assessment.gates.clear();
  example.assessment.used[0].state = "absent";
  example.assessment.conditions[1].weights[0].decibans = -9.94;
  const Json answer = impression(example);
  EXPECT_EQ(at(answer, {"finding"}).items().size(), 2U);
  EXPECT_THAT(text_at(answer, {"finding", "1", "basis"}),
              HasSubstr("Against: Numbness where one sits: absent (-9.9 decibans)."));
}

TEST(ExportClinicalImpression, ItRestsOnWhatWasUsedTheRisksAndTheIssues) {
  const ExampleAssessment example;
  const Json bundle = exported(example);
  const Json answer = impression(example);
  EXPECT_EQ(text_at(answer, {"investigation", "0", "item", "0", "reference"}), "Observation/7");
  EXPECT_EQ(text_at(answer, {"prognosisReference", "0", "reference"}),
            "urn:uuid:" + text_at(resources_of(bundle, "RiskAssessment").at(0), {"id"}));
  EXPECT_EQ(text_at(answer, {"supportingInfo", "0", "reference"}),
            "urn:uuid:" + text_at(resources_of(bundle, "DetectedIssue").at(0), {"id"}));
}

TEST(ExportClinicalImpression, NotesHoldTheSafetyNetAndTheQuestions) {
  ExampleAssessment example;
  example.assessment.safety_net = "Call again if it grows.";
  example.assessment.ask_first = {"numb"};
  const Json answer = impression(example);
  EXPECT_EQ(text_at(answer, {"note", "0", "text"}), "Safety net: Call again if it grows.");
  EXPECT_EQ(text_at(answer, {"note", "1", "text"}), "Ask first: Numbness where one sits?");
  EXPECT_THAT(text_at(answer, {"note", "2", "text"}), HasSubstr("not a diagnosis"));
}

TEST(ExportClinicalImpression, TheDescriptionNamesTheKnowledge) {
  EXPECT_EQ(text_at(impression({}), {"description"}),
            "Triage of back cramp, spasm or pain (telephone) by Paraspinal, knowledge 2026.11.0, "
            "content hash 3f9c.");
}

TEST(ExportClinicalImpression, OfACallThatIsHandedOverIsInProgressAndSaysWhy) {
  ExampleAssessment example;
  example.assessment.handed_over = "after 40 questions";
  example.assessment.provisional = true;
  const Json told = impression(example);
  EXPECT_EQ(text_at(told, {"status"}), "in-progress");
  EXPECT_EQ(text_at(told, {"statusReason", "text"}),
            "Handed over to a clinician, who goes on from here");
  EXPECT_THAT(text_at(told, {"summary"}),
              HasSubstr("Hand over to a clinician, who goes on from here: after 40 questions. "
                        "Urgency: at least emergency department, within 1 hour."));
}

}  // namespace
}  // namespace paraspinal::fhir
