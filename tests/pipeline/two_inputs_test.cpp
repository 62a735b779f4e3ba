// A case as answers and the same case as a FHIR bundle: what is read from both is the same.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fhir/export_presentation.h"
#include "fhir/import.h"
#include "knowledge/triage/words.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using knowledge::SaidBy;
using knowledge::Sex;

// Near the dates that random people give: a due date long past is no longer believed by import.
constexpr const char* as_of = "2026-01-31T10:00:00Z";

triage::Presentation through_a_bundle(const triage::Presentation& presentation) {
  const auto imported =
      fhir::import_case(fhir::presentation_bundle(presentation, embedded_knowledge()),
                        embedded_knowledge(), {.as_of = "", .setting = presentation.setting});
  if (!imported) {
    ADD_FAILURE() << imported.error().message;
    return {};
  }
  return imported->presentation;
}

// A line a fact. Not where an answer came from, nor its time, which only the bundle gives.
std::vector<std::string> facts(const triage::Presentation& presentation) {
  std::vector<std::string> lines = {
      "id " + presentation.id, "as of " + presentation.as_of.value_or("never"),
      "setting " + std::string(name(presentation.setting)),
      "age " + (presentation.age_years ? std::to_string(*presentation.age_years) : "unknown"),
      "sex " + std::string(presentation.sex ? name(*presentation.sex) : "unknown")};
  for (const auto& [finding, answer] : presentation.findings) {
    const knowledge::Finding& row = embedded_knowledge().findings[finding];
    lines.push_back(row.id + " " + triage::state_words(row, answer.value) + ", said by " +
                    std::to_string(static_cast<int>(answer.by)));
  }
  return lines;
}

triage::Presentation dated(triage::Presentation presentation) {
  presentation.as_of = as_of;
  return presentation;
}

TEST(TwoInputs, ABundleOfAnswersReadsBackAsTheAnswers) {
  triage::Presentation told = dated(person(44, Sex::female,
                                           {{"saddle_anaesthesia", "present"},
                                            {"fever", "absent"},
                                            {"night_sweats", "unknown"},
                                            {"bladder_dysfunction", "refused"},
                                            {"pain_nrs", "7"},
                                            {"pain_side", "left"}}));
  told.id = "case-7";
  EXPECT_THAT(facts(through_a_bundle(told)), testing::ElementsAreArray(facts(told)));
}

TEST(TwoInputs, EveryRandomPersonReadsBackTheSame) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    triage::Presentation told = dated(random_person(seed));
    told.id = "case-" + std::to_string(seed);
    if (told.age_years) {
      told.age_years = static_cast<int>(*told.age_years);
    }
    EXPECT_THAT(facts(through_a_bundle(told)), testing::ElementsAreArray(facts(told)));
  }
}

TEST(TwoInputs, WhoAnsweredIsKept) {
  triage::Presentation told = dated(person(
      60, Sex::male, {{"fever", "present"}, {"saddle_anaesthesia", "absent"}, {"pain_nrs", "5"}}));
  auto answer = told.findings.begin();
  (answer++)->second.by = SaidBy::proxy;
  (answer++)->second.by = SaidBy::clinician;
  answer->second.by = SaidBy::device;
  EXPECT_THAT(facts(through_a_bundle(told)), testing::ElementsAreArray(facts(told)));
}

TEST(TwoInputs, TheAgeSurvivesALeapDay) {
  triage::Presentation told = person(33, Sex::female, {{"fever", "absent"}});
  told.as_of = "2024-02-29";
  EXPECT_EQ(through_a_bundle(told).age_years, 33);
}

// Answers that nothing dates deny nothing: who knows when the person had no fever.
TEST(TwoInputs, WithoutATimeOnlyWhatIsPresentIsBelieved) {
  const triage::Presentation told =
      person(33, Sex::female, {{"fever", "absent"}, {"saddle_anaesthesia", "present"}});
  const triage::Presentation read = through_a_bundle(told);
  const auto& findings = embedded_knowledge().findings;
  EXPECT_TRUE(read.findings.contains(*findings.find("saddle_anaesthesia")));
  EXPECT_FALSE(read.findings.contains(*findings.find("fever")));
}

}  // namespace
}  // namespace paraspinal::tests
