#include "knowledge/triage/advise.h"

#include <algorithm>
#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using knowledge::Sex;
using triage::Advice;
using triage::AdviceState;

const Advice* advice_of(const std::vector<Advice>& all, const std::string& id) {
  const auto found = std::ranges::find(all, id, &Advice::id);
  return found == all.end() ? nullptr : &*found;
}

// Advice on a muscle strain, whatever else the person has.
std::vector<Advice> for_strain(const triage::Presentation& presentation,
                               knowledge::Urgency urgency = knowledge::Urgency::self_care) {
  const auto& knowledge = embedded_knowledge();
  triage::RankedCondition strain;
  strain.id = "muscle_strain";
  strain.posterior = 0.9;
  const triage::Closed closed = triage::close(presentation, knowledge);
  return triage::advise(triage::AnswerTable(closed, knowledge), std::array{strain}, {}, urgency,
                        presentation.setting, knowledge);
}

bool cites_reason(const Advice& advice, const std::string& because) {
  return std::ranges::any_of(advice.reasons, [&](const triage::AdviceReason& reason) {
    return reason.because.has(because) && !reason.citation->source.empty() && !reason.words.empty();
  });
}

struct Danger {
  const char* finding;
  const char* value;
};

class AntiInflammatory : public testing::TestWithParam<Danger> {};

TEST_P(AntiInflammatory, IsWithheldWithReasonAndSource) {
  auto presentation = person(32, Sex::female, {{GetParam().finding, GetParam().value}},
                             knowledge::Setting::emergency_department);
  if (std::string(GetParam().finding) == "gestational_age") {
    set(presentation, "pregnant", "present");
  }

  const auto advice = for_strain(presentation);

  const Advice* nsaid = advice_of(advice, "nsaid");
  ASSERT_NE(nsaid, nullptr);
  EXPECT_EQ(nsaid->state, AdviceState::withheld);
  EXPECT_TRUE(cites_reason(*nsaid, GetParam().finding));
}

INSTANTIATE_TEST_SUITE_P(Dangers, AntiInflammatory,
                         testing::Values(Danger{"gestational_age", "30"}, Danger{"egfr", "25"},
                                         Danger{"peptic_ulcer_hx", "present"},
                                         Danger{"anticoagulant_use", "present"}),
                         [](const auto& item) { return std::string(item.param.finding); });

TEST(Advise, AnUnknownContraindicationIsAskedNeverTakenForNo) {
  const auto advice = for_strain(person(32, Sex::male));

  const Advice* nsaid = advice_of(advice, "nsaid");
  ASSERT_NE(nsaid, nullptr);
  EXPECT_EQ(nsaid->state, AdviceState::cautioned);
  const bool asks_for_ulcer = std::ranges::any_of(
      nsaid->reasons, [](const auto& reason) { return reason.ask.has("peptic_ulcer_hx"); });
  EXPECT_TRUE(asks_for_ulcer);
}

TEST(Advise, WhatATelephoneCannotKnowIsListedAsUnchecked) {
  const auto advice = for_strain(person(32, Sex::male));

  EXPECT_THAT(advice_of(advice, "nsaid")->unchecked, testing::Contains("egfr"));
}

TEST(Advise, BedRestIsWithheldAfterTwoDays) {
  const auto advice = for_strain(person(32, Sex::male, {{"time_since_onset", "3"}}));

  EXPECT_EQ(advice_of(advice, "bed_rest_limit")->state, AdviceState::withheld);
}

TEST(Advise, WhoNeedsAnAmbulanceIsNotSentToTheChemist) {
  const auto advice = for_strain(person(32, Sex::male), knowledge::Urgency::ambulance);

  EXPECT_EQ(advice_of(advice, "nsaid"), nullptr);
  EXPECT_EQ(advice_of(advice, "see_doctor"), nullptr);
}

// Withheld is the stricter of withheld and cautioned.
struct Relaxant {
  const char* name;
  double age;
  const char* finding;
};

class MuscleRelaxant : public testing::TestWithParam<Relaxant> {};

TEST_P(MuscleRelaxant, IsWithheldWithReasonAndSource) {
  auto presentation = person(GetParam().age, Sex::female);
  if (GetParam().finding != std::string("age_ge65")) {
    set(presentation, GetParam().finding, "present");
  }

  const auto advice = for_strain(presentation);

  const Advice* relaxant = advice_of(advice, "muscle_relaxant");
  ASSERT_NE(relaxant, nullptr);
  EXPECT_EQ(relaxant->state, AdviceState::withheld);
  EXPECT_TRUE(cites_reason(*relaxant, GetParam().finding));
}

INSTANTIATE_TEST_SUITE_P(People, MuscleRelaxant,
                         testing::Values(Relaxant{"pregnant", 30, "pregnant"},
                                         Relaxant{"older", 70, "age_ge65"},
                                         Relaxant{"driving", 40, "drives_machinery"}),
                         [](const auto& item) { return std::string(item.param.name); });

TEST(Advise, IsPartOfTheAssessmentAndOrderedByState) {
  const auto assessment = assessed(person(34, Sex::male, {{"heavy_lifting_recent", "present"}}));

  ASSERT_FALSE(assessment.advice.empty());
  EXPECT_TRUE(std::ranges::is_sorted(assessment.advice, {}, &Advice::state));
}

}  // namespace
}  // namespace paraspinal::tests
