// Evidence that holds its own causes, against enumeration; and what is no such evidence.

#include "engine/ancestral_evidence.h"

#include <cmath>

#include <gtest/gtest.h>

#include "engine/inference.h"
#include "engine/plan_cache.h"
#include "tests/engine/people.h"
#include "tests/support/enumerate.h"
#include "tests/support/generators.h"

namespace paraspinal::engine {
namespace {

TEST(AncestralEvidence, AgreesWithEnumerationWhateverRiskFactorsAreKnown) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    tests::Random random(seed);
    const tests::People people = tests::random_people(random);
    const Inference inference(people.network);
    AncestralEvidence ancestral(inference.compiled(), people.causes,
                                inference.plan_cache().ancestral_answers());
    VariationTable table(people.causes.size());
    for (std::size_t row = 0; row < 3; ++row) {
      Evidence evidence;
      evidence.observe(people.setting, random.below(2));
      for (const VariableId risk : people.risks) {
        if (random.chance(0.4)) {
          evidence.observe(risk, random.below(2));
        }
      }

      ASSERT_TRUE(ancestral.append(check(people.network, evidence).value(), table));

      const tests::Enumeration reference = tests::enumerate(people.network, evidence);
      EXPECT_NEAR(table.log_evidence(row), std::log(reference.evidence), 1e-12);
      for (std::size_t t = 0; t < people.causes.size(); ++t) {
        EXPECT_NEAR(table.present(row, t), reference.marginals[people.causes[t].index][1], 1e-13)
            << "seed " << seed << " row " << row << " cause " << t;
      }
    }
  }
}

TEST(AncestralEvidence, GivesAnObservedTargetItsState) {
  tests::Random random(1);
  const tests::People people = tests::random_people(random);
  const Inference inference(people.network);
  AncestralEvidence ancestral(inference.compiled(), {{people.risks[0]}},
                              inference.plan_cache().ancestral_answers());
  Evidence evidence;
  evidence.observe(people.setting, 1);
  evidence.observe(people.risks[0], 1);
  VariationTable table(1);

  ASSERT_TRUE(ancestral.append(check(people.network, evidence).value(), table));

  EXPECT_EQ(table.present(0, 0), 1);
}

// Whether evidence on these variables, all present, has a row.
bool has_row(const tests::People& people, const std::vector<VariableId>& observed) {
  const Inference inference(people.network);
  AncestralEvidence ancestral(inference.compiled(), people.causes,
                              inference.plan_cache().ancestral_answers());
  Evidence evidence;
  for (const VariableId variable : observed) {
    evidence.observe(variable, 1);
  }
  VariationTable table(people.causes.size());
  const bool appended = ancestral.append(check(people.network, evidence).value(), table);
  EXPECT_EQ(table.size(), appended ? 1U : 0U);
  return appended;
}

TEST(AncestralEvidence, IsNotAFindingOrARiskFactorOfAnUnknownContext) {
  tests::Random random(2);
  const tests::People people = tests::random_people(random);

  EXPECT_TRUE(has_row(people, {people.setting}));
  EXPECT_FALSE(has_row(people, {people.setting, people.findings[0]}));
  EXPECT_FALSE(has_row(people, {people.risks[0]}));
  EXPECT_FALSE(has_row(people, {}));
}

TEST(AncestralEvidence, GivesOneRowAfterAnotherWhatEachGivesAlone) {
  tests::Random random(3);
  const tests::People people = tests::random_people(random);
  const Inference inference(people.network);
  AncestralAnswers answers;
  AncestralEvidence in_a_row(inference.compiled(), people.causes, answers);
  VariationTable rows(people.causes.size());
  VariationTable alone(people.causes.size());
  for (std::size_t step = 0; step < 40; ++step) {
    Evidence evidence;
    evidence.observe(people.setting, step / 10 % 2);
    for (const VariableId risk : people.risks) {
      if (random.uniform() < 0.5) {
        evidence.observe(risk, random.uniform() < 0.5 ? 1 : 0);
      }
    }
    const auto observation = check(people.network, evidence).value();
    AncestralAnswers no_answers;
    ASSERT_TRUE(in_a_row.append(observation, rows));
    ASSERT_TRUE(AncestralEvidence(inference.compiled(), people.causes, no_answers)
                    .append(observation, alone));
    EXPECT_EQ(rows.log_evidence(step), alone.log_evidence(step));
    for (std::size_t t = 0; t < people.causes.size(); ++t) {
      EXPECT_EQ(rows.present(step, t), alone.present(step, t)) << step << " " << t;
    }
  }
}

TEST(AncestralEvidence, IsNotSoft) {
  tests::Random random(2);
  const tests::People people = tests::random_people(random);
  const Inference inference(people.network);
  AncestralEvidence ancestral(inference.compiled(), people.causes,
                              inference.plan_cache().ancestral_answers());
  Evidence evidence;
  evidence.observe(people.setting, 0);
  evidence.observe(people.risks[0], Likelihood{0.3, 0.6});
  VariationTable table(people.causes.size());

  EXPECT_FALSE(ancestral.append(check(people.network, evidence).value(), table));
}

}  // namespace
}  // namespace paraspinal::engine
