#include "knowledge/base/parameters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/knowledge/triage/link_row.h"

namespace paraspinal::knowledge {
namespace {

using tests::link_row;

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
  return knowledge;
}

Link effect_row(std::string id, std::size_t condition) {
  Link link = link_row(std::move(id), condition, 0, LinkKind::finding);
  link.sensitivity = Figure{0.5, {}, {}};
  link.p_given_not = 0.2;
  return link;
}

Link risk_row(std::string id, std::size_t condition, std::size_t finding) {
  Link link = link_row(std::move(id), condition, finding, LinkKind::risk);
  link.ratio_kind = "OR";
  link.ratio = Figure{4, {}, {}};
  return link;
}

TEST(ParameterRows, ARiskFactorThatIsAlsoAnEffectIsTurnedRound) {
  KnowledgeBase knowledge = small_knowledge();
  knowledge.links = {risk_row("L1", 0, 0), effect_row("L2", 1)};
  const auto rows = parameter_rows(knowledge);
  ASSERT_TRUE(rows.has_value());
  EXPECT_TRUE(rows->risks[0].empty());
  EXPECT_EQ(rows->effects[0], (std::vector<std::size_t>{1, 0}));
}

TEST(ParameterRows, APairWithAnEffectRowNeedsNoTurnedOne) {
  KnowledgeBase knowledge = small_knowledge();
  knowledge.links = {effect_row("L1", 0), risk_row("L2", 0, 0)};
  const auto rows = parameter_rows(knowledge);
  ASSERT_TRUE(rows.has_value());
  EXPECT_EQ(rows->effects[0], (std::vector<std::size_t>{0}));
}

TEST(ParameterRows, RefuseAParameterOnAgeBecauseThePriorHoldsIt) {
  KnowledgeBase knowledge = small_knowledge();
  knowledge.links = {risk_row("L9", 0, 2)};
  const auto rows = parameter_rows(knowledge);
  ASSERT_FALSE(rows.has_value());
  EXPECT_THAT(rows.error().message,
              testing::HasSubstr("link L9 (tumour, age_ge50) is a parameter, but age"));
}

TEST(ParameterRows, RefuseARowFromWhichNoProbabilityFollows) {
  KnowledgeBase knowledge = small_knowledge();
  Link link = link_row("L1", 0, 0, LinkKind::finding);
  link.sensitivity = Figure{0.5, {}, {}};
  knowledge.links = {link};
  EXPECT_THAT(parameter_rows(knowledge).error().message,
              testing::HasSubstr("expected sensitivity with p_given_not or specificity"));
}

TEST(ParameterRows, RefuseARiskRowWithoutAnOddsRatio) {
  KnowledgeBase knowledge = small_knowledge();
  Link link = link_row("L1", 0, 1, LinkKind::risk);
  link.sensitivity = Figure{0.5, {}, {}};
  knowledge.links = {link};
  EXPECT_THAT(parameter_rows(knowledge).error().message,
              testing::HasSubstr("link L1 (tumour, smoker_current) is a parameter, but gives no "
                                 "odds ratio"));
}

TEST(LocalParameters, ReadSolvedStrengthsBySign) {
  KnowledgeBase knowledge = small_knowledge();
  knowledge.links = {effect_row("L1", 0), effect_row("L2", 1), risk_row("L3", 0, 1)};
  knowledge.solved.leak = {0.1, 0, 0};
  knowledge.solved.strength = {0.4, -0.25, 1.5};
  knowledge.solved.prevalence = {{}, std::vector<double>(6, 0.2), {}};
  const auto parameters = local_parameters(knowledge);
  ASSERT_TRUE(parameters.has_value());
  const FindingParameters expected{0.1, {{{0}, 0.4, 0, false}}, {{{1}, 0.25, 1, false}}, {}};
  EXPECT_EQ(parameters->findings[0], expected);
  EXPECT_EQ(parameters->risks[0], (std::vector<RiskParameter>{{{1}, 1.5, 2, false}}));
  EXPECT_FALSE(parameters->findings[1].has_value());
}

TEST(LocalParameters, NameTheRowsThatARouteCarries) {
  KnowledgeBase knowledge = small_knowledge();
  knowledge.links = {effect_row("L1", 0), effect_row("L2", 1)};
  Mechanism mechanism;
  mechanism.id = "infiltration";
  mechanism.causes = {{ConditionId{0}, 0.9, {}}};
  mechanism.findings = {FindingId{0}};
  knowledge.mechanisms = {mechanism};
  knowledge.solved.leak = {0.1, 0, 0};
  knowledge.solved.strength = {0, 0.3};
  knowledge.solved.route = {{0.55}};
  knowledge.solved.prevalence.resize(3);
  const auto parameters = local_parameters(knowledge);
  ASSERT_TRUE(parameters.has_value());
  EXPECT_EQ(parameters->findings[0]->mechanisms, (std::vector<MechanismParameter>{{0, 0.55, {0}}}));
  EXPECT_EQ(parameters->findings[0]->raising.size(), 1U);
}

TEST(LocalParameters, RefuseSolvedNumbersOfOtherContent) {
  KnowledgeBase knowledge = small_knowledge();
  knowledge.links = {effect_row("L1", 0)};
  EXPECT_THAT(local_parameters(knowledge).error().message,
              testing::HasSubstr("solved leaks of findings for 0; expected 3"));
}

}  // namespace
}  // namespace paraspinal::knowledge
