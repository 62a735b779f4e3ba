#include "knowledge/triage/observe.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using knowledge::PregnancyStage;
using knowledge::Sex;
using testing::Contains;
using testing::Field;
using testing::HasSubstr;

triage::Observation observed(const triage::Presentation& presentation) {
  return triage::observe(presentation, triage::close(presentation, embedded_knowledge()),
                         embedded_knowledge(), embedded_network());
}

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

}  // namespace
}  // namespace paraspinal::tests
