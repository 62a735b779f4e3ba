#include "engine/network_summary.h"

#include <gtest/gtest.h>

#include "tests/support/networks.h"

namespace paraspinal::engine {
namespace {

TEST(NetworkSummary, CountsTheChestClinic) {
  // Counted on the published figure and tables: Lauritzen & Spiegelhalter 1988.
  const NetworkSummary summary = summarise(tests::asia());
  EXPECT_EQ(summary.variables, 8U);
  EXPECT_EQ(summary.arcs, 8U);
  EXPECT_EQ(summary.roots, 2U);
  EXPECT_EQ(summary.leaves, 2U);
  EXPECT_EQ(summary.most_states, 2U);
  EXPECT_EQ(summary.most_parents, 2U);
  EXPECT_EQ(summary.largest_family, VariableId{5});
  EXPECT_EQ(summary.largest_table, 8);
  EXPECT_EQ(summary.table_entries, 36);
  EXPECT_EQ(summary.parameters, 18U);
}

TEST(NetworkSummary, CountsTheFreeNumbersOfEveryKind) {
  Network::Builder builder;
  const auto a = builder.add({"a", {"x", "y", "z"}}, TableDistribution{{}, {0.2, 0.3, 0.5}});  // 2
  const auto b = builder.add(two_state("b"), TableDistribution{{}, {0.5, 0.5}});               // 1
  builder.add(two_state("or"), NoisyOr{0.1, {{b, 0.5}}, {}});                                  // 2
  builder.add(two_state("odds"), LogOddsDistribution{{a}, {0, 0.1, 0.2}, {{b, 1}}});           // 4
  builder.add({"max", {"0", "1", "2"}},
              NoisyMax{{0.9, 0.1, 0}, {{b, {1, 0, 0, 0.2, 0.3, 0.5}}}});  // 2 + 4
  EXPECT_EQ(summarise(builder.build().value()).parameters, 15U);
}

TEST(NetworkSummary, TheWidestTablesAreCountedWithoutOverflow) {
  Network::Builder builder;
  NoisyOr wide{0.1, {}, {}};
  for (std::size_t i = 0; i < 80; ++i) {
    wide.raising.push_back(
        {builder.add(two_state(tests::numbered("c", i)), TableDistribution{{}, {0.5, 0.5}}), 0.5});
  }
  builder.add(two_state("f"), wide);
  EXPECT_EQ(summarise(builder.build().value()).largest_table, 0x1p81);
}

}  // namespace
}  // namespace paraspinal::engine
