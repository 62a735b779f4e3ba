// The sums that the children of a clique share, against each child's own sum.

#include "engine/shared_sums.h"

#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include "engine/common_plan.h"
#include "engine/inference.h"
#include "tests/support/generators.h"

namespace paraspinal::engine {
namespace {

using Table = std::vector<double>;

QueryPlan random_plan(std::uint64_t seed) {
  tests::Random random(seed);
  const Network network =
      tests::random_network(random, {.variables = 40, .most_parents = 3, .zeros = 0});
  const Inference inference(network);
  const Observation observation =
      check(network, tests::random_evidence(random, network, 0.3)).value();
  const std::vector<bool> all(network.size(), true);
  return make_common_plan(inference.compiled(), observation, all, true)->plan;
}

// By the definition of loops: entry by entry, the last loop fastest.
Table summed_by_loops(const QueryPlan& plan, const PlanClique& child, const Table& table) {
  Table sums(child.separator_states, 0.0);
  const auto loops = part(plan.loops, child.loops);
  for (std::size_t i = 0; i < table.size(); ++i) {
    std::size_t place = 0;
    std::size_t rest = i;
    for (std::size_t l = loops.size(); l-- > 0;) {
      place += rest % loops[l].extent * loops[l].stride;
      rest /= loops[l].extent;
    }
    sums[place] += table[i];
  }
  return sums;
}

Table summed_by_step(const SumStep& step, const Table& table) {
  Table sums(step.outer * step.inner, 0.0);
  for (std::size_t i = 0; i < step.outer * step.middle * step.inner; ++i) {
    const std::size_t outer = i / (step.middle * step.inner);
    sums[outer * step.inner + i % step.inner] += table[i];
  }
  return sums;
}

// What the steps of a clique give each child, in the order of the steps.
std::map<std::size_t, Table> summed_by_steps(const QueryPlan& plan, const PlanClique& clique,
                                             const Table& belief) {
  std::map<std::size_t, Table> received;
  Table scratch(belief.size());
  for (const SumStep& step : part(plan.sum_steps, clique.sums)) {
    const Table from =
        step.from == SumStep::none
            ? belief
            : Table(scratch.begin() + static_cast<std::ptrdiff_t>(step.from), scratch.end());
    const Table sums = summed_by_step(step, from);
    if (step.child != SumStep::none) {
      EXPECT_TRUE(received.emplace(step.child, sums).second);
    } else {
      EXPECT_LE(step.to + sums.size(), scratch.size());
      std::ranges::copy(sums, scratch.begin() + static_cast<std::ptrdiff_t>(step.to));
    }
  }
  return received;
}

TEST(SharedSums, GiveEveryChildItsOwnSum) {
  std::size_t of_several = 0;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    const QueryPlan plan = random_plan(seed);
    tests::Random random(seed);
    for (const PlanClique& clique : plan.cliques) {
      Table belief(clique.states());
      std::ranges::generate(belief, [&random] { return random.uniform(); });

      const auto received = summed_by_steps(plan, clique, belief);

      of_several += received.size() > 1 ? 1U : 0U;
      for (const std::size_t child : part(plan.clique_children, clique.children)) {
        ASSERT_EQ(received.contains(child), plan.cliques[child].distributes);
        const Table expected = summed_by_loops(plan, plan.cliques[child], belief);
        for (std::size_t i = 0; received.contains(child) && i < expected.size(); ++i) {
          EXPECT_NEAR(received.at(child)[i], expected[i], 1e-11) << "seed " << seed;
        }
      }
    }
  }
  EXPECT_GT(of_several, 10U);
}

}  // namespace
}  // namespace paraspinal::engine
