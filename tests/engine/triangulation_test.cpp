#include "engine/triangulation.h"

#include <algorithm>
#include <numeric>

#include <gtest/gtest.h>

namespace paraspinal::engine {
namespace {

using Scopes = std::vector<std::vector<std::size_t>>;

InteractionGraph graph_of(const std::vector<std::size_t>& states, const Scopes& scopes) {
  InteractionGraph graph(states);
  for (const auto& scope : scopes) {
    graph.connect(scope);
  }
  return graph;
}

class GreedyOrder : public testing::TestWithParam<EliminationCost> {};

TEST_P(GreedyOrder, NamesEveryVariableOnce) {
  const auto graph = graph_of({2, 3, 2, 4, 2}, {{0, 1, 2}, {2, 3}, {3, 4}, {0, 4}});

  auto order = greedy_order(graph, GetParam());
  std::ranges::sort(order);

  std::vector<std::size_t> all(5);
  std::iota(all.begin(), all.end(), std::size_t{0});
  EXPECT_EQ(order, all);
}

TEST_P(GreedyOrder, TakesLeavesOfAStarBeforeItsHub) {
  const auto graph =
      graph_of(std::vector<std::size_t>(6, 2), {{0, 1}, {0, 2}, {0, 3}, {0, 4}, {0, 5}});

  const auto order = greedy_order(graph, GetParam());

  // The hub goes last, or last but one when a single leaf is left.
  EXPECT_LE(order.end() - std::ranges::find(order, std::size_t{0}), 2);
}

TEST_P(GreedyOrder, WithTheSameSeedIsTheSame) {
  const auto graph = graph_of({2, 2, 2, 2, 2, 2}, {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}, {5, 0}});

  EXPECT_EQ(greedy_order(graph, GetParam(), 7), greedy_order(graph, GetParam(), 7));
}

INSTANTIATE_TEST_SUITE_P(Costs, GreedyOrder,
                         testing::Values(EliminationCost::fill, EliminationCost::weighted_fill,
                                         EliminationCost::weight));

TEST(GreedyOrderByWeightedFill, AvoidsJoiningTheVariablesOfManyStates) {
  // A four-cycle: eliminating 0 or 2 joins 1 and 3, eliminating 1 or 3 joins the large 0 and 2.
  const auto graph = graph_of({50, 2, 50, 2}, {{0, 1}, {1, 2}, {2, 3}, {3, 0}});

  const auto order = greedy_order(graph, EliminationCost::weighted_fill);

  EXPECT_EQ(graph.states(order[0]), 50);
}

TEST(GreedyOrder, OfNothingIsEmpty) {
  EXPECT_TRUE(greedy_order(InteractionGraph({}), EliminationCost::fill).empty());
}

TEST(Eliminate, CountsTheJointStatesOfEachClique) {
  // 0 - 1 - 2 eliminated from one end: cliques {0, 1}, {1, 2}, {2}.
  const auto graph = graph_of({2, 3, 5}, {{0, 1}, {1, 2}});

  const Elimination elimination = eliminate(graph, {0, 1, 2});

  EXPECT_EQ(elimination.entries, 6 + 15 + 5);
  EXPECT_EQ(elimination.largest, 15);
}

TEST(Eliminate, FromTheMiddleJoinsTheEnds) {
  const auto graph = graph_of({2, 3, 5}, {{0, 1}, {1, 2}});

  const Elimination elimination = eliminate(graph, {1, 0, 2});

  EXPECT_EQ(elimination.entries, 30 + 10 + 5);
}

TEST(BestElimination, OfAChainHasCliquesOfTwo) {
  const std::vector<std::size_t> states(5, 2);
  const Scopes scopes{{0, 1}, {1, 2}, {2, 3}, {3, 4}};

  EXPECT_EQ(best_elimination(states, scopes).entries, 4 * 4 + 2);
}

}  // namespace
}  // namespace paraspinal::engine
