#include "engine/plan_tree.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "engine/build_steps.h"
#include "engine/clique_tree.h"
#include "engine/plan_families.h"
#include "engine/shared_sums.h"
#include "engine/triangulation.h"

namespace paraspinal::engine {
namespace {

// A separator of so many joint states makes inner loops that are worth vectorising; one of more
// than the second does not stay in the nearest cache while a clique is walked.
constexpr std::size_t long_separator = 8;
constexpr std::size_t separator_in_cache = 4096;

// With more entries than so many a variable it pays to search for a better order: by a second
// heuristic after the quickest, and by a third.
constexpr double entries_worth_a_search = 600;
constexpr double entries_worth_a_search_if_used_often = 30;
constexpr double entries_worth_a_search_of_many_rows = 50;
constexpr double entries_worth_a_longer_search = 2'000;

// The order found for the whole network, without what is observed.
std::vector<std::size_t> known_order(const QueryPlan& plan, const CompiledNetwork& compiled) {
  std::vector<std::size_t> order;
  order.reserve(plan.states.size());
  for (const std::size_t variable : compiled.elimination_order()) {
    if (plan.place[variable] != QueryPlan::none) {
      order.push_back(plan.place[variable]);
    }
  }
  return order;
}

// How many entries a variable make any further search worth while; none where that hangs on which.
std::optional<double> worth_any_search(const PlanOptions& options) {
  if (options.used_often) {
    return entries_worth_a_search_if_used_often;
  }
  return options.many_rows ? std::optional(entries_worth_a_search_of_many_rows) : std::nullopt;
}

Elimination find_elimination(const QueryPlan& plan, const CompiledNetwork& compiled,
                             const PlanOptions& options) {
  InteractionGraph graph(plan.states);
  for (const PlanFactor& factor : plan.factors) {
    graph.connect(part(plan.scope_variables, factor.scope));
  }
  const auto size = static_cast<double>(plan.states.size());
  const bool known = !compiled.elimination_order().empty();
  Elimination best =
      known ? eliminate(graph, known_order(plan, compiled)) : eliminate_by_weight(graph);
  const auto worth = [&](double entries) {
    return best.entries >= size * worth_any_search(options).value_or(entries);
  };
  // Where all have as many states the two costs are one.
  const bool alike =
      std::ranges::adjacent_find(plan.states, std::not_equal_to{}) == plan.states.end();
  for (const auto cost : {EliminationCost::weighted_fill, EliminationCost::fill}) {
    const bool second = !known && cost == EliminationCost::weighted_fill;
    if (alike && cost == EliminationCost::fill) {
      break;
    }
    if (!worth(second ? entries_worth_a_search : entries_worth_a_longer_search)) {
      break;
    }
    Elimination found = eliminate(graph, greedy_order(graph, cost));
    if (found.entries < best.entries) {
      best = std::move(found);
    }
  }
  return best;
}

// Lays the cliques of one plan out; plan_tree() is the entry point.
class TreePlanner {
 public:
  TreePlanner(QueryPlan& plan, CliqueTree tree)
      : plan_(plan), tree_(std::move(tree)), builds_(plan), shared_(plan.states.size()) {}

  void lay_out(const VariableSet& wanted);

 private:
  void list_variables(const VariableSet& wanted);
  void lay_out_clique(std::size_t index);
  void count_shared(const CliqueDraft& draft);
  std::span<const std::size_t> separator_of(std::size_t index) const;
  void order_axes(const CliqueDraft& draft, PlanClique& clique);
  void plan_inputs(std::size_t index, PlanClique& clique);
  void plan_wanted(std::size_t index, PlanClique& clique);
  void spread_flags();
  void place_tables();

  QueryPlan& plan_;
  CliqueTree tree_;
  BuildPlanner builds_;
  std::vector<double> shared_;               // of each local variable, in the clique at hand
  std::vector<std::size_t> first_at_home_;   // of each clique; one more at the end
  std::vector<std::size_t> at_home_;         // local variables by the clique that is their home
  std::vector<char> wanted_;                 // of each local variable
  std::vector<std::uint64_t> message_axes_;  // of each clique, as share_sums() has them
};

void TreePlanner::list_variables(const VariableSet& wanted) {
  first_at_home_.assign(tree_.cliques.size() + 1, 0);
  for (const std::size_t home : tree_.home) {
    ++first_at_home_[home + 1];
  }
  for (std::size_t c = 0; c < tree_.cliques.size(); ++c) {
    first_at_home_[c + 1] += first_at_home_[c];
  }
  at_home_.resize(tree_.home.size());
  std::vector<std::size_t> next = first_at_home_;
  for (std::size_t v = 0; v < tree_.home.size(); ++v) {
    at_home_[next[tree_.home[v]]++] = v;
  }
  wanted_.assign(plan_.states.size(), 0);
  wanted.for_each([this](std::size_t i) {
    if (plan_.place[i] != QueryPlan::none) {
      wanted_[plan_.place[i]] = 1;
    }
  });
}

void TreePlanner::lay_out(const VariableSet& wanted) {
  list_variables(wanted);
  const std::size_t count = tree_.cliques.size();
  message_axes_.assign(count, 0);
  plan_.cliques.resize(count);
  plan_.clique_children.assign(tree_.children.begin(), tree_.children.end());
  plan_.clique_axes.assign(tree_.axes.begin(), tree_.axes.end());
  plan_.build_steps.reserve(plan_.factors.size() + plan_.states.size() + 2 * count);
  plan_.loops.reserve(3 * (plan_.factors.size() + plan_.states.size()));
  plan_.wanted_axes.reserve(plan_.states.size());
  for (std::size_t c = 0; c < count; ++c) {
    lay_out_clique(c);
  }
  spread_flags();
  share_sums(plan_, message_axes_);
  place_tables();
}

void TreePlanner::lay_out_clique(std::size_t index) {
  const CliqueDraft& draft = tree_.cliques[index];
  PlanClique& clique = plan_.cliques[index];
  clique.parent = draft.parent;
  clique.separator_states = static_cast<std::size_t>(draft.separator_states);
  clique.rest_states = static_cast<std::size_t>(draft.states) / clique.separator_states;
  clique.children = draft.children;
  clique.axes = draft.axes;
  count_shared(draft);
  order_axes(draft, clique);
  plan_inputs(index, clique);
  plan_wanted(index, clique);
}

// Those that a clique shares with its parent, before it is laid out itself.
std::span<const std::size_t> TreePlanner::separator_of(std::size_t index) const {
  const CliqueDraft& draft = tree_.cliques[index];
  return part(plan_.clique_axes, draft.axes).first(draft.separator_axes);
}

// How much of the children's messages runs over each variable of a clique.
void TreePlanner::count_shared(const CliqueDraft& draft) {
  for (const std::size_t v : part(plan_.clique_axes, draft.axes)) {
    shared_[v] = 0;
  }
  for (const std::size_t c : part(plan_.clique_children, draft.children)) {
    for (const std::size_t v : separator_of(c)) {
      shared_[v] += tree_.cliques[c].separator_states;
    }
  }
}

// Axes that few messages of the children have come first, so that the inner loops run along axes
// that the messages share. The separator's axes stand together in the parent's order, so that its
// table is contiguous: last when loops over it are long, else first.
void TreePlanner::order_axes(const CliqueDraft& draft, PlanClique& clique) {
  std::size_t* begin = plan_.clique_axes.data() + draft.axes.begin;
  std::size_t* rest = begin + draft.separator_axes;
  std::size_t* end = begin + draft.axes.count;
  // Insertion keeps equals in order, and there are few.
  for (std::size_t* next = rest; next != end; ++next) {
    std::size_t* place = next;
    const std::size_t moved = *next;
    for (; place != rest && shared_[moved] < shared_[place[-1]]; --place) {
      *place = place[-1];
    }
    *place = moved;
  }
  if (draft.parent == CliqueDraft::none) {
    return;
  }
  // The parent is laid out already.
  std::size_t* next = begin;
  for (const std::size_t v : part(plan_.clique_axes, plan_.cliques[draft.parent].axes)) {
    std::size_t* found = std::find(next, rest, v);
    if (found != rest) {
      std::iter_swap(next++, found);
    }
  }
  clique.separator_last =
      clique.separator_states >= long_separator && clique.separator_states <= separator_in_cache;
  if (clique.separator_last) {
    std::rotate(begin, rest, end);
  }
}

void TreePlanner::plan_inputs(std::size_t index, PlanClique& clique) {
  const auto factors = part(tree_.factors, tree_.cliques[index].factors);
  const std::size_t variables = first_at_home_[index + 1] - first_at_home_[index];
  builds_.begin(clique, factors.size() + variables + clique.children.count);
  for (const std::size_t f : factors) {
    builds_.add_factor(f);
    clique.signed_weights = clique.signed_weights || plan_.factors[f].signed_weights;
  }
  for (std::size_t i = first_at_home_[index]; i < first_at_home_[index + 1]; ++i) {
    if (plan_.has_unary[at_home_[i]]) {
      builds_.add_unary(at_home_[i]);
    }
  }
  for (const std::size_t c : part(plan_.clique_children, clique.children)) {
    const BuildPlanner::Message message = builds_.add_message(c, separator_of(c));
    plan_.cliques[c].loops = message.loops;
    message_axes_[c] = message.axes;
  }
  builds_.plan_steps(clique);
}

void TreePlanner::plan_wanted(std::size_t index, PlanClique& clique) {
  const auto axes = part(plan_.clique_axes, clique.axes);
  clique.wanted.begin = narrow(plan_.wanted_axes.size());
  for (std::size_t i = 0; i < axes.size(); ++i) {
    if (tree_.home[axes[i]] == index && wanted_[axes[i]] != 0) {
      plan_.wanted_axes.push_back({i, axes[i]});
    }
  }
  clique.wanted.count = narrow(plan_.wanted_axes.size()) - clique.wanted.begin;
}

// What holds of a clique when it holds here or below.
void TreePlanner::spread_flags() {
  for (std::size_t c = plan_.cliques.size(); c-- > 0;) {
    PlanClique& clique = plan_.cliques[c];
    clique.distributes = clique.distributes || clique.wanted.count > 0;
    if (clique.parent != PlanClique::none) {
      PlanClique& parent = plan_.cliques[clique.parent];
      parent.distributes = parent.distributes || clique.distributes;
      parent.signed_weights = parent.signed_weights || clique.signed_weights;
    }
  }
}

void TreePlanner::place_tables() {
  for (PlanClique& clique : plan_.cliques) {
    clique.table = plan_.arena_size;
    clique.message = clique.table + clique.states();
    clique.down = clique.message + clique.separator_states;
    plan_.arena_size = clique.down + clique.separator_states;
    plan_.entries += static_cast<double>(clique.states());
    plan_.scratch_size = std::max(plan_.scratch_size, clique.states());
  }
}

}  // namespace

std::optional<Error> plan_tree(QueryPlan& plan, const CompiledNetwork& compiled,
                               const VariableSet& wanted, const PlanOptions& options) {
  const Elimination elimination = find_elimination(plan, compiled, options);
  if (elimination.largest > static_cast<double>(options.clique_states)) {
    return Error{ErrorKind::too_large, "a clique of the query's junction tree passes " +
                                           std::to_string(options.clique_states) + " joint states"};
  }
  TreePlanner(plan, make_clique_tree(plan, elimination)).lay_out(wanted);
  if (plan.arena_size > options.arena_size) {
    return Error{ErrorKind::too_large, "the tables of the query's junction tree pass " +
                                           std::to_string(options.arena_size) + " entries"};
  }
  return std::nullopt;
}

void QueryPlan::clear() {
  const auto clear_all = [](auto&... lists) { (lists.clear(), ...); };
  clear_all(states, place, unary_begin, has_unary, tables, observed_members, noisy, noisy_links,
            term_groups, group_terms, logistics, logistic_members, factors, scope_variables,
            scope_strides, constants, cliques, clique_children, clique_axes, build_steps,
            step_offsets, loops, wanted_axes, sum_steps);
  unary_size = 0;
  arena_size = 0;
  scratch_size = 0;
  entries = 0;
}

Result<QueryPlan> make_plan(const CompiledNetwork& compiled, const Observation& observation,
                            const VariableSet& relevant, const VariableSet& wanted,
                            const PlanOptions& options, bool any_evidence, QueryPlan memory) {
  QueryPlan plan = std::move(memory);
  plan.clear();
  if (auto error = plan_families(plan, compiled, observation, relevant, wanted, options)) {
    return fail(*std::move(error));
  }
  if (any_evidence) {
    plan.has_unary.assign(plan.states.size(), true);
  }
  if (auto error = plan_tree(plan, compiled, wanted, options)) {
    return fail(*std::move(error));
  }
  return plan;
}

}  // namespace paraspinal::engine
