#include "knowledge/base/uncertainty.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <tuple>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/inference.h"
#include "knowledge/base/clinical_network.h"
#include "knowledge/base/load.h"
#include "knowledge/base/normal_deviate.h"
#include "knowledge/base/parameter_draw.h"
#include "knowledge/base/perturbed_network.h"
#include "tests/knowledge/tiny_content.h"

namespace paraspinal::tests {
namespace {

using knowledge::ClinicalNetwork;
using knowledge::Draw;
using knowledge::DrawnParameters;
using knowledge::KnowledgeBase;
using knowledge::ParameterKind;
using knowledge::Spread;
using ::testing::HasSubstr;

constexpr std::uint64_t seed = 2026;
constexpr std::size_t draws = 4000;

double log_odds(double p) {
  return std::log(p / (1 - p));
}

Spread spread_of(const KnowledgeBase& knowledge, ParameterKind kind, const std::string& about) {
  const auto parameters = knowledge::uncertain_parameters(knowledge);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i].kind == kind && knowledge::subject(knowledge, parameters[i]) == about) {
      return knowledge.solved.spreads[i];
    }
  }
  ADD_FAILURE() << "no parameter " << about;
  return {};
}

// A figure of many draws, in increasing order.
std::vector<double> drawn(const KnowledgeBase& knowledge, const ClinicalNetwork& network,
                          const std::function<double(const DrawnParameters&)>& figure) {
  std::vector<double> values;
  for (std::size_t number = 0; number < draws; ++number) {
    values.push_back(
        figure(knowledge::draw_parameters(knowledge, network.parameters, {seed, number})));
  }
  std::ranges::sort(values);
  return values;
}

double quantile(const std::vector<double>& sorted, double share) {
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size()))];
}

// Percentage points of the normal distribution: the first four as printed in tables (Abramowitz &
// Stegun 1964, table 26.5), the others Wichura's own checks of the algorithm (1988).
TEST(NormalQuantile, IsThatOfTheTables) {
  EXPECT_NEAR(knowledge::normal_quantile(0.975), 1.959963984540054, 1e-14);
  EXPECT_NEAR(knowledge::normal_quantile(0.95), 1.644853626951473, 1e-14);
  EXPECT_EQ(knowledge::normal_quantile(0.5), 0);
  EXPECT_NEAR(knowledge::normal_quantile(0.995), 2.575829303548901, 1e-14);
  EXPECT_NEAR(knowledge::normal_quantile(0.25), -0.6744897501960817, 1e-15);
  EXPECT_NEAR(knowledge::normal_quantile(0.001), -3.090232306167814, 1e-14);
  EXPECT_NEAR(knowledge::normal_quantile(1e-20), -9.262340089798408, 1e-13);
}

TEST(NormalQuantile, IsTheInverseOfTheDistributionFunction) {
  for (const double p : {1e-12, 1e-6, 0.01, 0.0749, 0.0751, 0.3, 0.6, 0.93, 0.999}) {
    EXPECT_NEAR(std::erfc(-knowledge::normal_quantile(p) / std::sqrt(2.0)) / 2 / p, 1, 1e-12) << p;
  }
}

TEST(NormalQuantile, OfZeroBreaksTheContract) {
  EXPECT_THROW(knowledge::normal_quantile(0), std::logic_error);
  EXPECT_THROW(knowledge::normal_quantile(1), std::logic_error);
}

// The published FNV-1a test vectors (Fowler, Noll & Vo).
TEST(NormalDeviate, KeysAreFowlerNollVoHashes) {
  EXPECT_EQ(knowledge::key_of(""), 0xcbf29ce484222325U);
  EXPECT_EQ(knowledge::key_of("a"), 0xaf63dc4c8601ec8cU);
  EXPECT_EQ(knowledge::key_of("foobar"), 0x85944171f73967e8U);
}

TEST(NormalDeviate, HasTheMomentsOfAStandardNormal) {
  constexpr std::size_t count = 100000;
  double sum = 0;
  double squares = 0;
  double fourths = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double z = knowledge::normal_deviate(seed, i, knowledge::key_of("link l1"));
    sum += z;
    squares += z * z;
    fourths += z * z * z * z;
  }
  EXPECT_NEAR(sum / count, 0, 0.013);  // four standard errors each
  EXPECT_NEAR(squares / count, 1, 0.018);
  EXPECT_NEAR(fourths / count, 3, 0.125);
}

TEST(NormalDeviate, OfTwoParametersOrTwoSeedsAreUncorrelated) {
  constexpr std::size_t count = 100000;
  double parameters = 0;
  double seeds = 0;
  double successive = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double z = knowledge::normal_deviate(seed, i, 1);
    parameters += z * knowledge::normal_deviate(seed, i, 2);
    seeds += z * knowledge::normal_deviate(seed + 1, i, 1);
    successive += z * knowledge::normal_deviate(seed, i + 1, 1);
  }
  EXPECT_NEAR(parameters / count, 0, 0.013);
  EXPECT_NEAR(seeds / count, 0, 0.013);
  EXPECT_NEAR(successive / count, 0, 0.013);
}

TEST(Spreads, OfAProbabilityWithAnIntervalReachItsBounds) {
  const KnowledgeBase knowledge = tiny_knowledge_base();
  const Spread spread = spread_of(knowledge, ParameterKind::link, "l1");  // 0.74 (0.6 to 0.9)

  EXPECT_TRUE(spread.from_interval);
  EXPECT_NEAR(spread.centre, log_odds(0.74), 1e-12);
  EXPECT_NEAR(spread.centre - 1.96 * spread.below, log_odds(0.6), 1e-4);
  EXPECT_NEAR(spread.centre + 1.96 * spread.above, log_odds(0.9), 1e-4);
}

// The network's own odds ratio is solved to give the published one back, and lies near it.
TEST(Spreads, OfARatioWithAnIntervalReachItsBoundsOnTheLogScale) {
  const Spread spread =
      spread_of(tiny_knowledge_base(), ParameterKind::link, "l3");  // 2 (1.5 to 3)

  EXPECT_NEAR(std::exp(spread.centre), 2, 0.02);
  EXPECT_NEAR(1.96 * spread.below, std::log(2 / 1.5), 1e-4);
  EXPECT_NEAR(1.96 * spread.above, std::log(3.0 / 2), 1e-4);
}

TEST(Spreads, WithoutAnIntervalAreThoseOfTheGrade) {
  const KnowledgeBase knowledge = tiny_knowledge_base();

  EXPECT_EQ(spread_of(knowledge, ParameterKind::link, "l2").below, 0.3);  // grade B
  EXPECT_EQ(spread_of(knowledge, ParameterKind::link, "l2").above, 0.3);
  EXPECT_FALSE(spread_of(knowledge, ParameterKind::link, "l2").from_interval);
  EXPECT_EQ(spread_of(knowledge, ParameterKind::prior, "cauda_equina telephone").below, 0.6);
  EXPECT_EQ(spread_of(knowledge, ParameterKind::mechanism_leak, "sacral_roots").below, 0.6);
  EXPECT_EQ(spread_of(knowledge, ParameterKind::mechanism_cause, "sacral_roots cauda_equina").above,
            0.6);
  EXPECT_EQ(spread_of(knowledge, ParameterKind::contribution, "stress strain").below, 0.6);
  EXPECT_EQ(spread_of(knowledge, ParameterKind::prevalence, "heavy_lifting any any").below, 0.6);
}

TEST(Spreads, OfAnEstimatedBackgroundRateAreThoseOfAnEstimate) {
  const Spread leak = spread_of(tiny_knowledge_base(), ParameterKind::leak, "saddle_anaesthesia");

  EXPECT_EQ(leak.below, 0.6);
  EXPECT_EQ(leak.above, 0.6);
}

TEST(Spreads, OfALeakReachTheBoundsOfThePublishedSpecificity) {
  TinyContent content;
  content.replace("link.csv", "0.74,0.6,0.9,,,,0.01,estimate", "0.74,0.6,0.9,0.98,0.95,0.99,,");
  content.build();
  const auto knowledge = knowledge::load_file(content.database()).value();
  const Spread leak = spread_of(knowledge, ParameterKind::leak, "saddle_anaesthesia");

  EXPECT_TRUE(leak.from_interval);
  EXPECT_NEAR(1.96 * leak.above, log_odds(0.05) - log_odds(0.02), 1e-4);
  EXPECT_NEAR(1.96 * leak.below, log_odds(0.02) - log_odds(0.01), 1e-4);
}

TEST(Spreads, ABoundOfOneIsAsFarAsTheOtherOneOrTheGradeSays) {
  TinyContent content;
  content.replace("link.csv", "0.74,0.6,0.9", "0.74,0.73,1");
  content.build();
  const auto knowledge = knowledge::load_file(content.database()).value();
  const Spread spread = spread_of(knowledge, ParameterKind::link, "l1");

  EXPECT_NEAR(spread.centre - 1.96 * spread.below, log_odds(0.73), 1e-4);
  EXPECT_EQ(spread.above, 0.3);  // grade B
}

TEST(Spreads, AreStoredOnceForEachParameter) {
  const KnowledgeBase knowledge = tiny_knowledge_base();
  const auto parameters = knowledge::uncertain_parameters(knowledge);
  std::vector<std::string> names;
  for (const auto& parameter : parameters) {
    names.push_back(std::string(name(parameter.kind)) + ' ' +
                    knowledge::subject(knowledge, parameter));
  }
  std::ranges::sort(names);

  // 4 conditions in 3 settings; 3 links; 2 leaks; and one each of the rest.
  EXPECT_EQ(names.size(), 12U + 3U + 2U + 1U + 1U + 1U + 1U);
  EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
  EXPECT_EQ(knowledge.solved.spreads.size(), names.size());
}

TEST(Spreads, AreComputedAnewAsTheyWereStored) {
  const KnowledgeBase knowledge = tiny_knowledge_base();

  EXPECT_EQ(knowledge::spreads_of(knowledge).value(), knowledge.solved.spreads);
}

TEST(Spreads, AGradeWithoutASpreadIsNamed) {
  KnowledgeBase knowledge = tiny_knowledge_base();
  knowledge.grade_spread.erase("B");

  EXPECT_THAT(knowledge::spreads_of(knowledge).error().message,
              HasSubstr("table grade_spread has no row for grade 'B'"));
}

// What the interval of a row becomes after all: the network's own P(finding | condition).
TEST(Draws, GiveTheIntervalOfASensitivityBack) {
  const KnowledgeBase knowledge = tiny_knowledge_base();
  const auto network = knowledge::compile(knowledge).value();
  const auto finding = knowledge.findings.find("saddle_anaesthesia")->index;
  const auto values = drawn(knowledge, network, [&](const DrawnParameters& one) {
    const auto& local = *one.local.findings[finding];
    double absent = 1 - network.parameters.findings[finding]->leak;
    for (const auto& arc : local.raising) {
      absent *= 1 - arc.strength;
    }
    for (const auto& route : local.mechanisms) {
      absent *= 1 - one.mechanism_strength[0][0] * route.strength;
    }
    return 1 - absent;
  });

  EXPECT_NEAR(quantile(values, 0.5), 0.74, 0.01);
  EXPECT_NEAR(quantile(values, 0.025), 0.6, 0.02);
  EXPECT_NEAR(quantile(values, 0.975), 0.9, 0.02);
}

TEST(Draws, GiveTheIntervalOfARatioBack) {
  const KnowledgeBase knowledge = tiny_knowledge_base();
  const auto network = knowledge::compile(knowledge).value();
  const auto strain = knowledge.condition("strain")->index;
  const auto values = drawn(knowledge, network, [&](const DrawnParameters& one) {
    return std::exp(one.local.risks[strain].front().log_odds_ratio);
  });

  EXPECT_NEAR(quantile(values, 0.5), 2, 0.03);
  EXPECT_NEAR(quantile(values, 0.025), 1.5, 0.04);
  EXPECT_NEAR(quantile(values, 0.975), 3, 0.1);
}

TEST(Draws, GiveTheIntervalOfAPriorBack) {
  const KnowledgeBase knowledge = tiny_knowledge_base();
  const auto network = knowledge::compile(knowledge).value();
  const auto strain = knowledge.condition("strain")->index;
  const auto values = drawn(knowledge, network, [&](const DrawnParameters& one) {
    return log_odds(0.6) + one.base_shift[strain][0];
  });

  EXPECT_NEAR(quantile(values, 0.5), log_odds(0.6), 0.01);
  EXPECT_NEAR(quantile(values, 0.025), log_odds(0.5), 0.02);
  EXPECT_NEAR(quantile(values, 0.975), log_odds(0.7), 0.02);
}

TEST(Draws, KeepTheMeanOfAFigureWithoutAnIntervalOnItsScale) {
  const KnowledgeBase knowledge = tiny_knowledge_base();
  const auto network = knowledge::compile(knowledge).value();
  double sum = 0;
  for (std::size_t number = 0; number < draws; ++number) {
    sum += knowledge::draw_parameters(knowledge, network.parameters, {seed, number})
               .contribution.front();
  }

  EXPECT_NEAR(sum / draws, std::log(1.3), 4 * 0.6 / std::sqrt(draws));
}

TEST(Draws, OfTheSameSeedAndNumberAreTheSame) {
  const KnowledgeBase knowledge = tiny_knowledge_base();
  const auto network = knowledge::compile(knowledge).value();
  const auto draw = [&](Draw which) {
    const DrawnParameters one = knowledge::draw_parameters(knowledge, network.parameters, which);
    return std::tuple(one.base_shift, one.local.findings, one.local.risks, one.local.prevalence,
                      one.mechanism_leak, one.mechanism_strength, one.contribution);
  };

  EXPECT_TRUE(draw({seed, 7}) == draw({seed, 7}));
  EXPECT_FALSE(draw({seed, 7}) == draw({seed, 8}));
  EXPECT_FALSE(draw({seed, 7}) == draw({seed + 1, 7}));
}

TEST(Draws, OfOtherParametersStayWhenARowIsAdded) {
  const KnowledgeBase before = tiny_knowledge_base();
  TinyContent content;
  content.append("prevalence.csv",
                 "heavy_lifting,any,female,0.2,,,smith2020,estimate,C,judgement,none");
  content.build();
  const auto after = knowledge::load_file(content.database()).value();
  const auto one = [](const KnowledgeBase& knowledge) {
    const auto network = knowledge::compile(knowledge).value();
    return knowledge::draw_parameters(knowledge, network.parameters, {seed, 3});
  };

  EXPECT_EQ(one(before).base_shift, one(after).base_shift);
  EXPECT_EQ(one(before).contribution, one(after).contribution);
}

TEST(Draws, ACertainKnowledgeBaseIsNotMoved) {
  KnowledgeBase knowledge = tiny_knowledge_base();
  for (Spread& spread : knowledge.solved.spreads) {
    spread.below = 0;
    spread.above = 0;
  }
  const auto network = knowledge::compile(knowledge).value();
  const auto one = knowledge::draw_parameters(knowledge, network.parameters, {seed, 1});
  const auto moved = knowledge::perturbed(knowledge, network, one).value();
  const engine::Inference expected(network.network);
  const engine::Inference actual(moved);
  engine::Evidence evidence;
  evidence.observe(network.complaint, 1);
  evidence.observe(*network.findings[knowledge.findings.find("saddle_anaesthesia")->index], 1);

  for (const auto condition : network.conditions) {
    EXPECT_NEAR(actual.posterior(evidence)->present(condition),
                expected.posterior(evidence)->present(condition), 1e-12);
  }
}

TEST(Draws, MoveThePosteriorToBothSidesOfItself) {
  const KnowledgeBase knowledge = tiny_knowledge_base();
  const auto network = knowledge::compile(knowledge).value();
  const auto cauda = network.conditions[knowledge.condition("cauda_equina")->index];
  engine::Evidence evidence;
  evidence.observe(network.setting, 0);
  evidence.observe(network.complaint, 1);
  evidence.observe(*network.findings[knowledge.findings.find("saddle_anaesthesia")->index], 1);
  const auto present = [&](const engine::Network& one) {
    return engine::Inference(one).posterior(evidence)->present(cauda);
  };
  std::vector<double> values;
  for (std::size_t number = 0; number < 400; ++number) {
    const auto one = knowledge::draw_parameters(knowledge, network.parameters, {seed, number});
    values.push_back(present(knowledge::perturbed(knowledge, network, one).value()));
  }
  std::ranges::sort(values);

  EXPECT_LT(quantile(values, 0.05), present(network.network));
  EXPECT_GT(quantile(values, 0.95), present(network.network));
  // Priors (0.6), leaks (0.6), and the rest, on the log-odds: 90 % within about 1.64 * 0.9.
  EXPECT_NEAR(log_odds(quantile(values, 0.95)) - log_odds(quantile(values, 0.05)), 2.9, 0.6);
  EXPECT_NEAR(log_odds(quantile(values, 0.5)), log_odds(present(network.network)), 0.15);
}

TEST(Draws, WithoutSpreadsBreakTheContract) {
  KnowledgeBase knowledge = tiny_knowledge_base();
  const auto network = knowledge::compile(knowledge).value();
  knowledge.solved.spreads.clear();

  EXPECT_THROW(knowledge::draw_parameters(knowledge, network.parameters, {seed, 0}),
               std::logic_error);
}

}  // namespace
}  // namespace paraspinal::tests
