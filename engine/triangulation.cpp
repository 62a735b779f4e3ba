#include "engine/triangulation.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace paraspinal::engine {
namespace {

template <typename Visit>
void for_each_bit(std::span<const std::uint64_t> bits, Visit visit) {
  for (std::size_t word = 0; word < bits.size(); ++word) {
    for (std::uint64_t rest = bits[word]; rest != 0; rest &= rest - 1) {
      visit(word * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
    }
  }
}

// The number of bits set, without an instruction that not every x86-64 has.
double count(std::uint64_t bits) {
  bits -= (bits >> 1) & 0x5555555555555555U;
  bits = (bits & 0x3333333333333333U) + ((bits >> 2) & 0x3333333333333333U);
  bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0FU;
  return static_cast<double>((bits * 0x0101010101010101U) >> 56);
}

std::uint64_t bit(std::size_t i) {
  return std::uint64_t{1} << (i % 64);
}

// SplitMix64 (Steele, Lea & Flood 2014): the same sequence everywhere.
std::uint64_t mix(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31);
}

struct Price {
  double cost = 0;
  double weight = 0;  // joint states of the table that eliminating makes
  std::uint64_t tie = 0;
};

bool less(const Price& a, const Price& b) {
  if (a.cost != b.cost) {
    return a.cost < b.cost;
  }
  return a.weight != b.weight ? a.weight < b.weight : a.tie < b.tie;
}

// The greedy search; greedy_order() is the entry point.
class GreedySearch {
 public:
  GreedySearch(const InteractionGraph& graph, EliminationCost cost, std::uint64_t seed)
      : graph_(graph),
        cost_(cost),
        prices_(graph.size()),
        done_(graph.size(), false),
        two_state_(graph.words(), 0) {
    for (std::size_t v = 0; v < graph.size(); ++v) {
      two_state_[v / 64] |= graph.states(v) == 2 ? bit(v) : 0;
    }
    for (std::size_t v = 0; v < graph.size(); ++v) {
      prices_[v].tie = seed == 0 ? v : mix(seed * 1'000'003 + v);
      price(v);
      note_if_simplicial(v);
    }
  }

  std::vector<std::size_t> run(double give_up) {
    std::vector<std::size_t> order;
    double entries = 0;
    while (order.size() < graph_.size() && entries <= give_up) {
      const std::size_t best = cheapest();
      entries += prices_[best].weight;
      done_[best] = true;
      order.push_back(best);
      eliminate(best);
    }
    return order;
  }

 private:
  std::size_t cheapest() {
    while (!simplicial_.empty()) {
      const std::size_t v = simplicial_.back();
      simplicial_.pop_back();
      if (!done_[v] && prices_[v].cost == 0) {
        return v;
      }
    }
    std::size_t best = graph_.size();
    for (std::size_t v = 0; v < graph_.size(); ++v) {
      if (!done_[v] && (best == graph_.size() || less(prices_[v], prices_[best]))) {
        best = v;
      }
    }
    return best;
  }

  void price(std::size_t v) {
    const auto mine = std::as_const(graph_).row(v);
    double weight = graph_.states(v);
    double cost = 0;
    for_each_bit(mine, [&](std::size_t u) {
      weight *= graph_.states(u);
      if (cost_ != EliminationCost::weight) {
        cost += missing_from(mine, u);
      }
    });
    prices_[v].weight = weight;
    prices_[v].cost = cost_ == EliminationCost::weight ? weight : cost;
  }

  // Price of the variables of `mine` that are not yet neighbours of u.
  double missing_from(std::span<const std::uint64_t> mine, std::size_t u) const {
    const auto theirs = std::as_const(graph_).row(u);
    double price = 0;
    for (std::size_t word = 0; word < mine.size(); ++word) {
      std::uint64_t missing = mine[word] & ~theirs[word];
      if (word == u / 64) {
        missing &= ~bit(u);
      }
      price += total(word, missing);
    }
    return cost_ == EliminationCost::fill ? price : graph_.states(u) * price;
  }

  // How many variables, or the sum of their states, these bits of a word stand for.
  double total(std::size_t word, std::uint64_t bits) const {
    if (cost_ == EliminationCost::fill) {
      return count(bits);
    }
    double sum = 2 * count(bits & two_state_[word]);
    for (std::uint64_t rest = bits & ~two_state_[word]; rest != 0; rest &= rest - 1) {
      sum += graph_.states(word * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
    }
    return sum;
  }

  // A variable whose neighbours are all joined already (Price::cost 0) leaves no new edge: each of
  // them only loses it, and the pairs it made with those of their neighbours that are not its own.
  void eliminate_simplicial(std::size_t v) {
    const auto mine = std::as_const(graph_).row(v);
    const double each = cost_ == EliminationCost::fill ? 1 : graph_.states(v);
    for_each_bit(mine, [&](std::size_t u) {
      const auto theirs = graph_.row(u);
      theirs[v / 64] &= ~bit(v);
      double others = 0;
      for (std::size_t word = 0; word < mine.size(); ++word) {
        others += total(word, theirs[word] & ~mine[word]);
      }
      prices_[u].cost -= 2 * each * others;  // every pair counts twice
      prices_[u].weight /= graph_.states(v);
      if (std::isinf(prices_[u].weight)) {
        price(u);
      }
      note_if_simplicial(u);
    });
  }

  void note_if_simplicial(std::size_t v) {
    if (prices_[v].cost == 0) {
      simplicial_.push_back(v);
    }
  }

  void eliminate(std::size_t v) {
    if (cost_ != EliminationCost::weight && prices_[v].cost == 0) {
      eliminate_simplicial(v);
      return;
    }
    mine_.assign(graph_.row(v).begin(), graph_.row(v).end());
    stale_ = mine_;
    for_each_bit(mine_, [&](std::size_t u) {
      const auto theirs = graph_.row(u);
      theirs[v / 64] &= ~bit(v);
      for (std::size_t word = 0; word < mine_.size(); ++word) {
        std::uint64_t missing = mine_[word] & ~theirs[word];
        if (word == u / 64) {
          missing &= ~bit(u);
        }
        for (; missing != 0; missing &= missing - 1) {
          join(u, word * 64 + static_cast<std::size_t>(std::countr_zero(missing)));
        }
      }
    });
    for_each_bit(stale_, [&](std::size_t u) {
      price(u);
      note_if_simplicial(u);
    });
  }

  // A new edge changes the price of the neighbours that both ends share.
  void join(std::size_t u, std::size_t w) {
    const auto a = graph_.row(u);
    const auto b = graph_.row(w);
    a[w / 64] |= bit(w);
    b[u / 64] |= bit(u);
    for (std::size_t word = 0; word < stale_.size(); ++word) {
      stale_[word] |= a[word] & b[word];
    }
  }

  InteractionGraph graph_;
  EliminationCost cost_;
  std::vector<Price> prices_;
  std::vector<bool> done_;
  std::vector<std::uint64_t> two_state_;  // one bit a variable
  std::vector<std::size_t> simplicial_;   // variables whose price was seen to be 0
  std::vector<std::uint64_t> mine_;
  std::vector<std::uint64_t> stale_;
};

// The greedy search by weight; eliminate_by_weight() is the entry point. Variables stand in sets by
// the power of two of their weight, so that the lightest is found without a walk over all.
class WeightSearch {
 public:
  explicit WeightSearch(InteractionGraph graph)
      : graph_(std::move(graph)), weights_(graph_.size()), sets_(powers * graph_.words(), 0) {
    for (std::size_t v = 0; v < graph_.size(); ++v) {
      weights_[v] = weight(v);
      sets_[power(v) * graph_.words() + v / 64] |= bit(v);
    }
  }

  Elimination run() {
    found_.order.reserve(graph_.size());
    found_.first.reserve(graph_.size() + 1);
    found_.neighbours.reserve(8 * graph_.size());
    while (found_.order.size() < graph_.size()) {
      eliminate(lightest());
    }
    found_.first.push_back(static_cast<std::uint32_t>(found_.neighbours.size()));
    return std::move(found_);
  }

 private:
  static constexpr std::size_t powers = 128;

  double weight(std::size_t v) const {
    double product = graph_.states(v);
    for_each_bit(graph_.row(v), [&](std::size_t u) { product *= graph_.states(u); });
    return product;
  }

  std::size_t power(std::size_t v) const {
    if (!(weights_[v] < 0x1p126)) {
      return powers - 1;
    }
    // The exponent of a double, of weights of one and more.
    return static_cast<std::size_t>(
        std::max<std::int64_t>(std::bit_cast<std::int64_t>(weights_[v]) >> 52, 1023) - 1023);
  }

  // Of the lightest set the first.
  std::size_t lightest() {
    std::size_t word = lowest_ * graph_.words();
    while (sets_[word] == 0) {
      ++word;
    }
    lowest_ = word / graph_.words();
    return word % graph_.words() * 64 + static_cast<std::size_t>(std::countr_zero(sets_[word]));
  }

  void eliminate(std::size_t v) {
    sets_[power(v) * graph_.words() + v / 64] &= ~bit(v);
    found_.order.push_back(v);
    found_.first.push_back(static_cast<std::uint32_t>(found_.neighbours.size()));
    found_.entries += weights_[v];
    found_.largest = std::max(found_.largest, weights_[v]);
    for_each_bit(std::as_const(graph_).row(v), [&](std::size_t u) {
      found_.neighbours.push_back(static_cast<std::uint32_t>(u));
      take_neighbours(u, v);
    });
  }

  // Of v, which is eliminated, to its neighbour u.
  void take_neighbours(std::size_t u, std::size_t v) {
    const auto mine = std::as_const(graph_).row(v);
    const auto theirs = graph_.row(u);
    const std::size_t before = power(u);
    weights_[u] /= graph_.states(v);
    theirs[v / 64] &= ~bit(v);
    for (std::size_t word = 0; word < mine.size(); ++word) {
      std::uint64_t added = mine[word] & ~theirs[word];
      added &= word == u / 64 ? ~bit(u) : ~std::uint64_t{0};
      theirs[word] |= added;
      for (; added != 0; added &= added - 1) {
        weights_[u] *= graph_.states(word * 64 + static_cast<std::size_t>(std::countr_zero(added)));
      }
    }
    if (!std::isfinite(weights_[u])) {
      weights_[u] = weight(u);
    }
    const std::size_t after = power(u);
    if (after != before) {
      sets_[before * graph_.words() + u / 64] &= ~bit(u);
      sets_[after * graph_.words() + u / 64] |= bit(u);
      lowest_ = std::min(lowest_, after);
    }
  }

  InteractionGraph graph_;
  std::vector<double> weights_;      // joint states of each variable and its neighbours
  std::vector<std::uint64_t> sets_;  // one bit a variable, for each power
  std::size_t lowest_ = 0;           // no set below holds any
  Elimination found_;
};

}  // namespace

InteractionGraph::InteractionGraph(std::span<const std::size_t> states)
    : words_((states.size() + 63) / 64), rows_(states.size() * words_, 0) {
  states_.reserve(states.size());
  for (const std::size_t count : states) {
    states_.push_back(static_cast<double>(count));
  }
}

void InteractionGraph::connect(std::span<const std::size_t> scope) {
  for (const std::size_t a : scope) {
    std::uint64_t* row = rows_.data() + a * words_;
    for (const std::size_t b : scope) {
      row[b / 64] |= bit(b);
    }
    row[a / 64] &= ~bit(a);
  }
}

Elimination eliminate(const InteractionGraph& graph, std::vector<std::size_t> order) {
  InteractionGraph work = graph;
  Elimination result;
  result.first.reserve(order.size() + 1);
  for (const std::size_t v : order) {
    const auto mine = std::as_const(work).row(v);
    result.first.push_back(static_cast<std::uint32_t>(result.neighbours.size()));
    double entries = work.states(v);
    for_each_bit(mine, [&](std::size_t u) {
      const auto theirs = work.row(u);
      for (std::size_t word = 0; word < mine.size(); ++word) {
        theirs[word] |= mine[word];
      }
      theirs[u / 64] &= ~bit(u);
      theirs[v / 64] &= ~bit(v);
      result.neighbours.push_back(static_cast<std::uint32_t>(u));
      entries *= work.states(u);
    });
    result.entries += entries;
    result.largest = std::max(result.largest, entries);
  }
  result.first.push_back(static_cast<std::uint32_t>(result.neighbours.size()));
  result.order = std::move(order);
  return result;
}

Elimination eliminate_by_weight(InteractionGraph graph) {
  return WeightSearch(std::move(graph)).run();
}

std::vector<std::size_t> greedy_order(const InteractionGraph& graph, EliminationCost cost,
                                      std::uint64_t seed, double give_up) {
  return GreedySearch(graph, cost, seed).run(give_up);
}

Elimination best_elimination(std::span<const std::size_t> states,
                             std::span<const std::vector<std::size_t>> scopes,
                             std::size_t repeats) {
  InteractionGraph graph(states);
  for (const auto& scope : scopes) {
    graph.connect(scope);
  }
  Elimination best;
  best.entries = std::numeric_limits<double>::infinity();
  for (const auto cost :
       {EliminationCost::weighted_fill, EliminationCost::fill, EliminationCost::weight}) {
    for (std::uint64_t seed = 0; seed < repeats; ++seed) {
      auto order = greedy_order(graph, cost, seed, best.entries);
      if (order.size() < states.size()) {
        continue;
      }
      Elimination found = eliminate(graph, std::move(order));
      if (found.entries < best.entries || best.order.empty()) {
        best = std::move(found);
      }
    }
  }
  return best;
}

}  // namespace paraspinal::engine
