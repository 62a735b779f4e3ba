#include "engine/plan_trees.h"

#include <algorithm>

namespace paraspinal::engine {
namespace {

// Trees of fewer table entries are not worth telling apart.
constexpr std::size_t entries_worth_a_tree = 128;

// Of each clique the root above it.
std::vector<std::size_t> roots_of(const QueryPlan& plan) {
  std::vector<std::size_t> root(plan.cliques.size());
  for (std::size_t c = 0; c < root.size(); ++c) {
    const std::size_t parent = plan.cliques[c].parent;
    root[c] = parent == PlanClique::none ? c : root[parent];
  }
  return root;
}

}  // namespace

std::vector<PlanTree> trees_of(const QueryPlan& plan) {
  const std::vector<std::size_t> root = roots_of(plan);
  std::vector<std::size_t> entries(root.size(), 0);
  std::vector<std::size_t> cliques(root.size(), 0);
  for (std::size_t c = 0; c < root.size(); ++c) {
    entries[root[c]] += plan.cliques[c].states();
    ++cliques[root[c]];
  }
  // The first tree is that of the small ones.
  std::vector<std::size_t> tree_of_root(root.size(), 0);
  std::vector<std::size_t> sizes(1, 0);
  for (std::size_t c = 0; c < root.size(); ++c) {
    if (root[c] == c && entries[c] >= entries_worth_a_tree) {
      tree_of_root[c] = sizes.size();
      sizes.push_back(0);
    }
    sizes[tree_of_root[root[c]]] += root[c] == c ? cliques[c] : 0;
  }
  std::vector<PlanTree> trees(sizes.size());
  for (std::size_t tree = 0; tree < sizes.size(); ++tree) {
    trees[tree].cliques.reserve(sizes[tree]);
    trees[tree].locals.reserve(2 * sizes[tree]);
    trees[tree].factors.reserve(2 * sizes[tree]);
  }
  std::vector<std::size_t> tree_of_local(plan.states.size(), 0);
  for (std::size_t c = 0; c < root.size(); ++c) {
    const std::size_t tree = tree_of_root[root[c]];
    trees[tree].cliques.push_back(c);
    for (const BuildStep& step : part(plan.build_steps, plan.cliques[c].steps)) {
      if (step.source == InputSource::factor) {
        trees[tree].factors.push_back(step.index);
      }
    }
    for (const std::size_t local : part(plan.clique_axes, plan.cliques[c].axes)) {
      tree_of_local[local] = tree;
    }
  }
  for (std::size_t local = 0; local < tree_of_local.size(); ++local) {
    trees[tree_of_local[local]].locals.push_back(local);
  }
  return trees;
}

}  // namespace paraspinal::engine
