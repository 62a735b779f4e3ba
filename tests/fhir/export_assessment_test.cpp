#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fhir/export.h"
#include "tests/fhir/example_assessment.h"

namespace paraspinal::fhir_tests {
namespace {

using testing::HasSubstr;

std::string assessment_text(const triage::Assessment& assessment) {
  return fhir::export_assessment(assessment, {});
}

TEST(ExportAssessment, AConditionTellsItsPosteriorInNaturalFrequencyToo) {
  EXPECT_THAT(assessment_text(ExampleAssessment().assessment),
              HasSubstr(R"("posterior":0.35,"natural_frequency":"about 35 in 100")"));
}

TEST(ExportAssessment, AnIntervalHasLowAndHigh) {
  auto assessment = ExampleAssessment().assessment;
  assessment.conditions[0].interval = triage::CredibleInterval{0.25, 0.5};
  EXPECT_THAT(assessment_text(assessment), HasSubstr(R"("interval":{"low":0.25,"high":0.5},)"));
}

TEST(ExportAssessment, UncertaintyHasItsDrawsSeedAndUrgencies) {
  auto assessment = ExampleAssessment().assessment;
  assessment.uncertainty = triage::Uncertainty{
      400,
      18446744073709551615U,
      0.25,
      knowledge::Urgency::emergency_department,
      {{knowledge::Urgency::same_day, 0.75}, {knowledge::Urgency::urgent_care, 0.25}}};
  EXPECT_THAT(
      assessment_text(assessment),
      HasSubstr(
          R"("uncertainty":{"draws":400,"seed":18446744073709551615,"p_urgency_differs":0.25,)"
          R"("urgency_at_upper_ends":"emergency_department",)"
          R"("urgencies":[{"urgency":"same_day","share":0.75},)"
          R"({"urgency":"urgent_care","share":0.25}]})"));
}

TEST(ExportAssessment, WhatWasNotAskedForIsEmptyOrNull) {
  EXPECT_THAT(assessment_text(ExampleAssessment().assessment), HasSubstr(R"("interval":null)"));
  EXPECT_THAT(assessment_text(ExampleAssessment().assessment), HasSubstr(R"("uncertainty":null)"));
  EXPECT_THAT(assessment_text(ExampleAssessment().assessment),
              HasSubstr(R"("unexplained":[],"conflict":null)"));
  EXPECT_THAT(assessment_text(ExampleAssessment().assessment), HasSubstr(R"("changes":[])"));
}

TEST(ExportAssessment, UnexplainedFindingsAndConflictAreTold) {
  auto assessment = ExampleAssessment().assessment;
  assessment.unexplained = {{"numb", 0.75}};
  assessment.conflict = triage::Conflict{1.5, {"numb"}};
  EXPECT_THAT(assessment_text(assessment),
              HasSubstr(R"("unexplained":[{"finding":"numb","by_chance":0.75}],)"
                        R"("conflict":{"nats":1.5,"findings":["numb"]})"));
}

TEST(ExportAssessment, AChangeHasItsAnswersUrgencyAndProbability) {
  auto assessment = ExampleAssessment().assessment;
  assessment.changes = {{{{"numb", "not asked", "present"}}, knowledge::Urgency::ambulance, 0.125}};
  EXPECT_THAT(
      assessment_text(assessment),
      HasSubstr(R"("changes":[{"answers":[{"finding":"numb","from":"not asked","to":"present"}],)"
                R"("urgency":"ambulance","probability":0.125}])"));
}

}  // namespace
}  // namespace paraspinal::fhir_tests
