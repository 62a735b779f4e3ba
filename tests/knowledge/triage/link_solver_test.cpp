#include "knowledge/base/link_solver.h"

#include <array>
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/base/figures.h"
#include "tests/knowledge/triage/link_row.h"

namespace paraspinal::knowledge {
namespace {

using tests::link_row;

constexpr std::size_t tumour = 0;
constexpr std::size_t strain = 1;
constexpr std::size_t other = 2;
constexpr std::array<double, 3> targets = {0.05, 0.6, 0.7};  // under the complaint

// Men of one age, in whom a tumour, a strain or another cause makes the complaint; one symptom and
// one exposure. Rows are added by each test.
KnowledgeBase men_of_one_age() {
  KnowledgeBase knowledge;
  Finding symptom;
  symptom.id = "night_pain";
  Finding exposure;
  exposure.id = "smoker_current";
  knowledge.findings = FindingTable({symptom, exposure});
  for (const char* id : {"tumour", "strain", "other"}) {
    Condition condition;
    condition.id = id;
    condition.role = id == std::string("other") ? ConditionRole::other : ConditionRole::primary;
    const double prior = targets[knowledge.conditions.size()];
    condition.priors.assign(all_settings.size(), {prior, {}, {}, {}});
    knowledge.conditions.push_back(condition);
  }
  knowledge.age_bands = {{"adult", 16, 120}};
  knowledge.demographics.female.assign(all_settings.size(), {0});
  knowledge.demographics.male.assign(all_settings.size(), {1});
  knowledge.demographics.pregnancy = {{1, 0, 0, 0, 0, 0, 0, 0}};
  knowledge.prevalences = {{FindingId{1}, {}, {}, 0.2, {}, {}, "", {}}};
  return knowledge;
}

Link symptom_row(std::string id, std::size_t condition, double sensitivity, double background,
                 std::string grade = "C") {
  Link link = link_row(std::move(id), condition, 0, LinkKind::finding, std::move(grade));
  link.sensitivity = Figure{sensitivity, {}, {}};
  link.p_given_not = background;
  link.p_given_not_basis = "estimate";
  return link;
}

// The S of S = 1 - prod (1 - target S): how common the complaint is when these targets hold.
double complaint() {
  double s = 1;
  for (int step = 0; step < 200; ++step) {
    double none = 1;
    for (const double target : targets) {
      none *= 1 - target * s;
    }
    s = 1 - none;
  }
  return s;
}

// P(symptom | condition) and without it, under the complaint, by summing the joint of the three
// causes: a noisy-OR with this leak and these strengths (negative ones lower the leak).
Rates by_enumeration(double leak, const std::array<double, 3>& strength, std::size_t condition) {
  const double s = complaint();
  std::array<double, 2> share{};
  std::array<double, 2> symptom{};
  for (unsigned state = 1; state < 8; ++state) {  // at least one cause: the complaint
    double p = 1;
    double silent = 1;
    double background = leak;
    for (std::size_t c = 0; c < 3; ++c) {
      const bool present = (state >> c & 1U) != 0;
      p *= present ? targets[c] * s : 1 - targets[c] * s;
      if (present && strength[c] > 0) {
        silent *= 1 - strength[c];
      } else if (present) {
        background *= 1 + strength[c];
      }
    }
    const std::size_t with = state >> condition & 1U;
    share[with] += p;
    symptom[with] += p * (1 - silent * (1 - background));
  }
  return {symptom[1] / share[1], symptom[0] / share[0]};
}

LinkSolution solved(const KnowledgeBase& knowledge) {
  return solve_links(knowledge, Targets(knowledge)).value();
}

TEST(LinkSolver, GivesTheOnlyRowsSensitivityAndBackgroundBack) {
  KnowledgeBase knowledge = men_of_one_age();
  knowledge.links = {symptom_row("L1", tumour, 0.6, 0.2)};
  const auto solution = solved(knowledge);
  const Rates ours = by_enumeration(solution.leak[0], {solution.strength[0], 0, 0}, tumour);
  EXPECT_NEAR(ours.given, 0.6, 1e-6);
  EXPECT_NEAR(ours.given_not, 0.2, 1e-6);
}

TEST(LinkSolver, LeavesRoomForWhatOtherConditionsExplain) {
  KnowledgeBase knowledge = men_of_one_age();
  knowledge.links = {symptom_row("L1", tumour, 0.6, 0.35), symptom_row("L2", strain, 0.5, 0.15)};
  const auto solution = solved(knowledge);
  const std::array<double, 3> strength = {solution.strength[0], solution.strength[1], 0};
  EXPECT_NEAR(by_enumeration(solution.leak[0], strength, tumour).given, 0.6, 1e-6);
  EXPECT_NEAR(by_enumeration(solution.leak[0], strength, strain).given, 0.5, 1e-6);
}

TEST(LinkSolver, APublishedSpecificityOutweighsAnEstimatedBackground) {
  KnowledgeBase knowledge = men_of_one_age();
  Link published = symptom_row("L1", tumour, 0.6, 0.1, "A");
  published.specificity = Figure{0.9, {}, {}};
  knowledge.links = {published, symptom_row("L2", other, 0.7, 0.4)};
  const auto solution = solved(knowledge);
  const std::array<double, 3> strength = {solution.strength[0], 0, solution.strength[1]};
  const Rates ours = by_enumeration(solution.leak[0], strength, tumour);
  EXPECT_GT(1 - ours.given_not, 0.9 * 0.8);
  EXPECT_LT(1 - ours.given_not, 0.9 * 1.2);
}

TEST(LinkSolver, ALikelihoodRatioHoldsWhateverTheBackgroundComesToBe) {
  KnowledgeBase knowledge = men_of_one_age();
  Link ratio = link_row("L1", tumour, 0, LinkKind::finding, "A");
  ratio.lr_positive = Figure{4, 3, 5};
  ratio.p_given_not = 0.2;
  ratio.p_given_not_basis = "estimate";
  knowledge.links = {ratio, symptom_row("L2", strain, 0.1, 0.02)};
  const auto solution = solved(knowledge);
  const Rates ours =
      by_enumeration(solution.leak[0], {solution.strength[0], solution.strength[1], 0}, tumour);
  EXPECT_NEAR(ours.given / ours.given_not, 4, 1e-5);
}

TEST(LinkSolver, BoundsAnEstimatedRatioAtTen) {
  KnowledgeBase knowledge = men_of_one_age();
  knowledge.links = {symptom_row("L1", tumour, 0.5, 0.005)};  // ratio 100
  const auto solution = solved(knowledge);
  const Rates ours = by_enumeration(solution.leak[0], {solution.strength[0], 0, 0}, tumour);
  EXPECT_NEAR(ours.given, 0.5, 1e-6);
  EXPECT_NEAR(ours.given / ours.given_not, 10, 1e-3);
  EXPECT_TRUE(is_capped(knowledge.links[0]));
}

TEST(LinkSolver, LeavesAReviewsOwnRatioAsPublished) {
  KnowledgeBase knowledge = men_of_one_age();
  Link review = symptom_row("L1", tumour, 0.5, 0.02, "A");
  review.specificity = Figure{0.98, 0.97, 0.99};
  knowledge.links = {review};
  const auto solution = solved(knowledge);
  const Rates ours = by_enumeration(solution.leak[0], {solution.strength[0], 0, 0}, tumour);
  EXPECT_NEAR(ours.given / ours.given_not, 25, 1e-3);
  EXPECT_FALSE(is_capped(knowledge.links[0]));
}

TEST(LinkSolver, BoundsAReviewsRatioWhoseIntervalSpansMoreThanTen) {
  Link review = link_row("L1", tumour, 0, LinkKind::finding, "A");
  review.lr_positive = Figure{13, 1.9, 95};
  review.p_given_not = 0.03;
  EXPECT_TRUE(is_capped(review));
  review.lr_positive = Figure{13, 9, 20};
  EXPECT_FALSE(is_capped(review));
}

TEST(LinkSolver, ARatioBelowOneLowers) {
  KnowledgeBase knowledge = men_of_one_age();
  knowledge.links = {symptom_row("L1", strain, 0.3, 0.4)};
  const auto solution = solved(knowledge);
  EXPECT_LT(solution.strength[0], 0);
  const Rates ours = by_enumeration(solution.leak[0], {0, solution.strength[0], 0}, strain);
  EXPECT_NEAR(ours.given / ours.given_not, 0.75, 1e-6);
}

// P(exposure | condition) and without it under the complaint, from a root exposure that acts on the
// odds of the tumour, by summing the joint of exposure and causes.
Rates exposure_by_enumeration(double prevalence, double log_odds_ratio) {
  const double s = complaint();
  // The base at which the tumour is as common as its target wants it, by bisection.
  double low = -20;
  double high = 20;
  const auto at = [&](double logit) { return 1 / (1 + std::exp(-logit)); };
  for (int step = 0; step < 100; ++step) {
    const double base = (low + high) / 2;
    const double p = prevalence * at(base + log_odds_ratio) + (1 - prevalence) * at(base);
    (p < targets[tumour] * s ? low : high) = base;
  }
  const double quiet = (1 - targets[strain] * s) * (1 - targets[other] * s);
  std::array<double, 2> ill{};
  std::array<double, 2> well{};
  for (const std::size_t exposed : {0U, 1U}) {
    const double share = exposed == 1 ? prevalence : 1 - prevalence;
    const double p = at(low + (exposed == 1 ? log_odds_ratio : 0));
    ill[exposed] = share * p;
    well[exposed] = share * (1 - p) * (1 - quiet);
  }
  return {ill[1] / (ill[0] + ill[1]), well[1] / (well[0] + well[1])};
}

TEST(LinkSolver, ARiskFactorHasItsOddsRatioUnderTheComplaint) {
  KnowledgeBase knowledge = men_of_one_age();
  Link link = link_row("L1", tumour, 1, LinkKind::risk);
  link.ratio_kind = "OR";
  link.ratio = Figure{2.5, {}, {}};
  knowledge.links = {link};
  const auto solution = solved(knowledge);
  const Rates ours = exposure_by_enumeration(solution.prevalence[1][1], solution.strength[0]);
  EXPECT_NEAR(odds(ours.given) / odds(ours.given_not), 2.5, 1e-5);
  const double all = targets[tumour] * ours.given + (1 - targets[tumour]) * ours.given_not;
  EXPECT_NEAR(all, 0.2, 1e-6);  // the published prevalence is of people with the complaint
}

TEST(LinkSolver, ARiskFactorAlsoReachesAPublishedShareOfTheIll) {
  KnowledgeBase knowledge = men_of_one_age();
  Link link = link_row("L1", tumour, 1, LinkKind::risk);
  link.sensitivity = Figure{0.5, {}, {}};
  link.p_given_not = 0.1;
  knowledge.links = {link};
  const auto solution = solved(knowledge);
  const Rates ours = exposure_by_enumeration(solution.prevalence[1][1], solution.strength[0]);
  EXPECT_NEAR(ours.given, 0.5, 1e-5);
}

TEST(LinkSolver, AMechanismCarriesWhatItsViewsShare) {
  KnowledgeBase knowledge = men_of_one_age();
  knowledge.links = {symptom_row("L1", tumour, 0.6, 0.2)};
  Mechanism mechanism;
  mechanism.id = "infiltration";
  mechanism.leak = 0;
  mechanism.causes = {{ConditionId{tumour}, 0.9, {}}};
  mechanism.findings = {FindingId{0}};
  knowledge.mechanisms = {mechanism};
  const auto solution = solved(knowledge);
  EXPECT_NEAR(solution.strength[0], 0, 1e-9);  // nothing is left for a direct arc
  const double through = 0.9 * solution.route[0][0];
  EXPECT_NEAR(1 - (1 - solution.leak[0]) * (1 - through), 0.6, 1e-6);
}

TEST(LinkSolver, RefusesARiskFactorWithoutPrevalence) {
  KnowledgeBase knowledge = men_of_one_age();
  Link link = link_row("L1", tumour, 1, LinkKind::risk);
  link.ratio_kind = "OR";
  link.ratio = Figure{2, {}, {}};
  knowledge.links = {link};
  knowledge.prevalences.clear();
  EXPECT_THAT(solve_links(knowledge, Targets(knowledge)).error().message,
              testing::HasSubstr("risk factor smoker_current has no prevalence for telephone"));
}

}  // namespace
}  // namespace paraspinal::knowledge
