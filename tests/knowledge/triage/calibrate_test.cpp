#include "knowledge/base/calibrate.h"

#include <cmath>
#include <optional>

#include <gtest/gtest.h>

#include "engine/inference.h"
#include "knowledge/base/targets.h"
#include "tests/support/cases.h"

namespace paraspinal::tests {
namespace {

using knowledge::Context;
using knowledge::PregnancyStage;
using knowledge::Setting;
using knowledge::Sex;

std::size_t band(double age) {
  return embedded_knowledge().age_band(age).value();
}

knowledge::ConditionId condition(std::string_view id) {
  return embedded_knowledge().condition(id).value();
}

TEST(Targets, AverageToThePublishedPriorOverThePeopleOfTheSetting) {
  // evidence/causes: abdominal aneurysm in the emergency department 0.002 of adults, with modifiers
  // of age (0.02, 0.5, 4) and sex (men 3.5) that must not raise that average.
  const auto& knowledge = embedded_knowledge();
  const knowledge::Targets targets(knowledge);
  double average = 0;
  for (std::size_t age = 0; age < knowledge.age_bands.size(); ++age) {
    const auto& people = knowledge.demographics;
    for (const PregnancyStage stage : knowledge::all_pregnancy_stages) {
      const Context woman{Setting::emergency_department, age, Sex::female, stage};
      if (exists(knowledge, woman)) {
        average += people.female[2][age] * people.pregnancy[age][static_cast<std::size_t>(stage)] *
                   targets.of(condition("aaa_rupture"), woman);
      }
    }
    average += people.male[2][age] *
               targets.of(condition("aaa_rupture"), {Setting::emergency_department, age, Sex::male,
                                                     PregnancyStage::not_pregnant});
  }
  EXPECT_NEAR(average, 0.002, 1e-5);
}

TEST(Targets, KeepTheOddsRatioBetweenMenAndWomen) {
  const knowledge::Targets targets(embedded_knowledge());
  const auto odds = [&](Sex sex) {
    const double p = targets.of(condition("aaa_rupture"),
                                {Setting::telephone, band(70), sex, PregnancyStage::not_pregnant});
    return p / (1 - p);
  };
  EXPECT_NEAR(odds(Sex::male) / odds(Sex::female), 3.5, 1e-9);
}

TEST(Targets, AModifierWrittenAsAProbabilityStands) {
  const knowledge::Targets targets(embedded_knowledge());
  const Context early{Setting::telephone, band(27), Sex::female, PregnancyStage::trimester_1};
  EXPECT_NEAR(targets.of(condition("miscarriage"), early), 0.10, 1e-9);
}

TEST(Targets, AreZeroOutsideTheScope) {
  const knowledge::Targets targets(embedded_knowledge());
  const Context man{Setting::telephone, band(30), Sex::male, PregnancyStage::not_pregnant};
  EXPECT_EQ(targets.of(condition("ectopic_pregnancy"), man), 0);
  const Context late{Setting::telephone, band(30), Sex::female, PregnancyStage::weeks_28_33};
  EXPECT_EQ(targets.of(condition("ectopic_pregnancy"), late), 0);
}

// What is observed of a person: the context, the complaint, and a drug that is taken.
engine::Evidence evidence_in(const Context& context, std::optional<knowledge::FindingId> drug) {
  const auto& network = embedded_network();
  engine::Evidence evidence;
  evidence.observe(network.setting, static_cast<std::size_t>(context.setting));
  evidence.observe(network.age_band, context.age_band);
  evidence.observe(network.sex, static_cast<std::size_t>(context.sex));
  evidence.observe(network.pregnancy, static_cast<std::size_t>(context.pregnancy));
  evidence.observe(network.complaint, 1);
  if (drug) {
    evidence.observe(*network.findings[drug->index], 1);
  }
  return evidence;
}

TEST(Calibration, GivesEveryPublishedPriorBackUnderTheComplaint) {
  const auto& knowledge = embedded_knowledge();
  const auto& network = embedded_network();
  const engine::Inference inference(network.network);
  const knowledge::Targets targets(knowledge);
  for (const Setting setting : knowledge::all_settings) {
    for (std::size_t age = 0; age < knowledge.age_bands.size(); age += 3) {
      for (const Sex sex : knowledge::all_sexes) {
        for (const PregnancyStage stage : knowledge::all_pregnancy_stages) {
          const Context context{setting, age, sex, stage};
          if (!exists(knowledge, context)) {
            continue;
          }
          SCOPED_TRACE(describe(context, knowledge.age_bands));
          const auto posterior =
              inference.posterior(evidence_in(context, std::nullopt), network.conditions);
          ASSERT_TRUE(posterior.has_value());
          for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
            const double wanted = targets.of(knowledge::ConditionId{c}, context);
            const double got = posterior->present(network.conditions[c]);
            if (knowledge.conditions[c].scope_finding) {
              continue;  // the prior is of those who take the drug
            }
            if (knowledge.conditions[c].role == knowledge::ConditionRole::other) {
              EXPECT_GE(got, wanted * (1 - 1e-6));  // raised where the named causes leave it more
            } else {
              EXPECT_NEAR(got, wanted, 1e-6 * wanted) << knowledge.conditions[c].id;
            }
          }
        }
      }
    }
  }
}

TEST(Calibration, GivesThePriorOfADrugsConditionBackAmongThoseWhoTakeIt) {
  const auto& knowledge = embedded_knowledge();
  const auto& network = embedded_network();
  const engine::Inference inference(network.network);
  const knowledge::Targets targets(knowledge);
  const Context context{Setting::telephone, band(60), Sex::male, PregnancyStage::not_pregnant};
  for (std::size_t c = 0; c < knowledge.conditions.size(); ++c) {
    const auto drug = knowledge.conditions[c].scope_finding;
    if (!drug) {
      continue;
    }
    const auto posterior = inference.posterior(evidence_in(context, drug), network.conditions);
    ASSERT_TRUE(posterior.has_value());
    const double wanted = targets.of(knowledge::ConditionId{c}, context);
    EXPECT_NEAR(posterior->present(network.conditions[c]), wanted, 1e-6 * wanted)
        << knowledge.conditions[c].id;
  }
}

}  // namespace
}  // namespace paraspinal::tests
