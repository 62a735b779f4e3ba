#include "engine/table_sensitivity.h"

#include <cmath>

#include <gtest/gtest.h>

#include "engine/changed_network.h"
#include "tests/support/enumerate.h"
#include "tests/support/networks.h"

namespace paraspinal::engine {
namespace {

// The network with one entry of a two-state table at x.
Network with_entry(const Network& network, VariableId variable, std::size_t entry, double x) {
  TableDistribution table = std::get<TableDistribution>(network.distribution(variable));
  table.values[entry] = x;
  table.values[entry ^ 1U] = 1 - x;
  return with_distributions(network, {{variable, table}}).value();
}

// Every entry of every table, at several values, against enumeration of the network so changed.
void expect_enumerated(const Network& network, const Evidence& evidence, VariableState target) {
  const Inference inference(network);
  for (std::size_t v = 0; v < network.size(); ++v) {
    const auto curves = table_sensitivity(inference, evidence, target, VariableId{v});
    ASSERT_TRUE(curves) << curves.error().message;
    for (std::size_t entry = 0; entry < curves->size(); ++entry) {
      for (const double x : {0.0, 0.3, 1.0}) {
        const auto truth = tests::enumerate(with_entry(network, VariableId{v}, entry, x), evidence);
        if (truth.evidence == 0) {
          EXPECT_TRUE(std::isnan((*curves)[entry].at(x))) << v << " " << entry << " " << x;
        } else {
          EXPECT_NEAR((*curves)[entry].at(x), truth.marginals[target.variable.index][target.state],
                      1e-12)
              << v << " " << entry << " " << x;
        }
      }
    }
  }
}

TEST(TableSensitivity, FollowsTheEnumeratedPosteriorWithHardEvidence) {
  Evidence evidence;
  evidence.observe(VariableId{6}, 1);
  evidence.observe(VariableId{7}, 1);
  expect_enumerated(tests::asia(), evidence, {VariableId{3}, 1});
}

TEST(TableSensitivity, FollowsTheEnumeratedPosteriorWithSoftEvidenceOnTheTargetToo) {
  Evidence evidence;
  evidence.observe(VariableId{3}, {0.4, 0.8});
  evidence.observe(VariableId{7}, {0.9, 0.2});
  expect_enumerated(tests::asia(), evidence, {VariableId{3}, 1});
}

TEST(TableSensitivity, FollowsTheEnumeratedPosteriorWithoutEvidence) {
  expect_enumerated(tests::burglary(), {}, {VariableId{2}, 0});
}

TEST(TableSensitivity, IsFlatForATargetThatIsObserved) {
  const Network network = tests::asia();
  Evidence evidence;
  evidence.observe(VariableId{3}, 1);
  for (const StateIndex state : {0U, 1U}) {
    const auto curves =
        table_sensitivity(Inference(network), evidence, {VariableId{3}, state}, VariableId{2});
    EXPECT_EQ(curves->at(0).slope(), 0);
    EXPECT_NEAR(curves->at(0).at(0.5), state == 1 ? 1 : 0, 1e-12);
  }
}

TEST(TableSensitivity, OtherEntriesOfARowShareWhatIsLeftInProportion) {
  Network::Builder builder;
  const auto grade =
      builder.add({"grade", {"a", "b", "c"}}, TableDistribution{{}, {0.2, 0.2, 0.6}});
  const Network network = builder.build().value();
  const auto curves = table_sensitivity(Inference(network), {}, {grade, 1}, grade);
  // P(b) = (1 - x) * 0.2 / 0.8 when P(a) = x.
  EXPECT_NEAR(curves->at(0).at(0.6), 0.1, 1e-12);
  EXPECT_NEAR(curves->at(1).at(0.6), 0.6, 1e-12);
}

TEST(TableSensitivity, NamesAVariableWithoutATable) {
  Network::Builder builder;
  builder.add(two_state("f"), NoisyOr{0.1, {}, {}});
  const Network network = builder.build().value();
  const auto curves = table_sensitivity(Inference(network), {}, {VariableId{0}, 1}, VariableId{0});
  EXPECT_EQ(curves.error().message, "sensitivity: variable 'f' has no table");
  EXPECT_FALSE(table_sensitivity(Inference(network), {}, {VariableId{0}, 2}, VariableId{0}));
}

}  // namespace
}  // namespace paraspinal::engine
