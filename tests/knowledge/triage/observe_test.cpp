#include "knowledge/triage/observe.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/triage/counted_once.h"
#include "knowledge/triage/score_findings.h"
#include "tests/knowledge/triage/observed_evidence.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using knowledge::PregnancyStage;
using knowledge::Sex;
using testing::Contains;
using testing::Field;
using testing::HasSubstr;

bool is_evidence(const triage::Observation& observation, const std::string& finding) {
  const auto id = embedded_knowledge().findings.find(finding).value();
  return std::any_of(observation.findings.begin(), observation.findings.end(),
                     [&](const triage::Observed& item) { return item.finding == id; });
}

// The stages that the evidence leaves open; all eight when nothing is observed of it.
std::vector<PregnancyStage> open_stages(const triage::Presentation& presentation) {
  const auto observation = observed(presentation);
  const auto& items = observation.context.items();
  const auto place = items.find(embedded_network().pregnancy);
  std::vector<PregnancyStage> open;
  for (std::size_t i = 0; i < knowledge::all_pregnancy_stages.size(); ++i) {
    bool possible = true;
    if (place != items.end()) {
      const auto* hard = std::get_if<engine::StateIndex>(&place->second);
      possible = hard != nullptr ? *hard == i : std::get<engine::Likelihood>(place->second)[i] > 0;
    }
    if (possible) {
      open.push_back(knowledge::all_pregnancy_stages[i]);
    }
  }
  return open;
}

TEST(Observe, PregnancyThatIsNotKnownStaysAMixture) {
  EXPECT_EQ(open_stages(person(30, Sex::female)).size(), 8U);
}

TEST(Observe, PregnantWithoutWeeksLeavesEveryStageOfPregnancyOpen) {
  const auto open = open_stages(person(30, Sex::female, {{"pregnant", "present"}}));
  EXPECT_EQ(open.size(), 6U);
  EXPECT_TRUE(std::all_of(open.begin(), open.end(), knowledge::is_pregnant));
}

TEST(Observe, WeeksGiveTheStage) {
  EXPECT_THAT(open_stages(person(30, Sex::female, {{"gestational_age", "13.9"}})),
              testing::ElementsAre(PregnancyStage::trimester_1));
  EXPECT_THAT(open_stages(person(30, Sex::female, {{"gestational_age", "14"}})),
              testing::ElementsAre(PregnancyStage::weeks_14_19));
  EXPECT_THAT(open_stages(person(30, Sex::female, {{"gestational_age", "37"}})),
              testing::ElementsAre(PregnancyStage::term));
}

TEST(Observe, NotPregnantLeavesThePostpartumOpenUntilAsked) {
  EXPECT_THAT(open_stages(person(30, Sex::female, {{"pregnant", "absent"}})),
              testing::ElementsAre(PregnancyStage::not_pregnant, PregnancyStage::postpartum));
  EXPECT_THAT(
      open_stages(person(30, Sex::female, {{"pregnant", "absent"}, {"postpartum", "absent"}})),
      testing::ElementsAre(PregnancyStage::not_pregnant));
}

TEST(Observe, PregnantManIsBelievedPregnantAndTheSexIsListed) {
  const auto presentation = person(30, Sex::male, {{"pregnant", "present"}});
  const auto observation = observed(presentation);
  EXPECT_FALSE(observation.context.items().contains(embedded_network().sex));
  EXPECT_THAT(observation.not_used, Contains(Field(&triage::NotUsed::what, HasSubstr("sex male"))));
}

TEST(Observe, UnknownAndRefusedAreListedAndAreNoEvidence) {
  const auto observation =
      observed(person(40, Sex::male, {{"saddle_anaesthesia", "unknown"}, {"fever", "refused"}}));
  EXPECT_FALSE(is_evidence(observation, "saddle_anaesthesia"));
  EXPECT_FALSE(is_evidence(observation, "fever"));
  EXPECT_THAT(observation.not_used,
              Contains(Field(&triage::NotUsed::what, HasSubstr("saddle_anaesthesia unknown"))));
  EXPECT_THAT(observation.not_used,
              Contains(Field(&triage::NotUsed::what, HasSubstr("fever refused"))));
}

TEST(Observe, AFindingThatWasNotAskedIsNoEvidence) {
  const auto observation = observed(person(40, Sex::male));
  for (const auto* finding : {"saddle_anaesthesia", "fever", "prior_lbp", "pain_mechanical"}) {
    EXPECT_FALSE(is_evidence(observation, finding)) << finding;
  }
}

TEST(Observe, EvidenceIsInTheOrderOfTheContent) {
  const auto observation = observed(person(40, Sex::male,
                                           {{"slr_positive", "present"},
                                            {"leg_numbness", "present"},
                                            {"bilateral_leg_pain", "absent"},
                                            {"heavy_lifting_recent", "present"}}));
  EXPECT_TRUE(std::is_sorted(observation.findings.begin(), observation.findings.end(),
                             [](const auto& a, const auto& b) { return a.finding < b.finding; }));
}

// As an assessment sees the answers: with what scores derive from them.
triage::Observation observed_with_scores(const triage::Presentation& presentation) {
  return observed(triage::score_findings(presentation, embedded_knowledge()).presentation);
}

const std::vector<std::pair<std::string, std::string>> inflammatory_items{
    {"age_onset_lt40", "present"},    {"pain_onset_insidious", "present"},
    {"improves_exercise", "present"}, {"no_improve_rest", "present"},
    {"night_pain", "present"},        {"morning_stiffness_30", "present"}};

TEST(Observe, ScoresBesideTheItemsTheyAreCountedFromAreNotCountedAgain) {
  const auto observation = observed_with_scores(person(30, Sex::male, inflammatory_items));
  EXPECT_TRUE(is_evidence(observation, "improves_exercise"));
  for (const auto* score : {"asas_ibp_ge4", "berlin_ibp_ge2"}) {
    EXPECT_FALSE(is_evidence(observation, score)) << score;
    EXPECT_THAT(
        observation.not_used,
        Contains(testing::AllOf(Field(&triage::NotUsed::what, std::string(score) + " present"),
                                Field(&triage::NotUsed::why,
                                      "the findings it is counted from are evidence themselves"))))
        << score;
  }
}

TEST(Observe, AScoreOfItemsThatAreNoEvidenceIsEvidence) {
  const auto observation = observed_with_scores(person(50, Sex::female,
                                                       {{"dn4_burning", "present"},
                                                        {"dn4_electric_shocks", "present"},
                                                        {"dn4_tingling", "present"},
                                                        {"dn4_numbness", "present"}},
                                                       knowledge::Setting::primary_care));
  EXPECT_TRUE(is_evidence(observation, "dn4_ge4"));
}

// Fever is one of seven: breathing, pulse and pressure reach sepsis through the score alone.
TEST(Observe, AScoreThatMostlyCountsWhatNothingElseSaysStaysBesideOneOfItsItems) {
  const auto observation = observed_with_scores(person(60, Sex::male,
                                                       {{"resp_rate", "26"},
                                                        {"spo2", "93"},
                                                        {"oxygen_added", "absent"},
                                                        {"sbp", "98"},
                                                        {"heart_rate", "120"},
                                                        {"consciousness", "A"},
                                                        {"temp_c", "38.6"}},
                                                       knowledge::Setting::primary_care));
  EXPECT_TRUE(is_evidence(observation, "fever"));
  EXPECT_TRUE(is_evidence(observation, "news2_ge5"));
}

TEST(Observe, AStatedScoreIsEvidence) {
  EXPECT_TRUE(is_evidence(observed_with_scores(person(30, Sex::male, {{"asas_ibp_score", "5"}})),
                          "asas_ibp_ge4"));
}

TEST(CountedOnce, ADerivedAnswerGoesBackToTheStatedOnesBehindIt) {
  const auto scored =
      triage::score_findings(person(30, Sex::male, inflammatory_items), embedded_knowledge());
  const auto closed = triage::close(scored.presentation, embedded_knowledge());
  const auto score = embedded_knowledge().findings.find("asas_ibp_ge4").value();
  std::vector<std::string> behind;
  for (const auto finding : triage::stated_behind(score, closed, embedded_knowledge())) {
    behind.push_back(embedded_knowledge().findings[finding].id);
  }
  EXPECT_THAT(behind, testing::UnorderedElementsAre("age_onset_lt40", "pain_onset_insidious",
                                                    "improves_exercise", "no_improve_rest"));
}

}  // namespace
}  // namespace paraspinal::tests
