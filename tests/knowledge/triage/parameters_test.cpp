#include "knowledge/base/parameters.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paraspinal::knowledge {
namespace {

// One primary condition, one symptom, one risk factor; rows are added by each test.
KnowledgeBase small_knowledge() {
  KnowledgeBase knowledge;
  Finding symptom;
  symptom.id = "night_pain";
  Finding exposure;
  exposure.id = "smoker_current";
  Finding age;
  age.id = "age_ge50";
  knowledge.findings = FindingTable({symptom, exposure, age});
  for (const char* id : {"tumour", "strain"}) {
    Condition condition;
    condition.id = id;
    knowledge.conditions.push_back(condition);
  }
  knowledge.solved.company = {0.01, 0.3, 0.01, 0.3};  // the tumour in 1 %, the strain in 30 %
  return knowledge;
}

Link row(std::string id, std::size_t condition, std::size_t finding, LinkKind kind) {
  Link link;
  link.id = std::move(id);
  link.condition = {condition};
  link.finding = {finding};
  link.kind = kind;
  link.citation.grade = "C";
  return link;
}

// P(finding | the one condition alone present) in the noisy-OR of two causes at their prior shares.
double given(const FindingParameters& local, double others_absent) {
  return 1 - (1 - local.leak) * others_absent * (1 - local.raising.front().strength);
}

TEST(LocalParameters, GiveTheRowsSensitivityAndBackgroundBack) {
  KnowledgeBase knowledge = small_knowledge();
  Link link = row("L1", 0, 0, LinkKind::finding);
  link.sensitivity = Figure{0.6, {}, {}};
  link.p_given_not = 0.2;
  knowledge.links = {link};
  const auto parameters = local_parameters(knowledge);
  ASSERT_TRUE(parameters.has_value());
  const auto& local = parameters->findings[0].value();
  EXPECT_NEAR(given(local, 1), 0.6, 1e-9);
  EXPECT_NEAR(local.leak, 0.2, 1e-9);  // no other condition has it
}

TEST(LocalParameters, CapAnEstimatedRatioAtTenAndSaySo) {
  KnowledgeBase knowledge = small_knowledge();
  Link link = row("L1", 0, 0, LinkKind::finding);
  link.sensitivity = Figure{0.5, {}, {}};
  link.p_given_not = 0.005;  // ratio 100
  knowledge.links = {link};
  const auto parameters = local_parameters(knowledge);
  ASSERT_TRUE(parameters.has_value());
  const auto& local = parameters->findings[0].value();
  EXPECT_TRUE(local.raising.front().capped);
  EXPECT_NEAR(local.leak, 0.05, 1e-9);
}

TEST(LocalParameters, TheLeakLeavesRoomForWhatOtherConditionsExplain) {
  // Strain has the finding in 0.5 and is present in 0.3 of those who may have the tumour:
  // P(finding | no tumour) = 1 - (1 - leak)(1 - 0.3 strength) = 0.2 by the tumour's row.
  KnowledgeBase knowledge = small_knowledge();
  Link tumour = row("L1", 0, 0, LinkKind::finding);
  tumour.sensitivity = Figure{0.6, {}, {}};
  tumour.p_given_not = 0.2;
  tumour.citation.grade = "A";
  Link strain = row("L2", 1, 0, LinkKind::finding);
  strain.sensitivity = Figure{0.5, {}, {}};
  strain.p_given_not = 0.0778;  // what then is left without strain
  strain.citation.grade = "A";
  knowledge.links = {tumour, strain};
  const auto local = local_parameters(knowledge)->findings[0].value();
  const double strength = local.raising[1].strength;
  EXPECT_NEAR(1 - (1 - local.leak) * (1 - 0.3 * strength), 0.2, 0.002);
  EXPECT_NEAR(1 - (1 - local.leak) * (1 - 0.01 * local.raising[0].strength) * (1 - strength), 0.5,
              1e-9);
}

TEST(LocalParameters, LeaveAReviewsFigureAsPublished) {
  KnowledgeBase knowledge = small_knowledge();
  Link link = row("L1", 0, 0, LinkKind::finding);
  link.sensitivity = Figure{0.5, {}, {}};
  link.p_given_not = 0.005;
  link.citation.grade = "A";
  knowledge.links = {link};
  EXPECT_FALSE(local_parameters(knowledge)->findings[0]->raising.front().capped);
}

TEST(LocalParameters, ARatioBelowOneLowersWithExactlyThatRatio) {
  KnowledgeBase knowledge = small_knowledge();
  Link link = row("L1", 1, 0, LinkKind::finding);
  link.sensitivity = Figure{0.3, {}, {}};
  link.p_given_not = 0.4;
  knowledge.links = {link};
  const auto local = local_parameters(knowledge)->findings[0].value();
  EXPECT_TRUE(local.raising.empty());
  EXPECT_NEAR(1 - local.lowering.front().strength, 0.75, 1e-12);
}

TEST(LocalParameters, ARiskFactorActsByTheLogOfItsOddsRatio) {
  KnowledgeBase knowledge = small_knowledge();
  Link link = row("L1", 0, 1, LinkKind::risk);
  link.ratio_kind = "OR";
  link.ratio = Figure{2.5, {}, {}};
  knowledge.links = {link};
  knowledge.prevalences = {{FindingId{1}, {}, {}, 0.2, "", {}}};
  const auto parameters = local_parameters(knowledge);
  ASSERT_TRUE(parameters.has_value());
  EXPECT_NEAR(parameters->risks[0].front().log_odds_ratio, std::log(2.5), 1e-12);
  EXPECT_EQ(parameters->prevalence[1].size(), 6U);
}

TEST(LocalParameters, ARiskFactorThatIsAlsoAnEffectIsTurnedRound) {
  KnowledgeBase knowledge = small_knowledge();
  Link effect = row("L1", 1, 0, LinkKind::finding);
  effect.sensitivity = Figure{0.5, {}, {}};
  effect.p_given_not = 0.2;
  Link risk = row("L2", 0, 0, LinkKind::risk);
  risk.ratio_kind = "OR";
  risk.ratio = Figure{4, {}, {}};
  knowledge.links = {effect, risk};
  const auto parameters = local_parameters(knowledge);
  ASSERT_TRUE(parameters.has_value());
  EXPECT_TRUE(parameters->risks[0].empty());
  EXPECT_EQ(parameters->findings[0]->raising.size(), 2U);
}

TEST(LocalParameters, RefuseAParameterOnAgeBecauseThePriorHoldsIt) {
  KnowledgeBase knowledge = small_knowledge();
  Link link = row("L9", 0, 2, LinkKind::risk);
  link.ratio_kind = "OR";
  link.ratio = Figure{2, {}, {}};
  knowledge.links = {link};
  const auto parameters = local_parameters(knowledge);
  ASSERT_FALSE(parameters.has_value());
  EXPECT_THAT(parameters.error().message,
              testing::HasSubstr("link L9 (tumour, age_ge50) is a parameter, but age"));
}

TEST(LocalParameters, RefuseARowFromWhichNoProbabilityFollows) {
  KnowledgeBase knowledge = small_knowledge();
  Link link = row("L1", 0, 0, LinkKind::finding);
  link.sensitivity = Figure{0.5, {}, {}};
  knowledge.links = {link};
  EXPECT_THAT(local_parameters(knowledge).error().message,
              testing::HasSubstr("expected sensitivity with p_given_not or specificity"));
}

TEST(LocalParameters, RefuseARiskFactorWithoutPrevalence) {
  KnowledgeBase knowledge = small_knowledge();
  Link link = row("L1", 0, 1, LinkKind::risk);
  link.ratio_kind = "OR";
  link.ratio = Figure{2, {}, {}};
  knowledge.links = {link};
  EXPECT_THAT(local_parameters(knowledge).error().message,
              testing::HasSubstr("risk factor smoker_current has no prevalence for telephone"));
}

TEST(LocalParameters, AMechanismCarriesWhatItsViewsShare) {
  KnowledgeBase knowledge = small_knowledge();
  Link link = row("L1", 0, 0, LinkKind::finding);
  link.sensitivity = Figure{0.6, {}, {}};
  link.p_given_not = 0.2;
  knowledge.links = {link};
  Mechanism mechanism;
  mechanism.id = "infiltration";
  mechanism.leak = 0;
  mechanism.causes = {{ConditionId{0}, 0.9, {}}};
  mechanism.findings = {FindingId{0}};
  knowledge.mechanisms = {mechanism};
  const auto local = local_parameters(knowledge)->findings[0].value();
  ASSERT_EQ(local.mechanisms.size(), 1U);
  EXPECT_TRUE(local.raising.empty());
  const double through = 0.9 * local.mechanisms.front().strength;
  EXPECT_NEAR(1 - (1 - local.leak) * (1 - through), 0.6, 1e-9);
}

}  // namespace
}  // namespace paraspinal::knowledge
