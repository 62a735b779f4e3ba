// Several sets of evidence that observe the same variables, against enumeration.

#include "engine/alike_posteriors.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "engine/implied.h"
#include "engine/inference.h"
#include "engine/observation.h"
#include "tests/engine/people.h"
#include "tests/support/enumerate.h"
#include "tests/support/generators.h"
#include "tests/support/networks.h"

namespace paraspinal::engine {
namespace {

void expect_close_enumeration(const VariationTable& table, std::size_t row, const Network& network,
                              const Evidence& evidence, const std::vector<VariableId>& targets) {
  const tests::Enumeration reference = tests::enumerate(network, evidence);
  ASSERT_EQ(table.impossible(row), reference.evidence == 0);
  for (std::size_t t = 0; t < targets.size() && !table.impossible(row); ++t) {
    EXPECT_NEAR(table.present(row, t), reference.marginals[targets[t].index][1], 1e-12);
  }
  if (!table.impossible(row)) {
    EXPECT_NEAR(table.log_evidence(row), std::log(reference.evidence), 1e-12);
  }
}

// The same findings under so many joint states of setting and risk factors.
std::vector<Evidence> people_with(const tests::People& people, std::size_t count) {
  std::vector<Evidence> sets;
  for (std::size_t i = 0; i < count; ++i) {
    Evidence evidence;
    evidence.observe(people.setting, i % 2);
    evidence.observe(people.risks[0], (i / 2) % 2);
    evidence.observe(people.risks[3], (i / 4) % 2);
    evidence.observe(people.findings[0], 1);
    evidence.observe(people.findings[1], 0);
    sets.push_back(std::move(evidence));
  }
  return sets;
}

TEST(AlikePosteriors, AgreeWithEnumerationForOneSetAndForMoreThanThereAreLanes) {
  for (const std::size_t count : {1U, 2U, 3U, 8U, 11U}) {
    tests::Random random(count);
    const tests::People people = tests::random_people(random);
    const std::vector<Evidence> sets = people_with(people, count);

    const VariationTable table =
        alike_posteriors(Inference(people.network), sets, people.causes).value();

    ASSERT_EQ(table.size(), count);
    for (std::size_t row = 0; row < count; ++row) {
      expect_close_enumeration(table, row, people.network, sets[row], people.causes);
    }
  }
}

TEST(AlikePosteriors, OfSetsThatAreNotAlikeAreQueriesOfTheirOwn) {
  tests::Random random(5);
  const tests::People people = tests::random_people(random);
  std::vector<Evidence> sets = people_with(people, 4);
  sets[1].forget(people.findings[0]);
  sets[2].observe(people.findings[1], 1);

  const VariationTable table =
      alike_posteriors(Inference(people.network), sets, people.causes).value();

  for (std::size_t row = 0; row < sets.size(); ++row) {
    expect_close_enumeration(table, row, people.network, sets[row], people.causes);
  }
}

// A cause of a certain state in one setting only, and a present OR of seventeen causes.
TEST(AlikePosteriors, AreSplitAndKeepWhatIsImpliedInAllSetsOnly) {
  Network::Builder builder;
  const VariableId setting =
      builder.add({"setting", {"home", "ward"}}, TableDistribution{{}, {0.6, 0.4}});
  NoisyOr complaint;
  std::vector<VariableId> causes;
  for (std::size_t c = 0; c < 16; ++c) {
    const double base =
        c == 0 ? -std::numeric_limits<double>::infinity() : -3 - 0.1 * static_cast<double>(c);
    causes.push_back(builder.add(two_state(tests::numbered("cause", c)),
                                 LogOddsDistribution{{setting}, {base, -2}, {}}));
    complaint.raising.push_back({causes.back(), 1});
  }
  const VariableId hurts = builder.add(two_state("complaint"), complaint);
  const Network network = builder.build().value();
  std::vector<Evidence> sets(2);
  for (std::size_t i = 0; i < sets.size(); ++i) {
    sets[i].observe(setting, i);
    sets[i].observe(hurts, 1);
  }

  const VariationTable table = alike_posteriors(Inference(network), sets, causes).value();

  EXPECT_EQ(table.present(0, 0), 0);
  for (std::size_t row = 0; row < sets.size(); ++row) {
    expect_close_enumeration(table, row, network, sets[row], causes);
  }
}

TEST(AlikePosteriors, TellAnImpossibleSetAndGoOn) {
  Network::Builder builder;
  const VariableId sex = builder.add(two_state("sex"), TableDistribution{{}, {0.5, 0.5}});
  const VariableId pregnancy =
      builder.add(two_state("pregnancy"),
                  LogOddsDistribution{{sex}, {-std::numeric_limits<double>::infinity(), -1}, {}});
  builder.add(two_state("nausea"), NoisyOr{0, {{pregnancy, 0.5}}, {}});
  const Network network = builder.build().value();
  std::vector<Evidence> sets(2);
  for (std::size_t i = 0; i < sets.size(); ++i) {
    sets[i].observe(sex, i);
    sets[i].observe(VariableId{2}, 1);
  }

  const VariationTable table = alike_posteriors(Inference(network), sets, {{pregnancy}}).value();

  EXPECT_TRUE(table.impossible(0));
  EXPECT_NEAR(table.present(1, 0), 1, 1e-15);
}

TEST(AlikePosteriors, NameAnUnknownState) {
  tests::Random random(5);
  const tests::People people = tests::random_people(random);
  std::vector<Evidence> sets(1);
  sets[0].observe(people.setting, 1000);

  const auto table = alike_posteriors(Inference(people.network), sets, people.causes);

  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().kind, ErrorKind::invalid_argument);
  EXPECT_NE(table.error().message.find("setting"), std::string::npos) << table.error().message;
}

TEST(EvidenceVariationsAlike, AnswerAsEachSetAloneWould) {
  tests::Random random(8);
  const tests::People people = tests::random_people(random);
  const std::vector<Evidence> sets = people_with(people, 4);
  const std::vector<std::vector<EvidenceChange>> asked{{}, {{people.findings[0], std::nullopt}}};

  const auto all = EvidenceVariations::alike(Inference(people.network), sets, people.findings,
                                             people.causes, FurtherEvidence::never);

  ASSERT_EQ(all.size(), sets.size());
  for (std::size_t i = 0; i < sets.size(); ++i) {
    const VariationTable table = all[i].present(asked).value();
    expect_close_enumeration(table, 0, people.network, sets[i], people.causes);
    Evidence fewer = sets[i];
    fewer.forget(people.findings[0]);
    expect_close_enumeration(table, 1, people.network, fewer, people.causes);
  }
}

// Few variations of many sets, so that those of several stand in one walk; and many of few.
TEST(EvidenceVariationsAlike, AskedTogetherAgreeWithEnumeration) {
  for (const auto& [count, variations] : {std::pair{9U, 1U}, {8U, 3U}, {2U, 9U}, {1U, 2U}}) {
    tests::Random random(count);
    const tests::People people = tests::random_people(random);
    const std::vector<Evidence> sets = people_with(people, count);
    std::vector<std::vector<EvidenceChange>> asked;
    for (std::size_t v = 0; v < variations; ++v) {
      asked.push_back({{people.findings[v % 2], v < 4 ? std::nullopt : std::optional(v % 3 % 2)}});
    }
    const auto all = EvidenceVariations::alike(Inference(people.network), sets, people.findings,
                                               people.causes, FurtherEvidence::never);

    const auto tables = EvidenceVariations::present_in_each(all, asked).value();

    ASSERT_EQ(tables.size(), count);
    for (std::size_t i = 0; i < count; ++i) {
      ASSERT_EQ(tables[i].size(), variations);
      for (std::size_t v = 0; v < variations; ++v) {
        Evidence changed = sets[i];
        changed.forget(asked[v][0].variable);
        if (asked[v][0].state) {
          changed.observe(asked[v][0].variable, *asked[v][0].state);
        }
        expect_close_enumeration(tables[i], v, people.network, changed, people.causes);
      }
    }
  }
}

TEST(EvidenceVariationsAlike, AskedTogetherNeedNotShareAPlan) {
  tests::Random random(8);
  const tests::People people = tests::random_people(random);
  std::vector<Evidence> sets = people_with(people, 4);
  sets[1].forget(people.risks[3]);
  const std::vector<std::vector<EvidenceChange>> asked{{}};
  const Inference inference(people.network);
  std::vector<EvidenceVariations> all;
  for (const Evidence& evidence : sets) {
    all.emplace_back(inference, evidence, people.findings, people.causes);
  }

  const auto tables = EvidenceVariations::present_in_each(all, asked).value();

  for (std::size_t i = 0; i < sets.size(); ++i) {
    expect_close_enumeration(tables[i], 0, people.network, sets[i], people.causes);
  }
}

TEST(EvidenceVariationsAlike, AskedTogetherNameAnUnknownState) {
  tests::Random random(8);
  const tests::People people = tests::random_people(random);
  std::vector<Evidence> sets = people_with(people, 2);
  sets[1].observe(people.setting, 1000);
  const std::vector<std::vector<EvidenceChange>> asked{{}};
  const auto all =
      EvidenceVariations::alike(Inference(people.network), sets, people.findings, people.causes);

  const auto tables = EvidenceVariations::present_in_each(all, asked);

  ASSERT_FALSE(tables);
  EXPECT_NE(tables.error().message.find("setting"), std::string::npos) << tables.error().message;
}

TEST(AlikePosteriors, KeptRowsAreThoseOfTheSameSetsAndTargetsOnly) {
  tests::Random random(4);
  const tests::People people = tests::random_people(random);
  const Inference inference(people.network);
  const std::vector<Evidence> sets = people_with(people, 3);
  const std::vector<Evidence> reversed(sets.rbegin(), sets.rend());
  const std::vector<VariableId> others{people.causes[3], people.causes[1]};

  const auto first = alike_posteriors(inference, sets, people.causes).value();
  const auto again = alike_posteriors(inference, sets, people.causes).value();
  const auto backwards = alike_posteriors(inference, reversed, people.causes).value();
  const auto of_others = alike_posteriors(inference, sets, others).value();

  for (std::size_t row = 0; row < sets.size(); ++row) {
    EXPECT_EQ(first.log_evidence(row), again.log_evidence(row));
    EXPECT_TRUE(std::ranges::equal(first.present(row), again.present(row)));
    expect_close_enumeration(backwards, row, people.network, reversed[row], people.causes);
    expect_close_enumeration(of_others, row, people.network, sets[row], others);
  }
}

TEST(AlikePosteriors, GiveTheSameBitsWhateverWasAskedBefore) {
  tests::Random random(9);
  const tests::People people = tests::random_people(random);
  const Inference fresh(people.network);
  const Inference used(people.network);
  alike_posteriors(used, people_with(people, 11), people.causes).value();

  const auto a = alike_posteriors(fresh, people_with(people, 5), people.causes).value();
  const auto b = alike_posteriors(used, people_with(people, 5), people.causes).value();

  for (std::size_t row = 0; row < a.size(); ++row) {
    EXPECT_EQ(a.log_evidence(row), b.log_evidence(row));
    for (std::size_t t = 0; t < people.causes.size(); ++t) {
      EXPECT_EQ(a.present(row, t), b.present(row, t));
    }
  }
}

}  // namespace
}  // namespace paraspinal::engine
