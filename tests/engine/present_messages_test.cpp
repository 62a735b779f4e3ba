// Many rows of one set of evidence: branches of the tree that a row leaves as they are in the set
// itself are read off what they say of their targets, and must say what a query of its own says.

#include <cmath>

#include <gtest/gtest.h>

#include "engine/evidence_variations.h"
#include "tests/support/generators.h"
#include "tests/support/networks.h"

namespace paraspinal::engine {
namespace {

using RowChanges = std::vector<EvidenceChange>;

// Each row against a query of the evidence so changed.
void expect_queries(const VariationTable& table, const Inference& inference,
                    const Evidence& evidence, const std::vector<VariableId>& targets,
                    const std::vector<RowChanges>& rows) {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    Evidence changed = evidence;
    for (const EvidenceChange& change : rows[row]) {
      changed.observe(change.variable, change.state.value());
    }
    const auto posterior = inference.posterior(changed, targets);
    ASSERT_EQ(table.impossible(row), !posterior.has_value());
    if (!posterior) {
      continue;
    }
    ASSERT_NEAR(table.log_evidence(row), posterior->log_evidence(), 1e-10) << "row " << row;
    for (std::size_t t = 0; t < targets.size(); ++t) {
      ASSERT_NEAR(table.present(row, t), posterior->present(targets[t]), 1e-10)
          << "row " << row << " target " << t;
    }
  }
}

// Causes of a risk factor, of eight, and of the person's stage, of twelve, and findings of a few
// causes each: a tree of many branches. The sign is never seen in the third stage.
struct Ward {
  Network network;
  VariableId stage;
  VariableId sign;
  std::vector<VariableId> causes;
  std::vector<VariableId> findings;
};

Ward random_ward(tests::Random& random) {
  constexpr std::size_t stages = 12;
  Network::Builder builder;
  Variable stages_of{"stage", {}};
  for (std::size_t s = 0; s < stages; ++s) {
    stages_of.states.push_back(tests::numbered("stage", s));
  }
  const VariableId stage =
      builder.add(stages_of, TableDistribution{{}, std::vector<double>(stages, 1.0 / stages)});
  std::vector<double> seen;
  for (std::size_t s = 0; s < stages; ++s) {
    const double p = s == 2 ? 0 : 0.2 + 0.5 * random.uniform();
    seen.insert(seen.end(), {1 - p, p});
  }
  const VariableId sign = builder.add(two_state("sign"), TableDistribution{{stage}, seen});
  std::vector<VariableId> risks;
  for (std::size_t r = 0; r < 8; ++r) {
    const double prior = 0.05 + 0.3 * random.uniform();
    risks.push_back(builder.add(two_state(tests::numbered("risk", r)),
                                TableDistribution{{}, {1 - prior, prior}}));
  }
  std::vector<VariableId> causes;
  for (std::size_t c = 0; c < 30; ++c) {
    std::vector<double> rows;
    for (std::size_t s = 0; s < stages; ++s) {
      const double rare = 0.001 + 0.05 * random.uniform();
      const double common = rare + 0.3 * random.uniform();
      rows.insert(rows.end(), {1 - rare, rare, 1 - common, common});
    }
    causes.push_back(builder.add(two_state(tests::numbered("cause", c)),
                                 TableDistribution{{stage, risks[random.below(8)]}, rows}));
  }
  std::vector<VariableId> findings;
  for (std::size_t f = 0; f < 60; ++f) {
    NoisyOr finding{0.01 + 0.1 * random.uniform(), {}, {}};
    const std::size_t first = random.below(30);
    for (const std::size_t step : {0UL, 1UL, 4UL}) {
      finding.raising.push_back({causes[(first + step) % 30], 0.1 + 0.8 * random.uniform()});
    }
    findings.push_back(builder.add(two_state(tests::numbered("finding", f)), finding));
  }
  return {builder.build().value(), stage, sign, causes, findings};
}

// No change, a no to each of the findings from the eighth on, and to some two of them.
std::vector<RowChanges> denials(const Ward& ward) {
  std::vector<RowChanges> rows(1);
  for (std::size_t a = 8; a < ward.findings.size(); ++a) {
    rows.push_back({{ward.findings[a], 0}});
    for (std::size_t b = a + 1; b < ward.findings.size(); b += 17) {
      rows.push_back({{ward.findings[a], 0}, {ward.findings[b], 0}});
    }
  }
  return rows;
}

// Four of the findings present and four absent, in a stage.
Evidence seen_in(const Ward& ward, std::size_t stage) {
  Evidence evidence;
  evidence.observe(ward.stage, stage);
  for (std::size_t f = 0; f < 8; ++f) {
    evidence.observe(ward.findings[f], f < 4 ? 1 : 0);
  }
  return evidence;
}

// In each of the first stages, with the sign or without.
std::vector<Evidence> seen_in_each(const Ward& ward, std::size_t stages, bool with_sign) {
  std::vector<Evidence> sets;
  for (std::size_t s = 0; s < stages; ++s) {
    sets.push_back(seen_in(ward, s));
    if (with_sign) {
      sets.back().observe(ward.sign, 1);
    }
  }
  return sets;
}

TEST(PresentMessages, OfManyDenialsGiveWhatAQueryEachGives) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    tests::Random random(seed);
    const Ward ward = random_ward(random);
    const Evidence evidence = seen_in(ward, 0);
    const std::vector<RowChanges> rows = denials(ward);

    const Inference inference(ward.network);
    const EvidenceVariations variations(inference, evidence, {}, ward.causes);
    expect_queries(variations.present(rows).value(), inference, evidence, ward.causes, rows);
    ASSERT_FALSE(HasFailure()) << "seed " << seed;
  }
}

// So many that each walk holds one denial in every stage, but for five, where lanes would stay
// free; with the sign seen one stage is impossible.
TEST(PresentMessages, OfManyDenialsInSeveralStagesGiveWhatAQueryEachGives) {
  for (const std::size_t stages : {5U, 6U, 8U, 12U}) {
    for (const bool seen : {false, true}) {
      tests::Random random(stages);
      const Ward ward = random_ward(random);
      const Inference inference(ward.network);
      const std::vector<Evidence> sets = seen_in_each(ward, stages, seen);
      const std::vector<RowChanges> rows = denials(ward);
      const auto all = EvidenceVariations::alike(inference, sets, {}, ward.causes);

      const auto tables = EvidenceVariations::present_in_each(all, rows).value();

      for (std::size_t s = 0; s < stages; ++s) {
        expect_queries(tables[s], inference, sets[s], ward.causes, rows);
        ASSERT_FALSE(HasFailure()) << stages << " stages, in stage " << s;
      }
    }
  }
}

// Pairs of findings, each once: fewer rows, which change more.
std::vector<RowChanges> denials_of_two(const Ward& ward) {
  const std::vector<RowChanges> single = denials(ward);
  std::vector<RowChanges> rows(1);
  for (std::size_t row = 1; row + 1 < single.size() && rows.size() < 7; row += 11) {
    RowChanges both = single[row];
    for (const auto& change : single[row + 1]) {
      if (std::ranges::find(both, change.variable, &EvidenceChange::variable) == both.end()) {
        both.push_back(change);
      }
    }
    rows.push_back(std::move(both));
  }
  return rows;
}

// One stage, several in lanes of one base each, and a denial in every stage at once.
TEST(VariationRows, AskedAgainGiveWhatAQueryEachGives) {
  for (const std::size_t stages : {1U, 5U, 8U, 12U}) {
    for (const bool seen : {false, true}) {
      tests::Random random(stages);
      const Ward ward = random_ward(random);
      const Inference inference(ward.network);
      const std::vector<Evidence> sets = seen_in_each(ward, stages, seen);
      const std::vector<RowChanges> one = denials(ward);
      const std::vector<RowChanges> two = denials_of_two(ward);
      ASSERT_GT(two.size(), 3U);
      VariationRows rows(EvidenceVariations::alike(inference, sets, {}, ward.causes));

      for (const std::vector<RowChanges>* asked : {&two, &one, &two, &two, &one}) {
        const auto tables = rows.present(*asked).value();
        for (std::size_t s = 0; s < stages; ++s) {
          expect_queries(tables[s], inference, sets[s], ward.causes, *asked);
          ASSERT_FALSE(HasFailure()) << stages << " stages, in stage " << s;
        }
      }
    }
  }
}

TEST(PresentMessages, InTreesOfTablesGiveWhatAQueryEachGives) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    tests::Random random(seed);
    const Network network =
        tests::random_network(random, {.variables = 40, .most_parents = 3, .zeros = 0.1});
    std::vector<VariableId> targets;
    for (std::size_t i = 0; i < network.size(); ++i) {
      if (network.variable(VariableId{i}).states.size() == 2) {
        targets.push_back(VariableId{i});
      }
    }
    std::vector<RowChanges> rows(1);
    for (const VariableId a : targets) {
      for (std::size_t repeat = 0; repeat < 8; ++repeat) {
        const VariableId b = targets[random.below(targets.size())];
        rows.push_back({{a, random.below(2)}});
        if (a != b) {
          rows.back().push_back({b, random.below(2)});
        }
      }
    }

    const Inference inference(network);
    const EvidenceVariations variations(inference, {}, targets, targets);
    expect_queries(variations.present(rows).value(), inference, {}, targets, rows);
    ASSERT_FALSE(HasFailure()) << "seed " << seed;
  }
}

}  // namespace
}  // namespace paraspinal::engine
