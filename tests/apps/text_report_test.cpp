#include "apps/cli/text_report.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/apps/example_report.h"

namespace paraspinal::apps_tests {
namespace {

using knowledge::Urgency;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using triage::GateState;

// The lines between the two rules at the top.
std::string headline_of(const std::string& report) {
  const std::string rule(80, '=');
  const auto from = report.find(rule) + rule.size() + 1;
  return report.substr(from, report.find(rule, from) - from);
}

TEST(TextReport, BeginsWithHowSoonAndWhere) {
  ExampleReport example;
  example.assessment.urgency = Urgency::ambulance;
  example.assessment.disposition_name = "Emergency ambulance";
  EXPECT_EQ(headline_of(example.text()), "AMBULANCE - now\nEmergency ambulance\n");
}

TEST(TextReport, SaysSelfCareWhenNothingIsOpen) {
  EXPECT_EQ(headline_of(ExampleReport().text()),
            "SELF CARE - no appointment needed\nSelf-care at home\n");
}

TEST(TextReport, AProvisionalAnswerNeverSaysSelfCareInLargePrint) {
  ExampleReport example;
  example.assessment.provisional = true;
  example.assessment.ask_first = {"numb"};
  const std::string report = example.text();
  EXPECT_EQ(headline_of(report),
            "NOT YET SAFE TO CLOSE - ask the questions below, then assess again\n");
  EXPECT_THAT(report, AllOf(HasSubstr("\nASK FIRST\n  - Any numbness where you sit?\n"),
                            Not(HasSubstr("Stay active.")), Not(HasSubstr("SELF CARE"))));
}

TEST(TextReport, AProvisionalAnswerOfAnyOtherUrgencySaysThatItIsOpen) {
  ExampleReport example;
  example.assessment.provisional = true;
  example.assessment.urgency = Urgency::same_day;
  example.assessment.ask_first = {"numb"};
  EXPECT_THAT(headline_of(example.text()),
              AllOf(HasSubstr("SAME DAY - within 24 hours\n"), HasSubstr("NOT YET SAFE TO CLOSE")));
}

TEST(TextReport, AFiredGateIsShownWithItsReasonSourceAndSignOff) {
  ExampleReport example;
  example.assessment.gates = {gate_of(GateState::fired, Urgency::emergency_department)};
  EXPECT_THAT(example.text(),
              HasSubstr("RED FLAGS FIRED\n"
                        "  ! Numbness that fires alone\n"
                        "    asks for  emergency department, within 1 hour\n"
                        "    do        Send in now.\n"
                        "    because   Numbness where one sits\n"
                        "    source    A national pathway, 2023 - page 3. seen (the statement "
                        "itself was\n              read)\n"
                        "    rule      rf_numb, not signed off by a clinician\n"));
}

TEST(TextReport, AGateSlowerThanTheFastestIsOneSentence) {
  ExampleReport example;
  example.assessment.gates = {gate_of(GateState::fired, Urgency::ambulance),
                              gate_of(GateState::fired, Urgency::within_2_weeks)};
  EXPECT_THAT(example.text(),
              HasSubstr("  - also: Numbness that fires alone (within 2 weeks), because Numbness "
                        "where one\n    sits [pathway, seen; rf_numb, not signed off by a "
                        "clinician]\n"));
}

TEST(TextReport, AnOpenGateSaysWhatItWaitsFor) {
  ExampleReport example;
  example.assessment.gates = {gate_of(GateState::undecided, Urgency::ambulance)};
  EXPECT_THAT(example.text(),
              AllOf(HasSubstr("RED FLAGS: none fired"),
                    HasSubstr("  - Numbness that fires alone (ambulance): waits for Numbness where "
                              "one sits\n")));
}

TEST(TextReport, CausesAreRankedWithBarsPercentAndPreTest) {
  EXPECT_THAT(
      ExampleReport().text(),
      AllOf(HasSubstr("  1. Muscle strain                                  #######....    62 %    "
                      "30 %\n"),
            HasSubstr("  2. Cauda equina syndrome                        ! #..........   2.0 %  "
                      "0.15 %\n")));
}

TEST(TextReport, WeightsAreSignedDecibansWithTheirSources) {
  EXPECT_THAT(ExampleReport().text(),
              AllOf(HasSubstr("  Cauda equina syndrome: about 2 in 100 people like this; before "
                              "these answers\n  about 2 in 1,000 [pathway]\n"),
                    HasSubstr("     +12.3  Numbness where one sits: present [pathway]\n"),
                    HasSubstr("      -0.8  fever: absent [through competing causes]\n"),
                    HasSubstr("\nSOURCES\n  [pathway] A national pathway, 2023\n")));
}

TEST(TextReport, WhatWasNotUsedIsListedWithItsReason) {
  ExampleReport example;
  example.ledger.entries = {{"Observation/1", fhir::Fate::used, "temp_c"},
                            {"Condition/2", fhir::Fate::ignored, "entered in error"}};
  example.ledger.unmapped_codes = {"http://loinc.org|1-2"};
  EXPECT_THAT(example.text(), HasSubstr("NOT USED\n"
                                        "  2 resources read: 1 used, 1 ignored, 0 unreadable\n"
                                        "  - Condition/2: entered in error\n"
                                        "  - code not known: http://loinc.org|1-2\n"));
}

TEST(TextReport, ALongListSaysHowManyItLeftOut) {
  ExampleReport example;
  example.assessment.conflicts = std::vector<std::string>(20, "left and right disagree");
  EXPECT_THAT(example.text(), HasSubstr("  and 12 more (--format json lists them all)\n"));
}

TEST(TextReport, TheInputCannotSteerTheTerminal) {
  ExampleReport example;
  example.assessment.id = "\x1b[2J";
  EXPECT_EQ(example.text().find('\x1b'), std::string::npos);
}

TEST(TextReport, EndsWithTheKnowledgeAndTheIntendedUse) {
  EXPECT_THAT(ExampleReport().text(), AllOf(HasSubstr("Knowledge 2026.11.0, content hash 3f9c."),
                                            HasSubstr("it is not a diagnosis")));
}

}  // namespace
}  // namespace paraspinal::apps_tests
