#include "engine/separation.h"

#include <algorithm>
#include <array>
#include <numeric>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>

#include "engine/ball_places.h"
#include "engine/relevance.h"
#include "engine/require.h"

namespace paraspinal::engine {
namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

// Arcs along which the ball passes on: through an unobserved variable, and, where a variable or one
// below it is observed, from one of its parents to another.
Graph ball_graph(const Network& network, std::span<const VariableId> given) {
  std::vector<bool> observed(network.size(), false);
  for (const VariableId id : given) {
    observed[id.index] = true;
  }
  const std::vector<bool> opens = with_ancestors(network, given);
  Graph graph(2 * network.size());
  for (std::size_t i = 0; i < network.size(); ++i) {
    const VariableId id{i};
    for (const VariableId parent : network.parents(id)) {
      if (!observed[i]) {
        boost::add_edge(from_child(id), from_child(parent), graph);
      }
      if (opens[i]) {
        boost::add_edge(from_parent(id), from_child(parent), graph);
      }
      if (!observed[parent.index]) {
        boost::add_edge(from_parent(parent), from_parent(id), graph);
        boost::add_edge(from_child(parent), from_parent(id), graph);
      }
    }
  }
  return graph;
}

// Which vertices can be reached from `start`, added to those in `colours`.
void reach(const Graph& graph, std::size_t start, std::vector<boost::default_color_type>& colours) {
  if (colours[start] != boost::white_color) {
    return;
  }
  boost::queue<std::size_t> queue;
  boost::breadth_first_visit(graph, start, queue, boost::default_bfs_visitor(), colours.data());
}

void require_known(const Network& network, std::span<const VariableId> ids) {
  for (const VariableId id : ids) {
    require(id.index < network.size(), "each variable is one of the network's");
  }
}

// For each variable, whether some path leads to it from an unobserved one of `a`.
std::vector<bool> reached(const Network& network, std::span<const VariableId> a,
                          std::span<const VariableId> given) {
  require_known(network, a);
  require_known(network, given);
  const Graph graph = ball_graph(network, given);
  std::vector<boost::default_color_type> colours(2 * network.size(), boost::white_color);
  for (const VariableId id : a) {
    if (std::ranges::find(given, id) == given.end()) {
      reach(graph, from_child(id), colours);
    }
  }
  std::vector<bool> result(network.size(), false);
  for (std::size_t i = 0; i < network.size(); ++i) {
    result[i] = colours[from_child(VariableId{i})] != boost::white_color ||
                colours[from_parent(VariableId{i})] != boost::white_color;
  }
  for (const VariableId id : given) {
    result[id.index] = false;
  }
  return result;
}

}  // namespace

bool d_separated(const Network& network, std::span<const VariableId> a,
                 std::span<const VariableId> b, std::span<const VariableId> given) {
  require_known(network, b);
  const std::vector<bool> is_reached = reached(network, a, given);
  return std::ranges::none_of(b, [&](VariableId id) { return is_reached[id.index]; });
}

std::vector<VariableId> connected(const Network& network, std::span<const VariableId> a,
                                  std::span<const VariableId> given) {
  const std::vector<bool> is_reached = reached(network, a, given);
  std::vector<VariableId> result;
  for (std::size_t i = 0; i < network.size(); ++i) {
    if (is_reached[i] && std::ranges::find(a, VariableId{i}) == a.end()) {
      result.push_back(VariableId{i});
    }
  }
  return result;
}

std::vector<VariableId> causal_path(const Network& network, VariableId cause, VariableId effect) {
  require_known(network, std::array{cause, effect});
  Graph graph(network.size());
  for (std::size_t i = 0; i < network.size(); ++i) {
    for (const VariableId parent : network.parents(VariableId{i})) {
      boost::add_edge(parent.index, i, graph);
    }
  }
  std::vector<std::size_t> before(network.size());
  std::iota(before.begin(), before.end(), std::size_t{0});
  const auto visitor =
      boost::make_bfs_visitor(boost::record_predecessors(before.data(), boost::on_tree_edge()));
  boost::breadth_first_search(graph, cause.index, boost::visitor(visitor));
  if (cause != effect && before[effect.index] == effect.index) {
    return {};
  }
  std::vector<VariableId> path{effect};
  while (path.back() != cause) {
    path.push_back(VariableId{before[path.back().index]});
  }
  std::ranges::reverse(path);
  return path;
}

}  // namespace paraspinal::engine
