// The trees of a plan, on a random network.

#include "engine/plan_trees.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "engine/common_plan.h"
#include "engine/inference.h"
#include "tests/support/generators.h"

namespace paraspinal::engine {
namespace {

TEST(PlanTrees, HoldEveryCliqueAndVariableOnce) {
  tests::Random random(3);
  const Network network =
      tests::random_network(random, {.variables = 30, .most_parents = 3, .zeros = 0});
  const Inference inference(network);
  const Observation observation =
      check(network, tests::random_evidence(random, network, 0.5)).value();
  const std::vector<bool> all(network.size(), true);
  const QueryPlan plan = make_common_plan(inference.compiled(), observation, all, true)->plan;

  std::vector<int> cliques(plan.cliques.size(), 0);
  std::vector<int> locals(plan.states.size(), 0);
  for (const PlanTree& tree : trees_of(plan)) {
    for (const std::size_t c : tree.cliques) {
      ++cliques[c];
      EXPECT_TRUE(plan.cliques[c].parent == PlanClique::none ||
                  std::ranges::binary_search(tree.cliques, plan.cliques[c].parent));
    }
    for (const std::size_t local : tree.locals) {
      ++locals[local];
    }
  }
  EXPECT_EQ(cliques, std::vector<int>(cliques.size(), 1));
  EXPECT_EQ(locals, std::vector<int>(locals.size(), 1));
}

}  // namespace
}  // namespace paraspinal::engine
