#include "engine/junction_tree.h"

#include <algorithm>
#include <iterator>
#include <set>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/kruskal_min_spanning_tree.hpp>

#include "engine/triangulation.h"

namespace paraspinal::engine {
namespace {

using MoralGraph = boost::adjacency_list<boost::setS, boost::vecS, boost::undirectedS>;
using Weight = boost::property<boost::edge_weight_t, int>;
using CliqueGraph =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property, Weight>;
using Clique = std::vector<VariableId>;

void join_all(MoralGraph& graph, const std::vector<std::size_t>& members) {
  for (std::size_t i = 0; i < members.size(); ++i) {
    for (std::size_t j = i + 1; j < members.size(); ++j) {
      boost::add_edge(members[i], members[j], graph);
    }
  }
}

std::vector<std::size_t> family(const Network& network, std::size_t variable) {
  std::vector<std::size_t> members{variable};
  for (const VariableId parent : network.parents(VariableId{variable})) {
    members.push_back(parent.index);
  }
  return members;
}

MoralGraph moral_graph(const Network& network) {
  MoralGraph graph(network.size());
  for (std::size_t i = 0; i < network.size(); ++i) {
    join_all(graph, family(network, i));
  }
  return graph;
}

std::vector<std::size_t> smallest_order(const Network& network) {
  std::vector<std::size_t> states;
  std::vector<std::vector<std::size_t>> scopes;
  for (std::size_t i = 0; i < network.size(); ++i) {
    states.push_back(network.variable(VariableId{i}).states.size());
    scopes.push_back(family(network, i));
  }
  return best_elimination(states, scopes).order;
}

// Takes a variable out of the graph, its neighbours joined; gives it and them, ascending.
Clique eliminate(MoralGraph& graph, std::size_t variable) {
  const auto [begin, end] = boost::adjacent_vertices(variable, graph);
  const std::vector<std::size_t> neighbours(begin, end);
  join_all(graph, neighbours);
  boost::clear_vertex(variable, graph);
  Clique clique{VariableId{variable}};
  for (const std::size_t neighbour : neighbours) {
    clique.push_back(VariableId{neighbour});
  }
  std::ranges::sort(clique);
  return clique;
}

// Those that no other contains: an earlier one holds a variable that no later one can.
std::vector<Clique> maximal_cliques(MoralGraph graph, const std::vector<std::size_t>& order) {
  std::vector<Clique> maximal;
  for (const std::size_t variable : order) {
    Clique clique = eliminate(graph, variable);
    const bool contained = std::ranges::any_of(
        maximal, [&](const Clique& other) { return std::ranges::includes(other, clique); });
    if (!contained) {
      maximal.push_back(std::move(clique));
    }
  }
  return maximal;
}

std::vector<VariableId> common(const Clique& a, const Clique& b) {
  std::vector<VariableId> both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  return both;
}

// The spanning forest of the largest separators, which has the running intersection property.
std::vector<Separator> separators_of(const std::vector<Clique>& cliques) {
  CliqueGraph graph(cliques.size());
  for (std::size_t i = 0; i < cliques.size(); ++i) {
    for (std::size_t j = i + 1; j < cliques.size(); ++j) {
      const int size = static_cast<int>(common(cliques[i], cliques[j]).size());
      if (size > 0) {
        boost::add_edge(i, j, Weight(-size), graph);
      }
    }
  }
  std::vector<boost::graph_traits<CliqueGraph>::edge_descriptor> edges;
  boost::kruskal_minimum_spanning_tree(graph, std::back_inserter(edges));
  std::vector<Separator> separators;
  for (const auto& edge : edges) {
    const auto [first, second] =
        std::minmax({boost::source(edge, graph), boost::target(edge, graph)});
    separators.push_back({first, second, common(cliques[first], cliques[second])});
  }
  std::ranges::sort(separators, {}, [](const Separator& separator) {
    return std::pair(separator.first, separator.second);
  });
  return separators;
}

}  // namespace

std::vector<std::pair<VariableId, VariableId>> moral_edges(const Network& network) {
  const MoralGraph graph = moral_graph(network);
  std::set<std::pair<VariableId, VariableId>> pairs;
  for (const auto& edge : boost::make_iterator_range(boost::edges(graph))) {
    const auto [low, high] = std::minmax({boost::source(edge, graph), boost::target(edge, graph)});
    pairs.insert({VariableId{low}, VariableId{high}});
  }
  return {pairs.begin(), pairs.end()};
}

JunctionTree junction_tree(const Network& network) {
  JunctionTree tree;
  tree.cliques = maximal_cliques(moral_graph(network), smallest_order(network));
  tree.separators = separators_of(tree.cliques);
  return tree;
}

}  // namespace paraspinal::engine
