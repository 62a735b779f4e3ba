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
            "SELF-CARE - no appointment needed\nSelf-care at home\n");
}

TEST(TextReport, AProvisionalAnswerNeverSaysSelfCareInLargePrint) {
  ExampleReport example;
  example.assessment.provisional = true;
  example.assessment.ask_first = {"numb"};
  const std::string report = example.text();
  EXPECT_EQ(headline_of(report),
            "NOT YET SAFE TO CLOSE - ask the questions below, then assess again\n");
  EXPECT_THAT(report, AllOf(HasSubstr("\nASK FIRST\n  - Any numbness where you sit?\n"),
                            Not(HasSubstr("Stay active.")), Not(HasSubstr("SELF-CARE"))));
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

TEST(TextReport, AReasonIsToldWithItsValue) {
  ExampleReport example;
  example.assessment.gates = {gate_of(GateState::fired, Urgency::emergency_department)};
  example.assessment.used.front().state = "9 d";
  EXPECT_THAT(example.text(), HasSubstr("    because   Numbness where one sits 9 d\n"));
}

TEST(TextReport, ANoThatARuleAsksForReadsAsANo) {
  ExampleReport example;
  example.assessment.gates = {gate_of(GateState::fired, Urgency::emergency_department)};
  example.assessment.used.front().state = "absent";
  EXPECT_THAT(example.text(), HasSubstr("    because   not: Numbness where one sits\n"));
}

TEST(TextReport, SelfCareIsNoVoiceOfAnAnswerThatIsNotSettled) {
  ExampleReport example;
  example.assessment.provisional = true;
  for (triage::Voice* voice : {&example.assessment.gate_voice, &example.assessment.loss_voice,
                               &example.assessment.floor_voice}) {
    *voice = {Urgency::self_care, {}};
  }
  EXPECT_THAT(example.text(), HasSubstr("  red flags         none fired\n"
                                        "  likely causes     nothing urgent so far\n"
                                        "  unanswered        none\n"));
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

TEST(TextReport, AnIntervalStandsBetweenPosteriorAndPreTestInPlaceOfTheBar) {
  ExampleReport example;
  example.assessment.conditions[0].interval = {0.412, 0.8};
  example.assessment.conditions[1].interval = {0.00002, 0.043};
  example.assessment.uncertainty = triage::Uncertainty{400, 1, 0, Urgency::self_care, {}};
  EXPECT_THAT(
      example.text(),
      HasSubstr("                                                     now   90 % range  before\n"
                "  1. Muscle strain                                     62 %      (41-80)    30 %\n"
                "  2. Cauda equina syndrome                        !   2.0 %  (<0.01-4.3)  0.15 "
                "%\n"));
}

TEST(TextReport, HowOftenTheUrgencyWouldDifferIsToldWithWhatItWouldBe) {
  ExampleReport example;
  example.assessment.uncertainty =
      triage::Uncertainty{400,
                          1,
                          0.0325,
                          Urgency::self_care,
                          {{Urgency::self_care, 0.9675}, {Urgency::same_day, 0.0325}}};
  EXPECT_THAT(example.text(), HasSubstr("  In 3 of 100 draws of the uncertain figures the urgency "
                                        "on evidence would\n  differ (same day).\n"));
}

TEST(TextReport, AnUrgencyAtTheUpperEndsIsToldWhereItIsFaster) {
  ExampleReport example;
  example.assessment.uncertainty =
      triage::Uncertainty{400, 1, 0, Urgency::urgent_care, {{Urgency::self_care, 1.0}}};
  EXPECT_THAT(example.text(),
              HasSubstr("  ! With every danger as likely as the upper end of its interval it would "
                        "be\n    urgent care.\n"));
  example.assessment.uncertainty->at_upper_ends = example.assessment.urgency;
  EXPECT_THAT(example.text(), Not(HasSubstr("With every danger")));
}

TEST(TextReport, AnUrgencyThatNeverDiffersIsToldAndWithoutDrawsNothingIs) {
  ExampleReport example;
  EXPECT_THAT(example.text(), Not(HasSubstr("draws")));
  example.assessment.uncertainty =
      triage::Uncertainty{400, 1, 0, Urgency::self_care, {{Urgency::self_care, 1.0}}};
  EXPECT_THAT(example.text(), HasSubstr("  In none of 400 draws of the uncertain figures the "
                                        "urgency on evidence would\n  differ.\n"));
}

TEST(TextReport, WeightsAreSignedDecibansWithTheirSourcesOnEitherSide) {
  EXPECT_THAT(
      ExampleReport().text(),
      AllOf(HasSubstr("  Cauda equina syndrome: about 2 in 100 people like this; before "
                      "these answers\n  about 2 in 1,000 [pathway]\n    for\n"),
            HasSubstr("    for\n     +12.3  Numbness where one sits: present [pathway]\n"),
            HasSubstr("    against\n      -0.8  fever: absent [through competing causes]\n"),
            HasSubstr("\nSOURCES\n  [pathway] A national pathway, 2023\n")));
}

TEST(TextReport, AWeightNamesTheMechanismItActsThrough) {
  ExampleReport example;
  knowledge::Mechanism roots;
  roots.id = "roots";
  roots.name = "Pressure on the lowest nerve roots";
  example.knowledge.mechanisms = {roots};
  const knowledge::Tie by_roots{{"link"}, {"roots"}, {"pathway"}};
  example.assessment.conditions[1].weights[0].tie = &by_roots;
  EXPECT_THAT(
      example.text(),
      HasSubstr("     +12.3  Numbness where one sits: present, through pressure on the lowest\n"
                "            nerve roots [pathway]\n"));
}

TEST(TextReport, AMechanismThatBeginsWithAnArticleIsNamedInTheSentenceToo) {
  ExampleReport example;
  knowledge::Mechanism ureter;
  ureter.id = "ureter";
  ureter.name = "A ureter in spasm";
  example.knowledge.mechanisms = {ureter};
  const knowledge::Tie by_ureter{{"link"}, {"ureter"}, {"pathway"}};
  example.assessment.conditions[1].weights[0].tie = &by_ureter;
  EXPECT_THAT(example.text(), HasSubstr("present, through a ureter in spasm\n"));
}

TEST(TextReport, SmallWeightsAndThoseBeyondTheStrongestAreSummed) {
  ExampleReport example;
  auto& weights = example.assessment.conditions[1].weights;
  weights.assign(5, {0, 2});
  weights.push_back({1, -0.01});
  EXPECT_THAT(example.text(), HasSubstr("      +2.0  2 more together\n"));
}

TEST(TextReport, AFindingThatNoCauseExplainsIsToldInNaturalFrequency) {
  ExampleReport example;
  example.assessment.unexplained = {{"numb", 0.93}};
  EXPECT_THAT(example.text(),
              HasSubstr("\nWHAT THESE CAUSES DO NOT EXPLAIN\n  - Numbness where one sits: present; "
                        "no cause here accounts for it in about 93\n"
                        "    in 100 people like this\n"));
  example.assessment.gates = {gate_of(GateState::fired, Urgency::ambulance)};
  EXPECT_THAT(example.text(), HasSubstr("; its red flag stands\n"));
}

TEST(TextReport, FindingsThatFitBadlyAreNamedWithTheirAnswers) {
  ExampleReport example;
  example.assessment.conflict = triage::Conflict{2.0, {"numb", "fever"}};
  const std::string report = example.text();
  EXPECT_THAT(report, HasSubstr("about 7 times less"));
  EXPECT_THAT(report, HasSubstr("Numbness where one sits: present; fever:\n    absent.\n"));
}

TEST(TextReport, FindingsThatFitOrConflictALittleSayNothing) {
  ExampleReport example;
  example.assessment.conflict = triage::Conflict{0.5, {"numb"}};
  EXPECT_THAT(example.text(), Not(HasSubstr("DO NOT EXPLAIN")));
  example.assessment.conflict = triage::Conflict{-3, {}};
  EXPECT_THAT(example.text(), Not(HasSubstr("DO NOT EXPLAIN")));
}

TEST(TextReport, WhatWouldChangeTheUrgencySaysHowLikelyAndWhere) {
  ExampleReport example;
  example.assessment.changes = {{{{"numb", "not asked", "present"}}, Urgency::ambulance, 0.02},
                                {{{"numb", "not asked", "present"}, {"fever", "unknown", "absent"}},
                                 Urgency::same_day,
                                 0.001}};
  EXPECT_THAT(example.text(),
              HasSubstr("\nWHAT WOULD CHANGE THIS (now, on what is known: self-care)\n"
                        "  faster\n"
                        "    - Numbness where one sits, if present (about 2 in 100): ambulance\n"
                        "    - Numbness where one sits, if present, and fever, if absent (about 1 "
                        "in\n      1,000): same day\n"));
}

TEST(TextReport, AStatedAnswerIsNotTalkedAway) {
  ExampleReport example;
  example.assessment.urgency_on_evidence = Urgency::ambulance;
  example.assessment.changes = {{{{"numb", "present", "absent"}}, Urgency::self_care, 0.98}};
  EXPECT_THAT(example.text(),
              HasSubstr("  slower\n    - if \"Numbness where one sits: present\" were wrong: "
                        "self-care\n"));
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
