// What stands above targets without evidence joins nothing: the terms told apart by hand, and the
// answers against enumeration.

#include "engine/separated_terms.h"

#include <cmath>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "engine/evidence_variations.h"
#include "engine/inference.h"
#include "engine/observation.h"
#include "engine/plan_cache.h"
#include "engine/variation_plan.h"
#include "tests/engine/people.h"
#include "tests/support/enumerate.h"
#include "tests/support/generators.h"
#include "tests/support/networks.h"

namespace paraspinal::engine {
namespace {

// smoking -> {lung, heart}; age -> {heart, frailty}; frailty -> fall; lung -> cough; and so many
// places, on which all causes depend, that log-odds are kept as terms.
constexpr std::size_t places_of_people = 300;

struct Risks {
  Network network;
  VariableId place{0};
  VariableId smoking{1};
  VariableId age{2};
  VariableId frailty{3};
  VariableId lung{4};
  VariableId heart{5};
  VariableId fall{6};
  VariableId cough{7};
};

LogOddsDistribution caused_by(std::vector<LogOddsTerm> terms) {
  return {{VariableId{0}}, std::vector<double>(places_of_people, -2.0), std::move(terms)};
}

Risks risks(bool fall_has_age = false) {
  Network::Builder builder;
  std::vector<std::string> names;
  for (std::size_t p = 0; p < places_of_people; ++p) {
    names.push_back(tests::numbered("place", p));
  }
  builder.add({"place", names},
              TableDistribution{{}, std::vector<double>(places_of_people, 1.0 / places_of_people)});
  const VariableId smoking = builder.add(two_state("smoking"), TableDistribution{{}, {0.7, 0.3}});
  const VariableId age = builder.add(two_state("age"), TableDistribution{{}, {0.6, 0.4}});
  const VariableId frailty = builder.add(two_state("frailty"), caused_by({{age, 1}}));
  const VariableId lung = builder.add(two_state("lung"), caused_by({{smoking, 2}}));
  builder.add(two_state("heart"), caused_by({{smoking, 1}, {age, 1.5}}));
  std::vector<LogOddsTerm> of_fall{{frailty, 1}};
  if (fall_has_age) {
    of_fall.push_back({age, 0.5});
  }
  builder.add(two_state("fall"), caused_by(of_fall));
  builder.add(two_state("cough"), NoisyOr{0.1, {{lung, 0.8}}, {}});
  return {builder.build().value()};
}

Evidence coughing_at_a_place(const Risks& risks) {
  Evidence evidence;
  evidence.observe(risks.place, 17);
  evidence.observe(risks.cough, 1);
  return evidence;
}

VariableSet separated(const Risks& risks, const Evidence& evidence) {
  const Inference inference(risks.network);
  return separated_terms(inference.compiled(), check(risks.network, evidence).value(),
                         std::vector<bool>(risks.network.size(), true));
}

TEST(SeparatedTerms, AreThoseWithoutEvidenceBelow) {
  const Risks all = risks();

  const VariableSet found = separated(all, coughing_at_a_place(all));

  EXPECT_FALSE(found[all.smoking.index]);  // it bears on the cough
  EXPECT_TRUE(found[all.age.index]);
  EXPECT_TRUE(found[all.frailty.index]);
  EXPECT_FALSE(found[all.lung.index]);
}

TEST(SeparatedTerms, AreNotTwoOfOneChildThatDependOnEachOther) {
  const Risks all = risks(true);

  const VariableSet found = separated(all, coughing_at_a_place(all));

  EXPECT_FALSE(found[all.age.index]);
  EXPECT_FALSE(found[all.frailty.index]);
}

TEST(SeparatedTerms, DependOnNothingMoreWhenTheSharedOneIsObserved) {
  const Risks all = risks(true);
  Evidence old = coughing_at_a_place(all);
  old.observe(all.age, 1);

  EXPECT_TRUE(separated(all, old)[all.frailty.index]);
}

TEST(SeparatedTerms, AreNoneWhereATermIsObservedSoftly) {
  const Risks all = risks();
  Evidence evidence = coughing_at_a_place(all);
  evidence.observe(all.age, Likelihood{0.2, 0.9});

  EXPECT_FALSE(separated(all, evidence)[all.age.index]);
}

TEST(SeparatedTerms, MakeTheTreeOfAFindingSmaller) {
  const Risks all = risks();
  const Inference inference(all.network);
  const Observation observation = check(all.network, coughing_at_a_place(all)).value();
  std::vector<bool> causes(all.network.size(), false);
  for (const VariableId cause : {all.frailty, all.lung, all.heart, all.fall}) {
    causes[cause.index] = true;
  }

  const VariationPlan any(inference, observation, {}, causes, PlanUse::in_lanes);
  const VariationPlan never(inference, observation, {}, causes, PlanUse::in_lanes,
                            FurtherEvidence::never);

  EXPECT_LT(never.plan()->plan.entries, any.plan()->plan.entries);
  EXPECT_EQ(never.plan()->plan.place[all.age.index], QueryPlan::none);
}

TEST(SeparatedTerms, EveryRetractionAgreesWithEnumeration) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    tests::Random random(seed);
    const tests::People people = tests::random_people(random);
    Evidence evidence;
    evidence.observe(people.setting, random.below(2));
    evidence.observe(people.risks[random.below(5)], random.below(2));
    evidence.observe(people.findings[0], random.below(2));
    if (random.chance(0.5)) {
      evidence.observe(people.findings[1], random.below(2));
    }
    const EvidenceVariations variations(Inference(people.network), evidence, people.findings,
                                        people.causes, FurtherEvidence::never);
    const std::vector<std::vector<EvidenceChange>> asked{
        {}, {{people.findings[0], std::nullopt}}, {{people.findings[1], std::nullopt}}};

    const VariationTable table = variations.present(asked).value();

    for (std::size_t row = 0; row < asked.size(); ++row) {
      Evidence varied = evidence;
      for (const EvidenceChange& change : asked[row]) {
        varied.forget(change.variable);
      }
      const tests::Enumeration reference = tests::enumerate(people.network, varied);
      EXPECT_NEAR(table.log_evidence(row), std::log(reference.evidence), 1e-12) << seed;
      for (std::size_t t = 0; t < people.causes.size(); ++t) {
        EXPECT_NEAR(table.present(row, t), reference.marginals[people.causes[t].index][1], 1e-12)
            << "seed " << seed << " row " << row << " cause " << t;
      }
    }
  }
}

TEST(SeparatedTerms, EvidenceThatWasSaidNeverToComeIsAQueryOfItsOwn) {
  tests::Random random(3);
  const tests::People people = tests::random_people(random);
  Evidence evidence;
  evidence.observe(people.setting, 0);
  evidence.observe(people.findings[0], 1);
  const EvidenceVariations variations(Inference(people.network), evidence, {}, people.causes,
                                      FurtherEvidence::never);

  const VariationTable table = variations.present({{{{people.findings[1], 0}}}}).value();

  evidence.observe(people.findings[1], 0);
  const tests::Enumeration reference = tests::enumerate(people.network, evidence);
  for (std::size_t t = 0; t < people.causes.size(); ++t) {
    EXPECT_NEAR(table.present(0, t), reference.marginals[people.causes[t].index][1], 1e-12);
  }
}

}  // namespace
}  // namespace paraspinal::engine
