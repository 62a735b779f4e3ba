// What the network says of its own evidence, and what is refused: the measured figures against
// networks worked by hand, excuses that hold and that do not, and the whole content.

#include "knowledge/base/fidelity.h"

#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/base/load.h"
#include "knowledge/base/network_rates.h"
#include "knowledge/triage/knowledge_check.h"
#include "tests/knowledge/tiny_content.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using knowledge::AppliesTo;
using knowledge::ConditionId;
using knowledge::FindingId;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// Men of two ages alike. Before the complaint a tumour is present in 0.2, another cause in 0.5;
// either makes the complaint, so the tumour's share under it is 0.2 / (1 - 0.8 * 0.5) = 1/3. The
// symptom has a leak of 0.1 and comes from the tumour with 0.5.
knowledge::KnowledgeBase two_conditions() {
  knowledge::KnowledgeBase knowledge;
  knowledge::Finding symptom;
  symptom.id = "night_pain";
  knowledge.findings = knowledge::FindingTable({symptom});
  for (const char* id : {"tumour", "other"}) {
    knowledge::Condition condition;
    condition.id = id;
    condition.role = id == std::string("other") ? knowledge::ConditionRole::other
                                                : knowledge::ConditionRole::primary;
    knowledge.conditions.push_back(condition);
  }
  knowledge::Link link;
  link.id = "L1";
  link.sensitivity = knowledge::Figure{0.55, {}, {}};
  link.p_given_not = 0.1;
  link.citation.grade = "B";
  knowledge.links = {link};
  knowledge.age_bands = {{"young", 16, 50}, {"old", 50, 121}};
  knowledge.demographics.female.assign(3, {0, 0});
  knowledge.demographics.male.assign(3, {0.5, 0.5});
  knowledge.demographics.pregnancy.assign(2, {1, 0, 0, 0, 0, 0, 0, 0});
  knowledge::Solved& solved = knowledge.solved;
  solved.base = {std::vector<double>(96, std::log(0.25)), std::vector<double>(96, 0)};
  solved.female = {0, 0, 0};
  solved.age.assign(12, 0.5);
  for (int row = 0; row < 12; ++row) {
    solved.pregnancy.insert(solved.pregnancy.end(), {1, 0, 0, 0, 0, 0, 0, 0});
  }
  solved.leak = {0.1};
  solved.strength = {0.5};
  solved.prevalence.resize(1);
  return knowledge;
}

TEST(NetworkRates, OfTwoConditionsAreThoseWorkedByHand) {
  const auto knowledge = two_conditions();
  const auto network = compile(knowledge);
  ASSERT_TRUE(network.has_value()) << network.error().message;
  knowledge::NetworkRates rates(knowledge, *network, knowledge::Setting::telephone);
  const auto tumour = rates.of(FindingId{0}, ConditionId{0}, AppliesTo::unselected);
  ASSERT_TRUE(tumour.has_value()) << tumour.error().message;
  EXPECT_NEAR(tumour->condition, 1.0 / 3, 1e-12);
  EXPECT_NEAR(tumour->rates.given, 1 - 0.9 * 0.5, 1e-12);
  EXPECT_NEAR(tumour->rates.given_not, 0.1, 1e-12);
}

TEST(NetworkRates, OfARivalHoldWhatTheOtherConditionExplains) {
  // Among those with the other cause the tumour is present in 0.2, so 0.2 * 0.55 + 0.8 * 0.1; among
  // those without it the tumour must have made the complaint: 0.55.
  const auto knowledge = two_conditions();
  const auto network = compile(knowledge);
  ASSERT_TRUE(network.has_value());
  knowledge::NetworkRates rates(knowledge, *network, knowledge::Setting::telephone);
  const auto other = rates.of(FindingId{0}, ConditionId{1}, AppliesTo::unselected);
  EXPECT_NEAR(other->rates.given, 0.19, 1e-12);
  EXPECT_NEAR(other->rates.given_not, 0.55, 1e-12);
}

TEST(Figures, FollowFromTwoRates) {
  const knowledge::Rates rates{0.6, 0.2};  // in 100 ill and 300 well: 60, 40, 60, 240
  using knowledge::FigureKind;
  EXPECT_DOUBLE_EQ(figure_value(FigureKind::specificity, rates, 0.25), 0.8);
  EXPECT_DOUBLE_EQ(figure_value(FigureKind::lr_positive, rates, 0.25), 3);
  EXPECT_DOUBLE_EQ(figure_value(FigureKind::lr_negative, rates, 0.25), 0.5);
  EXPECT_DOUBLE_EQ(figure_value(FigureKind::odds_ratio, rates, 0.25), 60.0 * 240 / (40 * 60));
  EXPECT_DOUBLE_EQ(figure_value(FigureKind::risk_ratio, rates, 0.25), 0.5 / (40.0 / 280));
}

TEST(Figures, AreReachedByTheRateThatIsAskedFor) {
  using knowledge::FigureKind;
  for (const FigureKind kind : {FigureKind::lr_positive, FigureKind::lr_negative,
                                FigureKind::odds_ratio, FigureKind::risk_ratio}) {
    const double value = figure_value(kind, {0.6, 0.2}, 0.25);
    EXPECT_NEAR(given_for(kind, value, 0.2, 0.25), 0.6, 1e-9) << name(kind);
  }
}

TEST(Figures, WithoutAnIntervalMayBeTwentyPercentOff) {
  knowledge::Link link;
  link.sensitivity = knowledge::Figure{0.5, {}, {}};
  link.lr_positive = knowledge::Figure{3, 2, 5};
  const auto figures = published_figures(link);
  ASSERT_EQ(figures.size(), 2U);
  EXPECT_DOUBLE_EQ(figures[0].low, 0.4);
  EXPECT_DOUBLE_EQ(figures[0].high, 0.6);
  EXPECT_EQ(figures[1].low, 2);
  EXPECT_EQ(figures[1].high, 5);
}

TEST(Figures, AnEstimatedBackgroundIsNoPublishedFigure) {
  knowledge::Link link;
  link.sensitivity = knowledge::Figure{0.5, {}, {}};
  link.p_given_not = 0.1;
  link.p_given_not_basis = "estimate";
  EXPECT_EQ(published_figures(link).size(), 1U);
  link.p_given_not_basis = "from source";
  EXPECT_EQ(published_figures(link).size(), 2U);
}

// The check of a content that builds.
triage::KnowledgeCheck check_of(const TinyContent& content) {
  const auto report = content.build();
  EXPECT_THAT(report.problems, IsEmpty());
  const auto knowledge = knowledge::load_file(content.database());
  const auto network = compile(knowledge.value());
  return triage::check_knowledge(*knowledge, network.value()).value();
}

// A second figure for the pair of l1, which the parameter contradicts.
constexpr const char* contrary =
    "l9,cauda_equina,saddle_anaesthesia,finding,check,unselected,0.20,0.15,0.25,,,,,,,,,,,,,,,,,,,"
    "adults,smith2020,,seen,B,,none";

TEST(KnowledgeCheck, NamesARowThatIsOutsideWithoutExcuse) {
  TinyContent content;
  content.append("link.csv", contrary);
  EXPECT_THAT(check_of(content).failures,
              Contains("link l9 (cauda_equina, saddle_anaesthesia) is outside its published figure "
                       "and has no excuse"));
}

TEST(KnowledgeCheck, TakesAConflictThatTheOtherRowPublishes) {
  TinyContent content;
  content.append("link.csv", contrary);
  content.append("link_excuse.csv", "l9,conflicts_with,l1,another cohort,none");
  const auto check = check_of(content);
  EXPECT_THAT(check.failures, Not(Contains(HasSubstr("link l9"))));
  EXPECT_EQ(check.outside(), 1U);
}

struct FalseExcuse {
  std::string row;    // of link_excuse.csv
  std::string words;  // of the failure
};

TEST(KnowledgeCheck, RefusesExcusesThatDoNotHold) {
  const FalseExcuse excuses[] = {
      {"l9,capped,,x,none", "excused as capped, but the network's ratio does not lie at a bound"},
      {"l9,referral_population,,x,none",
       "excused as referral_population, but the row is not of referred people"},
      {"l9,conflicts_with,l2,x,none",
       "excused as conflicts_with l2, but that row publishes nothing to the contrary"}};
  for (const FalseExcuse& excuse : excuses) {
    TinyContent content;
    content.replace("link.csv", "0.74,0.6,0.9,,,,0.01", "0.74,0.6,0.9,,,,0.3");  // within bounds
    content.append("link.csv", contrary);
    content.append("link_excuse.csv", excuse.row);
    EXPECT_THAT(check_of(content).failures,
                Contains(AllOf(HasSubstr("link l9"), HasSubstr(excuse.words))));
  }
}

TEST(KnowledgeCheck, CountsMoreThanFivePercentOutsideEvenWithExcuses) {
  TinyContent content;
  content.append("link.csv", contrary);
  content.append("link_excuse.csv", "l9,conflicts_with,l1,another cohort,none");
  EXPECT_THAT(
      check_of(content).failures,
      Contains("1 of 4 applicable rows of grade A and B are outside; expected at most 5 %"));
}

TEST(KnowledgeCheck, NamesARowThatIsKeptOutWithoutAReason) {
  TinyContent content;
  content.replace("link.csv", "l2,cauda_equina,urinary_retention,finding,parameter",
                  "l2,cauda_equina,urinary_retention,finding,background");
  content.replace("finding.csv", "urinary_retention,Retention,symptom,boolean,,,,,caller,,none",
                  "urinary_retention,Retention,symptom,boolean,,,,,caller,rules only,none");
  EXPECT_THAT(
      check_of(content).failures,
      Contains("link l2 (cauda_equina, urinary_retention) is background without a note why"));
}

TEST(KnowledgeCheck, NamesAPriorThatIsNotGivenBack) {
  TinyContent content;
  ASSERT_THAT(content.build().problems, IsEmpty());
  auto knowledge = knowledge::load_file(content.database()).value();
  knowledge.solved.base[0][0] += 0.001;  // of the log-odds, in the first context
  const auto network = compile(knowledge).value();
  EXPECT_THAT(triage::check_knowledge(knowledge, network)->failures,
              Contains(HasSubstr("prior of strain in telephone, 16-49, female, not_pregnant is ")));
}

TEST(KnowledgeCheck, NamesASettingWhereTheComplaintAloneIsTooUrgent) {
  TinyContent content;
  content.replace("prior.csv", "cauda_equina,telephone,0.01", "cauda_equina,telephone,0.5");
  EXPECT_THAT(check_of(content).failures,
              Contains("the complaint alone gives emergency_department in telephone, age and sex "
                       "unknown; expected at most same_day"));
}

TEST(KnowledgeCheck, NamesASettingWhereABenignPatternIsNoSelfCare) {
  TinyContent content;
  content.replace("condition.csv", "strain,Muscle strain,muscle,primary,0,self_care,1",
                  "strain,Muscle strain,muscle,primary,0,same_day,9");
  EXPECT_THAT(
      check_of(content).failures,
      Contains(AllOf(HasSubstr("the mandatory set absent with a benign pattern gives "),
                     HasSubstr(" in primary_care, age and sex unknown; expected self_care"))));
}

TEST(Build, RefusesAnExcuseOtherThanTheThree) {
  TinyContent content;
  content.append("link_excuse.csv", "l1,the_source_is_old,,x,none");
  EXPECT_THAT(content.build().problems,
              Contains(AllOf(HasSubstr("link_excuse.csv:2"), HasSubstr("the_source_is_old"),
                             HasSubstr("capped, referral_population or conflicts_with"))));
}

TEST(Build, RefusesAConflictThatNamesNoRow) {
  TinyContent content;
  content.append("link_excuse.csv", "l1,conflicts_with,,x,none");
  EXPECT_THAT(content.build().problems,
              Contains(HasSubstr("conflicts_with, and only it, names an other link")));
}

TEST(Build, RefusesReferredPeopleAsCallers) {
  TinyContent content;
  content.replace("link.csv", "l1,cauda_equina,saddle_anaesthesia,finding,parameter,unselected",
                  "l1,cauda_equina,saddle_anaesthesia,finding,parameter,referred");
  EXPECT_THAT(content.build().problems,
              Contains(AllOf(HasSubstr("link.csv:2"), HasSubstr("'referred'"),
                             HasSubstr("callers answer for themselves"))));
}

TEST(Build, RefusesABenignAnswerThatACallerCannotGive) {
  TinyContent content;
  content.append("benign_pattern.csv", "temp_c,absent,smith2020,estimate,x,none");
  EXPECT_THAT(content.build().problems,
              Contains(AllOf(HasSubstr("benign_pattern.csv:3"),
                             HasSubstr("expected a two-state finding that a caller can tell"))));
}

TEST(KnowledgeCheck, OfTheWholeContentHolds) {
  const auto check = triage::check_knowledge(embedded_knowledge(), embedded_network());
  ASSERT_TRUE(check.has_value()) << check.error().message;
  EXPECT_THAT(check->failures, IsEmpty());
  EXPECT_GT(check->applicable(), 100U);
  EXPECT_LE(check->largest_residual(), 1e-6);
  EXPECT_THAT(check->counts.unsourced, IsEmpty());
}

TEST(SafetyLaws, GiveTheUrgenciesOfAnAssessment) {
  const auto& knowledge = embedded_knowledge();
  for (const triage::LawCase& item :
       {triage::LawCase{.setting = knowledge::Setting::emergency_department},
        triage::LawCase{.setting = knowledge::Setting::telephone,
        .age_band = 4,
        .sex = knowledge::Sex::female}}) {
    const auto cases = triage::safety_cases(knowledge, embedded_network());
    ASSERT_TRUE(cases.has_value());
    const auto same = std::find_if(cases->begin(), cases->end(), [&](const auto& other) {
      return other.setting == item.setting && other.age_band == item.age_band &&
             other.sex == item.sex;
    });
    ASSERT_NE(same, cases->end());
    EXPECT_EQ(assessed(triage::complaint_alone(knowledge, item)).urgency, same->complaint_alone);
    EXPECT_EQ(assessed(triage::benign(knowledge, item)).urgency, same->benign);
  }
}

TEST(SafetyLaws, AskEveryoneInEverySetting) {
  const auto cases = triage::safety_cases(embedded_knowledge(), embedded_network());
  ASSERT_TRUE(cases.has_value());
  EXPECT_EQ(cases->size(), 3 * (1 + 2 * embedded_knowledge().age_bands.size()));
}

}  // namespace
}  // namespace paraspinal::tests
