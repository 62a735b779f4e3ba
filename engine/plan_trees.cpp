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

// What a tree holds, or nothing where a clique is no root.
struct Size {
  std::size_t entries = 0;
  std::size_t cliques = 0;
};

PlanTree with_room(std::size_t cliques) {
  constexpr std::size_t of_each = 2;  // variables and factors, of most
  PlanTree tree;
  tree.cliques.reserve(cliques);
  tree.locals.reserve(of_each * cliques);
  tree.factors.reserve(of_each * cliques);
  return tree;
}

}  // namespace

std::vector<PlanTree> trees_of(const QueryPlan& plan) {
  const std::vector<std::size_t> root = roots_of(plan);
  std::vector<Size> sizes(root.size());  // of each root
  for (std::size_t c = 0; c < root.size(); ++c) {
    sizes[root[c]].entries += plan.cliques[c].states();
    ++sizes[root[c]].cliques;
  }
  const auto is_small = [](const Size& size) { return size.entries < entries_worth_a_tree; };
  std::size_t in_small_ones = 0;
  for (const Size& size : sizes) {
    in_small_ones += is_small(size) ? size.cliques : 0;
  }
  std::vector<PlanTree> trees;
  trees.push_back(with_room(in_small_ones));
  std::vector<std::size_t> tree_of_root(root.size(), 0);
  for (std::size_t c = 0; c < root.size(); ++c) {
    if (root[c] == c && !is_small(sizes[c])) {
      tree_of_root[c] = trees.size();
      trees.push_back(with_room(sizes[c].cliques));
    }
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
