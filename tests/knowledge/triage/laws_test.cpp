// The laws of design section "Urgency" that hold for every input, over seeded random people drawn
// from the whole content. A failure prints its seed.

#include <algorithm>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "engine/probability.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/gates.h"
#include "knowledge/triage/urgency.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using knowledge::FindingId;
using knowledge::Presence;
using triage::Presentation;

constexpr std::uint64_t people = PARASPINAL_LAW_PEOPLE;

knowledge::Urgency gates_of(const Presentation& presentation) {
  const auto closed = triage::close(presentation, embedded_knowledge());
  return triage::gate_voice(triage::evaluate_gates(closed, embedded_knowledge())).urgency;
}

// Two-state findings that some rule reads and none negates: the red flags.
std::vector<FindingId> red_flag_findings() {
  std::vector<FindingId> mentioned;
  std::vector<FindingId> negated;
  for (const auto& flag : embedded_knowledge().red_flags) {
    const auto& all = flag.rule.mentions();
    const auto& not_these = flag.rule.negated();
    mentioned.insert(mentioned.end(), all.begin(), all.end());
    negated.insert(negated.end(), not_these.begin(), not_these.end());
  }
  std::vector<FindingId> flags;
  for (const FindingId finding : mentioned) {
    const bool boolean =
        embedded_knowledge().findings[finding].value_type == knowledge::ValueType::boolean;
    if (boolean && std::find(negated.begin(), negated.end(), finding) == negated.end()) {
      flags.push_back(finding);
    }
  }
  return flags;
}

TEST(Laws, AddingAPresentRedFlagNeverLowersTheGateVoice) {
  const auto flags = red_flag_findings();
  ASSERT_GT(flags.size(), 30U);
  for (std::uint64_t seed = 1; seed <= people * 5; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Presentation presentation = random_person(seed);
    const auto before = gates_of(presentation);
    const FindingId added = flags[seed % flags.size()];
    presentation.findings[added] = {Presence::present, knowledge::SaidBy::caller, std::nullopt,
                                    "answers"};
    EXPECT_GE(gates_of(presentation), before) << embedded_knowledge().findings[added].id;
  }
}

TEST(Laws, AnsweringUnknownNeverGivesALowerUrgencyThanNotHavingBeenAsked) {
  const auto& findings = embedded_knowledge().findings;
  for (std::uint64_t seed = 1; seed <= people; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Presentation presentation = random_person(seed);
    const FindingId asked{static_cast<std::size_t>(seed * 7919 % findings.size())};
    presentation.findings.erase(asked);
    const auto before = embedded_assessor().assess(presentation);
    presentation.findings[asked] = {knowledge::Unknown{}, knowledge::SaidBy::caller, std::nullopt,
                                    "answers"};
    const auto after = embedded_assessor().assess(presentation);
    if (before && after) {
      EXPECT_GE(after->urgency, before->urgency) << findings[asked].id;
    }
    EXPECT_EQ(before.has_value(), after.has_value());
  }
}

TEST(Laws, TheOrderOfAnswersDoesNotMatterAndTakingOneBackRestoresTheStateBefore) {
  for (std::uint64_t seed = 1; seed <= people / 4; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Presentation presentation = random_person(seed);
    const auto once = embedded_assessor().assess(presentation);
    Presentation shuffled = presentation;
    shuffled.findings.clear();
    std::vector<std::pair<FindingId, knowledge::Answer>> answers(presentation.findings.begin(),
                                                                 presentation.findings.end());
    std::shuffle(answers.begin(), answers.end(), std::mt19937_64(seed));
    for (const auto& [finding, answer] : answers) {
      shuffled.findings[finding] = answer;
    }
    set(shuffled, "saddle_anaesthesia", "present");
    shuffled.findings = presentation.findings;
    EXPECT_EQ(once, embedded_assessor().assess(shuffled));
  }
}

TEST(Laws, WeightsOfEveryConditionSumToItsChangeInLogOdds) {
  for (std::uint64_t seed = 1; seed <= people; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto assessment = embedded_assessor().assess(random_person(seed));
    if (!assessment) {
      continue;
    }
    for (const auto* list : {&assessment->conditions, &assessment->contributors}) {
      for (const auto& condition : *list) {
        const bool inside = condition.posterior > 1e-12 && condition.posterior < 1 - 1e-12;
        if (!inside) {
          continue;
        }
        double sum = 0;
        for (const auto& weight : condition.weights) {
          sum += weight.decibans;
        }
        const double change = engine::log_odds({condition.posterior}).value -
                              engine::log_odds({condition.pretest}).value;
        EXPECT_NEAR(sum, engine::decibans(change), 1e-6) << condition.id;
      }
    }
  }
}

TEST(Laws, UrgencyIsNeverBelowAnyOfItsThreeVoices) {
  for (std::uint64_t seed = 1; seed <= people; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto assessment = embedded_assessor().assess(random_person(seed));
    if (assessment) {
      EXPECT_GE(assessment->urgency, assessment->gate_voice.urgency);
      EXPECT_GE(assessment->urgency, assessment->loss_voice.urgency);
      EXPECT_GE(assessment->urgency, assessment->floor_voice.urgency);
      EXPECT_GE(assessment->urgency, assessment->urgency_on_evidence);
    }
  }
}

TEST(Laws, EveryRandomPersonIsAssessed) {
  for (std::uint64_t seed = 1; seed <= people; ++seed) {
    const auto assessment = embedded_assessor().assess(random_person(seed));
    EXPECT_TRUE(assessment.has_value()) << "seed " << seed << ": " << assessment.error().message;
  }
}

}  // namespace
}  // namespace paraspinal::tests
