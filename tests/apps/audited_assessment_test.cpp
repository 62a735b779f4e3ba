#include "apps/cli/audited_assessment.h"

#include <limits>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fhir/export.h"
#include "knowledge/base/sha256.h"
#include "tests/apps/changed_text.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::SizeIs;

using cli::AuditedAssessment;
using cli::MadeFrom;
using knowledge::Presence;
using knowledge::SaidBy;
using knowledge::Sex;

std::string written(const MadeFrom& made_from, const triage::Assessment& assessment) {
  return write_json(cli::audited_json(made_from, assessment, embedded_knowledge()));
}

engine::Result<AuditedAssessment> read(const std::string& text) {
  return cli::read_audited(*fhir::parse_json(text), embedded_knowledge());
}

MadeFrom a_call() {
  return {person(44, Sex::female, {{"saddle_anaesthesia", "present"}}), {}, "0.3.0"};
}

std::string a_call_written() {
  return written(a_call(), assessed(a_call().input));
}

TEST(AuditedAssessment, GivesBackExactlyWhatWasWritten) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const MadeFrom made_from = {random_person(seed), {}, "0.3.0"};
    const auto assessment = embedded_assessor().assess(made_from.input);
    if (!assessment) {
      continue;
    }
    const auto back = read(written(made_from, *assessment));
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->made_from, made_from) << seed;
    EXPECT_EQ(back->output, cli::audited_output(*assessment)) << seed;
  }
}

TEST(AuditedAssessment, KeepsWhoSaidAnAnswerWhenAndWhereItCameFrom) {
  MadeFrom made_from = a_call();
  made_from.input.id = "call \"7\"\n\xC3\xA9";
  made_from.input.as_of = "2026-11-26T09:00:00+01:00";
  made_from.input.age_years = 44.1 + 0.2;
  made_from.options = {.weights = false,
                       .fit = true,
                       .draws = 400,
                       .seed = std::numeric_limits<std::uint64_t>::max(),
                       .changes = true};
  for (const SaidBy by : {SaidBy::caller, SaidBy::proxy, SaidBy::record, SaidBy::clinician,
                          SaidBy::device, SaidBy::derived}) {
    made_from.input.findings[*embedded_knowledge().findings.find("temp_c")] = {
        knowledge::Quantity{0.1 + 36.6}, by, "2026-11-26", "Observation/7"};
    const auto back = read(written(made_from, assessed(a_call().input)));
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->made_from, made_from);
  }
}

TEST(AuditedAssessment, APersonOfUnknownAgeAndSexStaysUnknown) {
  MadeFrom made_from;
  made_from.software = "0.3.0";
  const auto back = read(written(made_from, assessed(a_call().input)));

  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->made_from, made_from);
}

TEST(AuditedAssessment, TheOutputNamesWhatFiredAndTheLikeliestCauses) {
  const triage::Assessment assessment = assessed(a_call().input);
  const auto output = cli::audited_output(assessment);

  EXPECT_EQ(output.urgency, knowledge::Urgency::emergency_department);
  EXPECT_EQ(output.disposition, assessment.disposition);
  EXPECT_EQ(output.gates.front(), "rf_ces_major");
  ASSERT_THAT(output.causes, SizeIs(cli::audited_causes));
  EXPECT_EQ(output.causes[0].id, assessment.conditions[0].id);
  EXPECT_EQ(output.causes[7].posterior, assessment.conditions[7].posterior);
}

TEST(AuditedAssessment, TheHashIsThatOfTheAssessmentWhateverTheDraws) {
  const triage::Assessment plain = assessed(a_call().input);
  const auto drawn = embedded_assessor().assess(a_call().input, {.draws = 3});

  EXPECT_EQ(cli::audited_output(plain).sha256,
            knowledge::sha256(fhir::export_assessment(plain, {})));
  EXPECT_EQ(cli::audited_output(*drawn), cli::audited_output(plain));
}

TEST(AuditedAssessment, IsFoundInAPayloadAndNotInOthers) {
  const auto bare = fhir::parse_json(a_call_written());
  const auto held = fhir::parse_json("{\"call\":\"7\",\"assessment\":" + a_call_written() + "}");
  const auto hook = fhir::parse_json(R"({"service":"x","answer":"{}"})");

  EXPECT_EQ(cli::audited_within(*bare), &*bare);
  EXPECT_EQ(cli::audited_within(*held), held->member("assessment"));
  EXPECT_THAT(cli::audited_within(*hook), Eq(nullptr));
  EXPECT_THAT(cli::audited_within(fhir::Json()), Eq(nullptr));
}

TEST(AuditedAssessment, AFindingThatTheKnowledgeHasNoMoreIsNamed) {
  const auto back = read(with(a_call_written(), "saddle_anaesthesia", "saddle_numbness"));

  ASSERT_FALSE(back);
  EXPECT_EQ(back.error().kind, engine::ErrorKind::not_found);
  EXPECT_EQ(back.error().message,
            "assessment.input.findings.saddle_numbness: no finding of "
            "knowledge " +
                embedded_knowledge().version + ", expected one that it has");
}

TEST(AuditedAssessment, AValueThatTheFindingHasNoMoreIsNamed) {
  const auto back = read(with(a_call_written(), "\"present\"", "\"slight\""));

  ASSERT_FALSE(back);
  EXPECT_EQ(back.error().kind, engine::ErrorKind::not_found);
  EXPECT_THAT(back.error().message,
              HasSubstr("assessment.input.findings.saddle_anaesthesia.value: \"slight\", expected "
                        "a value that the finding has in knowledge "));
}

TEST(AuditedAssessment, WhatWasNotWrittenByTheProgramIsNamed) {
  const std::string whole = a_call_written();
  const auto error = [](const std::string& text) { return read(text).error().message; };

  EXPECT_EQ(error("{}"), "assessment.input: not there, expected what the audit keeps");
  EXPECT_EQ(error(with(whole, "telephone", "street")),
            "assessment.input.setting: \"street\", expected the name of a setting");
  EXPECT_EQ(error(with(whole, "\"sex\":\"female\"", "\"sex\":1")),
            "assessment.input.sex: 1, expected \"female\" or \"male\"");
  EXPECT_EQ(error(with(whole, "\"age_years\":44", "\"age_years\":\"44\"")),
            "assessment.input.age_years: \"44\", expected a number");
  EXPECT_EQ(error(with(whole, "\"caller\"", "\"nobody\"")),
            "assessment.input.findings.saddle_anaesthesia.by: \"nobody\", expected who may have "
            "said it");
  EXPECT_EQ(error(with(whole, "\"seed\":1", "\"seed\":1.5")),
            "assessment.options.seed: 1.5, expected a whole number");
  EXPECT_EQ(error(with(whole, "\"weights\":true", "\"weights\":1")),
            "assessment.options.weights: 1, expected true or false");
  EXPECT_EQ(error(with(whole, "\"urgency\":\"emergency_department\"", "\"urgency\":\"soon\"")),
            "assessment.output.urgency: \"soon\", expected the name of an urgency");
  EXPECT_EQ(error(with(whole, "\"0.3.0\"", "3")), "assessment.software: 3, expected a string");
}

}  // namespace
}  // namespace paraspinal::tests
