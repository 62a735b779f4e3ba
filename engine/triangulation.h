#pragma once

// The graph in which variables that share a factor are neighbours, what an elimination order makes
// of it, and the search for a good order (Kjaerulff 1990; Koller & Friedman 9.4.3).
//
//   InteractionGraph graph(states);
//   graph.connect(scope);                              // for each factor
//   const auto order = greedy_order(graph, EliminationCost::weighted_fill);
//   const Elimination elimination = eliminate(graph, order);   // cliques and their total size

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace paraspinal::engine {

// What eliminating a variable next is thought to cost.
enum class EliminationCost {
  fill,           // neighbours that would have to be joined
  weighted_fill,  // the same, each pair counted by the product of its numbers of states
  weight,         // joint states of the variable and its neighbours
};

class InteractionGraph {
 public:
  explicit InteractionGraph(std::span<const std::size_t> states);

  // Makes the variables of a scope neighbours of each other.
  void connect(std::span<const std::size_t> scope);

  std::size_t size() const { return states_.size(); }
  std::size_t words() const { return words_; }
  double states(std::size_t variable) const { return states_[variable]; }
  // One bit a variable.
  std::span<const std::uint64_t> row(std::size_t variable) const {
    return std::span(rows_).subspan(variable * words_, words_);
  }
  std::span<std::uint64_t> row(std::size_t variable) {
    return std::span(rows_).subspan(variable * words_, words_);
  }

 private:
  std::vector<double> states_;
  std::size_t words_;
  std::vector<std::uint64_t> rows_;
};

// What summing variables out in some order makes: for each step the later neighbours of the
// variable.
struct Elimination {
  std::vector<std::size_t> order;
  std::vector<std::uint32_t> first;       // where each step's neighbours begin; one more at the end
  std::vector<std::uint32_t> neighbours;  // of all steps
  double entries = 0;                     // sum over the steps of the joint states of its clique
  double largest = 0;                     // joint states of the largest clique
};

Elimination eliminate(const InteractionGraph& graph, std::vector<std::size_t> order);

// Greedy: always the variable that costs least next. Ties go to the smaller table, then, with a
// `seed` of zero, to the lower index, else to a pseudo-random one. Gives up, with fewer variables
// than there are, once the cliques so far pass `give_up` entries in total.
std::vector<std::size_t> greedy_order(const InteractionGraph& graph, EliminationCost cost,
                                      std::uint64_t seed = 0,
                                      double give_up = std::numeric_limits<double>::infinity());

// A greedy order by weight, as far as the power of two, and what it makes, in one pass: many times
// faster than the other two costs, and on graphs of small cliques within a few percent of them.
Elimination eliminate_by_weight(InteractionGraph graph);

// The one with the fewest entries of all three costs and `repeats` seeds each.
Elimination best_elimination(std::span<const std::size_t> states,
                             std::span<const std::vector<std::size_t>> scopes,
                             std::size_t repeats = 2);

}  // namespace paraspinal::engine
