#include "knowledge/triage/intervals.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "engine/parameter_variations.h"
#include "knowledge/base/parameter_draw.h"
#include "knowledge/base/perturbed_network.h"
#include "knowledge/base/uncertainty.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/context_mixture.h"
#include "knowledge/triage/gates.h"
#include "knowledge/triage/loss_table.h"
#include "knowledge/triage/score_findings.h"
#include "tests/knowledge/triage/observed_evidence.h"
#include "tests/support/cases.h"
#include "tests/support/repeated.h"

namespace paraspinal::tests {
namespace {

using knowledge::ClinicalNetwork;
using knowledge::KnowledgeBase;
using knowledge::Sex;
using knowledge::Urgency;
using triage::Intervals;
using triage::Observation;
using triage::Presentation;

const engine::Inference& embedded_inference() {
  static const engine::Inference inference(embedded_network().network);
  return inference;
}

Observation observed_as_assessed(const Presentation& presentation) {
  const auto scored = triage::score_findings(presentation, embedded_knowledge());
  const auto closed = triage::close(scored.presentation, embedded_knowledge());
  return triage::observe(presentation, closed, embedded_knowledge(), embedded_network());
}

// Of the embedded knowledge.
Intervals intervals_of(const Observation& observation, std::size_t draws, std::uint64_t seed,
                       Urgency gates = Urgency::self_care) {
  return triage::intervals(observation, gates, embedded_inference(), embedded_knowledge(),
                           embedded_network(), draws, seed)
      .value();
}

// P(condition | evidence) in the network of one draw, built anew.
engine::Posterior posterior_of_draw(const engine::Evidence& evidence, knowledge::Draw draw) {
  const auto drawn =
      knowledge::draw_parameters(embedded_knowledge(), embedded_network().parameters, draw);
  const auto possible =
      knowledge::perturbed(embedded_knowledge(), embedded_network(), drawn).value();
  return engine::Inference(possible).posterior(evidence, embedded_network().conditions).value();
}

// Random people whose findings go together.
std::vector<Observation> observations(std::size_t count) {
  std::vector<Observation> all;
  for (std::uint64_t seed = 1; all.size() < count; ++seed) {
    Observation observation = observed_as_assessed(random_person(seed));
    if (embedded_inference().posterior(evidence_of(observation), {}).has_value()) {
      all.push_back(std::move(observation));
    }
  }
  return all;
}

Presentation sciatica() {
  return person(44, Sex::female,
                {{"leg_pain_unilateral", "present"}, {"saddle_anaesthesia", "absent"}});
}

// R 4.2, quantile(c(4, 1, 3, 2), c(0.05, 0.5, 0.95), type = 7); and by hand.
TEST(Quantile, IsThatOfTypeSeven) {
  std::vector<double> values{4, 1, 3, 2};

  EXPECT_NEAR(triage::quantile(values, 0.05), 1.15, 1e-12);
  EXPECT_NEAR(triage::quantile(values, 0.5), 2.5, 1e-12);
  EXPECT_NEAR(triage::quantile(values, 0.95), 3.85, 1e-12);
  EXPECT_EQ(triage::quantile(values, 0), 1);
  EXPECT_EQ(triage::quantile(values, 1), 4);
}

TEST(Quantile, OfOneValueIsIt) {
  std::vector<double> values{0.3};

  EXPECT_EQ(triage::quantile(values, 0.05), 0.3);
  EXPECT_EQ(triage::quantile(values, 0.95), 0.3);
}

TEST(Quantile, OfNoValueBreaksTheContract) {
  std::vector<double> values;

  EXPECT_THROW(triage::quantile(values, 0.5), std::logic_error);
}

// What the one plan answers for each draw is what a network built anew of it answers.
TEST(Intervals, EachDrawIsAnsweredAsItsOwnNetworkWouldAnswer) {
  const auto& conditions = embedded_network().conditions;
  double worst = 0;
  for (const Observation& observation : observations(repeated(20))) {
    const engine::Evidence evidence = evidence_of(observation);
    const engine::ParameterVariations variations(embedded_inference(), evidence, conditions);
    knowledge::DrawnDistributions distributions(embedded_knowledge(), embedded_network(),
                                                variations.variables());
    const knowledge::ParameterDraws draws(embedded_knowledge(), embedded_network().parameters,
                                          distributions.findings());
    knowledge::DrawnParameters drawn;
    const auto table = variations
                           .present(20,
                                    [&](std::size_t number) {
                                      drawn = draws.draw({2026, number});
                                      return distributions.of(drawn);
                                    })
                           .value();
    for (std::uint64_t number = 0; number < 20; ++number) {
      const auto expected = posterior_of_draw(evidence, {2026, number});
      for (std::size_t c = 0; c < conditions.size(); ++c) {
        worst =
            std::max(worst, std::abs(table.present(number, c) - expected.present(conditions[c])));
      }
    }
  }

  EXPECT_LT(worst, 1e-10);
}

// A stage of pregnancy or a sex that is not known is a mixture of those that are possible.
TEST(Intervals, OfAnOpenContextAreQuantilesOfWhatEachDrawsNetworkAnswers) {
  constexpr std::size_t draws = 12;
  const auto& conditions = embedded_network().conditions;
  Presentation of_unknown_sex = sciatica();
  of_unknown_sex.sex.reset();
  for (const Presentation& presentation :
       {person(27, Sex::female, {{"leg_pain_unilateral", "present"}}), of_unknown_sex}) {
    const Observation observation = observed_as_assessed(presentation);
    ASSERT_GT(triage::complete_contexts(observation.context, embedded_network()).size(), 1U);
    std::vector<std::vector<double>> values(conditions.size());
    for (std::uint64_t number = 0; number < draws; ++number) {
      const auto posterior = posterior_of_draw(evidence_of(observation), {5, number});
      for (std::size_t c = 0; c < conditions.size(); ++c) {
        values[c].push_back(posterior.present(conditions[c]));
      }
    }
    const auto found = intervals_of(observation, draws, 5).conditions;
    for (std::size_t c = 0; c < conditions.size(); ++c) {
      EXPECT_NEAR(found[c].low, triage::quantile(values[c], 0.05), 1e-10);
      EXPECT_NEAR(found[c].high, triage::quantile(values[c], 0.95), 1e-10);
    }
  }
}

// The posterior rises with its prior's log-odds, so that its quantiles are the posteriors at the
// prior's own: 5 and 95 % of a normal distribution lie 1.6449 standard deviations from its centre.
TEST(Intervals, OfOneUncertainPriorAreThePosteriorsAtItsQuantiles) {
  constexpr double deviation = 0.8;
  KnowledgeBase knowledge = embedded_knowledge();
  const ClinicalNetwork& network = embedded_network();
  const std::size_t condition = knowledge.condition("disc_herniation_radiculopathy")->index;
  const auto parameters = knowledge::uncertain_parameters(knowledge);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const bool this_one =
        parameters[i].kind == knowledge::ParameterKind::prior && parameters[i].row == condition;
    knowledge.solved.spreads[i].below = this_one ? deviation : 0;
    knowledge.solved.spreads[i].above = this_one ? deviation : 0;
  }
  const Observation observation = observed_as_assessed(sciatica());
  const auto at = [&](double shift) {
    auto drawn = knowledge::draw_parameters(knowledge, network.parameters, {1, 0});
    std::ranges::fill(drawn.base_shift[condition], shift);
    const auto possible = knowledge::perturbed(knowledge, network, drawn).value();
    const double p = engine::Inference(possible)
                         .posterior(evidence_of(observation), network.conditions)
                         ->present(network.conditions[condition]);
    return std::log(p / (1 - p));
  };
  constexpr std::size_t draws = repeated(2000);
  const auto found = triage::intervals(observation, Urgency::self_care, embedded_inference(),
                                       knowledge, network, draws, 7)
                         .value()
                         .conditions[condition];

  // The standard error of such a quantile of 2,000 draws is 0.047 deviations.
  const double near = 3.8 * 0.047 * std::sqrt(2000.0 / static_cast<double>(draws)) * deviation;
  EXPECT_NEAR(std::log(found.low / (1 - found.low)), at(-1.644854 * deviation), near);
  EXPECT_NEAR(std::log(found.high / (1 - found.high)), at(1.644854 * deviation), near);
}

TEST(Intervals, OfCertainFiguresAreThePosteriorItself) {
  KnowledgeBase knowledge = embedded_knowledge();
  for (knowledge::Spread& spread : knowledge.solved.spreads) {
    spread.below = 0;
    spread.above = 0;
  }
  const Observation observation = observed_as_assessed(sciatica());
  const auto& conditions = embedded_network().conditions;
  const auto found = triage::intervals(observation, Urgency::self_care, embedded_inference(),
                                       knowledge, embedded_network(), 9, 7)
                         .value();
  const auto expected =
      embedded_inference().posterior(evidence_of(observation), conditions).value();

  for (std::size_t c = 0; c < conditions.size(); ++c) {
    EXPECT_NEAR(found.conditions[c].low, expected.present(conditions[c]), 1e-9);
    EXPECT_NEAR(found.conditions[c].high, expected.present(conditions[c]), 1e-9);
  }
  EXPECT_EQ(found.uncertainty.p_urgency_differs, 0);
}

// A truth that is drawn like the draws themselves lies in their 90 % interval about nine times in
// ten: 89.1 of 101 for type 7 and 100 draws. 200 cases, so within 3.3 standard errors of 0.022.
TEST(Intervals, CoverATruthDrawnLikeTheDraws) {
  constexpr std::uint64_t truths = 5;
  std::size_t cases = 0;
  std::size_t covered = 0;
  const auto people = observations(repeated(40));
  for (std::size_t i = 0; i < people.size(); ++i) {
    const engine::Evidence evidence = evidence_of(people[i]);
    const auto found = intervals_of(people[i], 100, 100 + i).conditions;
    for (std::uint64_t truth = 0; truth < truths; ++truth) {
      const auto posterior = posterior_of_draw(evidence, {5000 + i, truth});
      const std::size_t condition = (7 * i + truth) % found.size();
      const double p = posterior.present(embedded_network().conditions[condition]);
      if (p > 0) {
        ++cases;
        covered += found[condition].low <= p && p <= found[condition].high ? 1U : 0U;
      }
    }
  }

  ASSERT_GE(cases, repeated(150));
  const double expected = 89.1 / 101;
  const double error = std::sqrt(expected * (1 - expected) / static_cast<double>(cases));
  EXPECT_NEAR(static_cast<double>(covered) / static_cast<double>(cases), expected, 3.3 * error);
}

TEST(Intervals, OfTheSameSeedAreTheSameBytesAndOfAnotherAreNot) {
  const Observation observation = observed_as_assessed(sciatica());
  const Intervals once = intervals_of(observation, 50, 3);
  const Intervals again = intervals_of(observation, 50, 3);

  EXPECT_EQ(once.conditions, again.conditions);
  EXPECT_EQ(once.uncertainty, again.uncertainty);
  EXPECT_NE(once.conditions, intervals_of(observation, 50, 4).conditions);
}

TEST(Intervals, UnderAGateThatAsksForAnAmbulanceTheUrgencyNeverDiffers) {
  for (const Observation& observation : observations(10)) {
    const auto found = intervals_of(observation, 40, 1, Urgency::ambulance).uncertainty;

    EXPECT_EQ(found.p_urgency_differs, 0);
    EXPECT_EQ(found.at_upper_ends, Urgency::ambulance);
    EXPECT_EQ(found.urgencies, (std::vector{std::pair(Urgency::ambulance, 1.0)}));
  }
}

TEST(Intervals, AtTheUpperEndsIsTheLeastLossWithEveryDangerAtItsUpperEnd) {
  for (const Observation& observation : observations(10)) {
    const Intervals found = intervals_of(observation, 40, 1);
    std::vector<double> likely;
    const auto posterior =
        embedded_inference().posterior(evidence_of(observation), embedded_network().conditions);
    for (std::size_t c = 0; c < embedded_network().conditions.size(); ++c) {
      const double p = posterior->present(embedded_network().conditions[c]);
      const bool danger = embedded_knowledge().conditions[c].must_not_miss;
      likely.push_back(danger ? std::max(p, found.conditions[c].high) : p);
    }
    EXPECT_EQ(found.uncertainty.at_upper_ends,
              triage::LossTable(embedded_knowledge()).least(likely).urgency);
  }
}

TEST(Intervals, TheUrgencyDiffersInTheDrawsOfLeastLossElsewhere) {
  const Observation observation = observed_as_assessed(sciatica());
  const auto& conditions = embedded_network().conditions;
  const engine::Evidence evidence = evidence_of(observation);
  const auto urgency_of = [&](const engine::Posterior& posterior) {
    std::vector<double> present;
    for (const auto condition : conditions) {
      present.push_back(posterior.present(condition));
    }
    return triage::LossTable(embedded_knowledge()).least(present).urgency;
  };
  const Urgency own = urgency_of(embedded_inference().posterior(evidence, conditions).value());
  double differing = 0;
  for (std::uint64_t number = 0; number < 60; ++number) {
    differing += urgency_of(posterior_of_draw(evidence, {9, number})) == own ? 0 : 1;
  }
  const auto found = intervals_of(observation, 60, 9).uncertainty;
  double sum = 0;
  for (const auto& [urgency, share] : found.urgencies) {
    sum += share;
  }

  EXPECT_NEAR(found.p_urgency_differs, differing / 60, 1e-12);
  EXPECT_NEAR(sum, 1, 1e-12);
  EXPECT_TRUE(std::ranges::is_sorted(found.urgencies));
  EXPECT_EQ(found.draws, 60U);
  EXPECT_EQ(found.seed, 9U);
}

TEST(Intervals, OfFindingsThatCannotHoldTogetherAreAnError) {
  Observation observation = observed_as_assessed(sciatica());
  observation.context.observe(embedded_network().complaint, 0);
  for (const auto condition : embedded_network().conditions) {
    observation.context.observe(condition, 1);
  }

  const auto found = triage::intervals(observation, Urgency::self_care, embedded_inference(),
                                       embedded_knowledge(), embedded_network(), 10, 1);

  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().message, "the evidence has probability 0");
}

TEST(Intervals, OfNoDrawBreakTheContract) {
  EXPECT_THROW(intervals_of(observed_as_assessed(sciatica()), 0, 1), std::logic_error);
}

TEST(Draws, OfNeededFindingsAreThoseOfAll) {
  const KnowledgeBase& knowledge = embedded_knowledge();
  const auto& parameters = embedded_network().parameters;
  std::vector<bool> needed(knowledge.findings.size());
  for (std::size_t f = 0; f < needed.size(); f += 3) {
    needed[f] = true;
  }
  const auto all = knowledge::ParameterDraws(knowledge, parameters).draw({1, 5});
  const auto some = knowledge::ParameterDraws(knowledge, parameters, needed).draw({1, 5});

  EXPECT_EQ(some.base_shift, all.base_shift);
  EXPECT_EQ(some.mechanism_strength, all.mechanism_strength);
  EXPECT_EQ(some.local.risks, all.local.risks);
  for (std::size_t f = 0; f < needed.size(); ++f) {
    const auto& expected = needed[f] ? all.local : parameters;
    EXPECT_EQ(some.local.findings[f], expected.findings[f]);
    EXPECT_EQ(some.local.prevalence[f], expected.prevalence[f]);
  }
}

TEST(Draws, InPlaceOfAnotherAreThoseMadeAnew) {
  const knowledge::ParameterDraws draws(embedded_knowledge(), embedded_network().parameters);
  auto drawn = draws.draw({1, 5});
  draws.redraw({1, 6}, drawn);

  EXPECT_EQ(drawn.local, draws.draw({1, 6}).local);
  EXPECT_EQ(drawn.mechanism_strength, draws.draw({1, 6}).mechanism_strength);
}

TEST(Assess, WithDrawsEachCauseHasAnIntervalAndWithoutNone) {
  const auto plain = embedded_assessor().assess(sciatica()).value();
  const auto drawn = embedded_assessor().assess(sciatica(), {.draws = 40, .seed = 2}).value();

  EXPECT_FALSE(plain.uncertainty);
  EXPECT_EQ(drawn.uncertainty->draws, 40U);
  ASSERT_EQ(plain.conditions.size(), drawn.conditions.size());
  for (std::size_t c = 0; c < plain.conditions.size(); ++c) {
    EXPECT_FALSE(plain.conditions[c].interval);
    ASSERT_TRUE(drawn.conditions[c].interval);
    EXPECT_LE(drawn.conditions[c].interval->low, drawn.conditions[c].interval->high);
    EXPECT_EQ(plain.conditions[c].posterior, drawn.conditions[c].posterior);
  }
  EXPECT_TRUE(drawn.contributors.front().interval);
}

// Each interval is that of its own condition, though the list is sorted by posterior.
TEST(Assess, IntervalsAreMatchedById) {
  const auto drawn = embedded_assessor().assess(sciatica(), {.draws = 40, .seed = 2}).value();
  const auto found = intervals_of(observed_as_assessed(sciatica()), 40, 2).conditions;

  for (const auto& condition : drawn.conditions) {
    EXPECT_EQ(*condition.interval, found[embedded_knowledge().condition(condition.id)->index]);
  }
}

}  // namespace
}  // namespace paraspinal::tests
