#include "engine/junction_tree.h"

#include <algorithm>
#include <numeric>

#include <gtest/gtest.h>

#include "tests/support/generators.h"
#include "tests/support/networks.h"

namespace paraspinal::engine {
namespace {

using Edge = std::pair<VariableId, VariableId>;

std::vector<Edge> edges(std::initializer_list<std::pair<std::size_t, std::size_t>> pairs) {
  std::vector<Edge> result;
  for (const auto& [a, b] : pairs) {
    result.push_back({VariableId{a}, VariableId{b}});
  }
  return result;
}

bool holds(const std::vector<VariableId>& clique, std::size_t variable) {
  return std::ranges::binary_search(clique, VariableId{variable});
}

// How many parts the edges leave among those cliques that hold the variable: 1 when they hang
// together.
std::size_t parts_with(const JunctionTree& tree, std::size_t variable) {
  std::vector<std::size_t> part(tree.cliques.size());
  std::iota(part.begin(), part.end(), std::size_t{0});
  for (const Separator& separator : tree.separators) {
    if (holds(tree.cliques[separator.first], variable) &&
        holds(tree.cliques[separator.second], variable)) {
      const std::size_t old_part = part[separator.second];
      const std::size_t new_part = part[separator.first];
      std::ranges::replace(part, old_part, new_part);
    }
  }
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < part.size(); ++i) {
    if (holds(tree.cliques[i], variable) && std::ranges::find(found, part[i]) == found.end()) {
      found.push_back(part[i]);
    }
  }
  return found.size();
}

TEST(MoralGraph, OfAsiaMarriesTheParentsOfEitherAndOfDyspnoea) {
  // asia 0, tub 1, smoke 2, lung 3, bronc 4, either 5, xray 6, dysp 7.
  // Lauritzen & Spiegelhalter 1988: eight arcs, and tub with lung, bronc with either.
  EXPECT_EQ(
      moral_edges(tests::asia()),
      edges({{0, 1}, {1, 3}, {1, 5}, {2, 3}, {2, 4}, {3, 5}, {4, 5}, {4, 7}, {5, 6}, {5, 7}}));
}

TEST(JunctionTree, OfAsiaHasSixCliquesOfAtMostThree) {
  // Lauritzen & Spiegelhalter 1988: the moral graph has one cycle of four to be cut by a chord.
  const JunctionTree tree = junction_tree(tests::asia());

  EXPECT_EQ(tree.cliques.size(), 6U);
  EXPECT_EQ(tree.separators.size(), 5U);
  EXPECT_EQ(std::ranges::max(tree.cliques, {}, &std::vector<VariableId>::size).size(), 3U);
}

TEST(JunctionTree, HasEveryFamilyInAClique) {
  tests::Random random(3);
  const Network network =
      tests::random_network(random, {.variables = 20, .most_parents = 3, .zeros = 0});
  const JunctionTree tree = junction_tree(network);
  for (std::size_t i = 0; i < network.size(); ++i) {
    EXPECT_TRUE(std::ranges::any_of(
        tree.cliques,
        [&](const auto& clique) {
          return holds(clique, i) &&
                 std::ranges::all_of(network.parents(VariableId{i}), [&](VariableId parent) {
                   return holds(clique, parent.index);
                 });
        }))
        << "family of " << i;
  }
}

TEST(JunctionTree, HasTheRunningIntersectionProperty) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    tests::Random random(seed);
    const Network network =
        tests::random_network(random, {.variables = 20, .most_parents = 3, .zeros = 0});
    const JunctionTree tree = junction_tree(network);
    for (std::size_t i = 0; i < network.size(); ++i) {
      EXPECT_EQ(parts_with(tree, i), 1U) << "seed " << seed << " variable " << i;
    }
  }
}

TEST(JunctionTree, OfVariablesWithoutArcsIsAForest) {
  Network::Builder builder;
  builder.add(two_state("a"), TableDistribution{{}, {0.5, 0.5}});
  builder.add(two_state("b"), TableDistribution{{}, {0.5, 0.5}});

  const JunctionTree tree = junction_tree(builder.build().value());

  EXPECT_EQ(tree.cliques.size(), 2U);
  EXPECT_TRUE(tree.separators.empty());
}

}  // namespace
}  // namespace paraspinal::engine
