#include "knowledge/triage/explain.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/probability.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using knowledge::Sex;

const triage::RankedCondition& condition(const triage::Assessment& assessment,
                                         const std::string& id) {
  for (const auto& item : assessment.conditions) {
    if (item.id == id) {
      return item;
    }
  }
  throw std::logic_error(id + " is not ranked");
}

const triage::Weight* weight(const triage::Assessment& assessment,
                             const triage::RankedCondition& item, const std::string& finding) {
  for (const auto& entry : item.weights) {
    if (assessment.used[entry.used].finding == finding) {
      return &entry;
    }
  }
  return nullptr;
}

TEST(Explain, OneFindingAloneCarriesTheWholeChange) {
  const auto assessment = assessed(person(44, Sex::male, {{"saddle_anaesthesia", "present"}}));
  const auto& cauda = condition(assessment, "cauda_equina_syndrome");
  ASSERT_NE(weight(assessment, cauda, "saddle_anaesthesia"), nullptr);
  const double change =
      engine::log_odds({cauda.posterior}).value - engine::log_odds({cauda.pretest}).value;
  EXPECT_NEAR(weight(assessment, cauda, "saddle_anaesthesia")->decibans,
              10 * change / std::log(10.0), 1e-9);
}

TEST(Explain, WeightsCiteTheEvidenceRowsBehindThem) {
  const auto assessment = assessed(person(44, Sex::male, {{"saddle_anaesthesia", "present"}}));
  const auto* saddle =
      weight(assessment, condition(assessment, "cauda_equina_syndrome"), "saddle_anaesthesia");
  ASSERT_NE(saddle, nullptr);
  EXPECT_THAT(saddle->tie->links, testing::ElementsAre("L0020"));
  EXPECT_THAT(saddle->tie->sources, testing::ElementsAre("korse2017"));
}

TEST(Explain, ASingleLikelihoodRatioIsCappedAtTenForACaller) {
  // L0020: 0.55 against 0.008 would be 69; estimates are capped to 10 (10 decibans).
  const auto assessment = assessed(person(44, Sex::male, {{"saddle_anaesthesia", "present"}}));
  const auto* saddle =
      weight(assessment, condition(assessment, "cauda_equina_syndrome"), "saddle_anaesthesia");
  ASSERT_NE(saddle, nullptr);
  EXPECT_GT(saddle->decibans, 8);
  EXPECT_LT(saddle->decibans, 10.5);
}

TEST(Explain, TwoViewsOfOneMechanismCountForLessThanTheirProduct) {
  const auto log_odds = [](const std::vector<std::pair<std::string, std::string>>& findings) {
    const auto assessment = assessed(person(44, Sex::male, findings));
    return engine::log_odds({condition(assessment, "cauda_equina_syndrome").posterior}).value;
  };
  const double none = log_odds({});
  const double saddle = log_odds({{"saddle_anaesthesia", "present"}}) - none;
  const double bowel = log_odds({{"bowel_incontinence", "present"}}) - none;
  const double both =
      log_odds({{"saddle_anaesthesia", "present"}, {"bowel_incontinence", "present"}}) - none;
  EXPECT_LT(both, saddle + bowel);
  EXPECT_GT(both, std::max(saddle, bowel));
}

TEST(Explain, OneProvenCauseLowersItsRivals) {
  const auto without = assessed(person(44, Sex::male));
  const auto with = assessed(person(
      44, Sex::male,
      {{"flank_colicky", "present"}, {"urine_blood", "present"}, {"pain_restless", "present"}}));
  EXPECT_GT(condition(with, "renal_colic").posterior, condition(without, "renal_colic").posterior);
  EXPECT_LT(condition(with, "muscle_strain").posterior,
            condition(without, "muscle_strain").posterior);
}

TEST(Ranked, ListsHighestPosteriorFirstAndOnlyWhatThePersonCanHave) {
  const auto assessment = assessed(person(44, Sex::male, {{"heavy_lifting_recent", "present"}}));
  double last = 1;
  for (const auto& item : assessment.conditions) {
    EXPECT_LE(item.posterior, last);
    EXPECT_GT(item.pretest, 0);
    EXPECT_NE(item.id, "ectopic_pregnancy");
    last = item.posterior;
  }
}

TEST(Ranked, AlwaysHoldsTheUnnamedCause) {
  const auto assessment = assessed(person(44, Sex::male));
  EXPECT_GT(condition(assessment, "other_unknown").posterior, 0.05);
}

// Whatever the two assessments hold of a condition but its weights.
void expect_same_causes(const std::vector<triage::RankedCondition>& whole,
                        const std::vector<triage::RankedCondition>& plain) {
  ASSERT_EQ(whole.size(), plain.size());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    EXPECT_EQ(whole[i].id, plain[i].id);
    EXPECT_NEAR(whole[i].posterior, plain[i].posterior, 1e-9);
    EXPECT_NEAR(whole[i].pretest, plain[i].pretest, 1e-9);
    EXPECT_TRUE(plain[i].weights.empty());
  }
}

TEST(Explain, WithoutWeightsTheRestOfTheAnswerIsTheSame) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const auto person = random_person(seed);
    const auto whole = embedded_assessor().assess(person);
    const auto plain = embedded_assessor().assess(person, {.weights = false});
    ASSERT_EQ(whole.has_value(), plain.has_value()) << seed;
    if (whole) {
      expect_same_causes(whole->conditions, plain->conditions);
      expect_same_causes(whole->contributors, plain->contributors);
      EXPECT_EQ(whole->urgency, plain->urgency) << seed;
      EXPECT_EQ(whole->disposition, plain->disposition) << seed;
      EXPECT_EQ(whole->gates, plain->gates) << seed;
      EXPECT_EQ(whole->advice, plain->advice) << seed;
      EXPECT_NEAR(whole->log_evidence, plain->log_evidence, 1e-9) << seed;
    }
  }
}

}  // namespace
}  // namespace paraspinal::tests
