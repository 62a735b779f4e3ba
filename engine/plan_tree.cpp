#include "engine/plan_tree.h"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/clique_tree.h"
#include "engine/plan_families.h"
#include "engine/triangulation.h"

namespace paraspinal::engine {
namespace {

constexpr std::size_t none = QueryPlan::none;

// A separator of so many joint states makes inner loops that are worth vectorising; one of more
// than the second does not stay in the nearest cache while a clique is walked.
constexpr std::size_t long_separator = 8;
constexpr std::size_t separator_in_cache = 4096;

// With more entries than so many a variable it pays to search for a better order.
constexpr double entries_worth_a_search = 2'000;

std::uint32_t narrow(std::size_t n) {
  return static_cast<std::uint32_t>(n);
}

// The order found for the whole network, without what is observed.
std::vector<std::size_t> known_order(const QueryPlan& plan, const CompiledNetwork& compiled) {
  std::vector<std::size_t> order;
  order.reserve(plan.states.size());
  for (const std::size_t variable : compiled.elimination_order()) {
    if (plan.place[variable] != none) {
      order.push_back(plan.place[variable]);
    }
  }
  return order;
}

Elimination find_elimination(const QueryPlan& plan, const CompiledNetwork& compiled) {
  InteractionGraph graph(plan.states);
  for (const PlanFactor& factor : plan.factors) {
    graph.connect(part(plan.scope_variables, factor.scope));
  }
  const double worth_a_search = entries_worth_a_search * static_cast<double>(plan.states.size());
  Elimination best;
  if (!compiled.elimination_order().empty()) {
    best = eliminate(graph, known_order(plan, compiled));
    if (best.entries < worth_a_search) {
      return best;
    }
  }
  for (const auto cost : {EliminationCost::weighted_fill, EliminationCost::fill}) {
    Elimination found = eliminate(graph, greedy_order(graph, cost));
    if (best.order.empty() || found.entries < best.entries) {
      best = std::move(found);
    }
    if (best.entries < worth_a_search) {
      break;
    }
  }
  return best;
}

// Lays the cliques of one plan out; plan_tree() is the entry point.
class TreePlanner {
 public:
  TreePlanner(QueryPlan& plan, CliqueTree tree)
      : plan_(plan), tree_(std::move(tree)), shared_(plan.states.size()) {}

  void lay_out(const std::vector<bool>& wanted);

 private:
  void list_variables(const std::vector<bool>& wanted);
  void lay_out_clique(std::size_t index);
  void count_shared(const CliqueDraft& draft);
  void order_axes(CliqueDraft& draft, PlanClique& clique);
  void plan_message(const CliqueDraft& draft, PlanClique& clique);
  void plan_uses(std::size_t index, PlanClique& clique);
  void spread_flags();
  void place_tables();
  Stretch unary_loops(const std::vector<std::size_t>& axes, std::size_t local);
  Stretch factor_loops(const std::vector<std::size_t>& axes, const PlanFactor& factor);

  QueryPlan& plan_;
  CliqueTree tree_;
  std::vector<double> shared_;              // of each local variable, in the clique at hand
  std::vector<std::size_t> first_at_home_;  // of each clique; one more at the end
  std::vector<std::size_t> at_home_;        // local variables by the clique that is their home
  std::vector<bool> wanted_;                // of each local variable
};

void TreePlanner::list_variables(const std::vector<bool>& wanted) {
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
  wanted_.assign(plan_.states.size(), false);
  for (std::size_t i = 0; i < plan_.place.size(); ++i) {
    if (wanted[i] && plan_.place[i] != none) {
      wanted_[plan_.place[i]] = true;
    }
  }
}

void TreePlanner::lay_out(const std::vector<bool>& wanted) {
  list_variables(wanted);
  const std::size_t count = tree_.cliques.size();
  plan_.cliques.resize(count);
  plan_.clique_children.reserve(count);
  plan_.clique_axes.reserve(4 * count);
  plan_.factor_uses.reserve(plan_.factors.size() + plan_.states.size());
  plan_.loops.reserve(4 * (count + plan_.factors.size() + plan_.states.size()));
  plan_.wanted_axes.reserve(plan_.states.size());
  for (std::size_t c = 0; c < count; ++c) {
    lay_out_clique(c);
  }
  spread_flags();
  place_tables();
}

void TreePlanner::lay_out_clique(std::size_t index) {
  CliqueDraft& draft = tree_.cliques[index];
  PlanClique& clique = plan_.cliques[index];
  clique.parent = draft.parent;
  clique.separator_states = static_cast<std::size_t>(draft.separator_states);
  clique.rest_states = static_cast<std::size_t>(draft.states) / clique.separator_states;
  clique.children = {narrow(plan_.clique_children.size()), narrow(draft.children.size())};
  plan_.clique_children.insert(plan_.clique_children.end(), draft.children.begin(),
                               draft.children.end());
  count_shared(draft);
  order_axes(draft, clique);
  clique.axes = {narrow(plan_.clique_axes.size()), narrow(draft.axes.size())};
  plan_.clique_axes.insert(plan_.clique_axes.end(), draft.axes.begin(), draft.axes.end());
  if (clique.parent != none) {
    plan_message(draft, clique);
  }
  plan_uses(index, clique);
}

// How much of the children's messages runs over each variable of a clique.
void TreePlanner::count_shared(const CliqueDraft& draft) {
  for (const std::size_t v : draft.axes) {
    shared_[v] = 0;
  }
  for (const std::size_t c : draft.children) {
    const CliqueDraft& child = tree_.cliques[c];
    for (std::size_t i = 0; i < child.separator_axes; ++i) {
      shared_[child.axes[i]] += child.separator_states;
    }
  }
}

// Axes that few messages of the children have come first, so that the inner loops run along axes
// that the messages share. The separator's axes stand together in the parent's order, so that its
// table is contiguous: last when loops over it are long, else first.
void TreePlanner::order_axes(CliqueDraft& draft, PlanClique& clique) {
  const auto rest = draft.axes.begin() + static_cast<std::ptrdiff_t>(draft.separator_axes);
  // Insertion keeps equals in order, and there are few.
  for (auto next = rest; next != draft.axes.end(); ++next) {
    const auto place = std::upper_bound(
        rest, next, *next, [&](std::size_t a, std::size_t b) { return shared_[a] < shared_[b]; });
    std::rotate(place, next, next + 1);
  }
  if (draft.parent == none) {
    return;
  }
  // The parent is laid out already: its axes stand in the plan.
  auto next = draft.axes.begin();
  for (const std::size_t v : part(plan_.clique_axes, plan_.cliques[draft.parent].axes)) {
    const auto found = std::find(next, rest, v);
    if (found != rest) {
      std::iter_swap(next++, found);
    }
  }
  clique.separator_last =
      clique.separator_states >= long_separator && clique.separator_states <= separator_in_cache;
  if (clique.separator_last) {
    std::rotate(draft.axes.begin(), rest, draft.axes.end());
  }
}

// How the message stands in the parent's table.
void TreePlanner::plan_message(const CliqueDraft& draft, PlanClique& clique) {
  const std::size_t first = clique.separator_last ? draft.axes.size() - draft.separator_axes : 0;
  const std::span separator = std::span(draft.axes).subspan(first, draft.separator_axes);
  const std::size_t begin = plan_.loops.size();
  std::size_t stride = clique.separator_states;
  auto next = separator.begin();
  for (const std::size_t v : part(plan_.clique_axes, plan_.cliques[clique.parent].axes)) {
    const bool shared = next != separator.end() && *next == v;
    if (shared) {
      stride /= plan_.states[v];
      ++next;
    }
    append_axis(plan_.loops, begin, {plan_.states[v], shared ? stride : 0});
  }
  clique.loops = {narrow(begin), narrow(plan_.loops.size() - begin)};
}

void TreePlanner::plan_uses(std::size_t index, PlanClique& clique) {
  const CliqueDraft& draft = tree_.cliques[index];
  const std::span at_home = std::span(at_home_).subspan(
      first_at_home_[index], first_at_home_[index + 1] - first_at_home_[index]);
  clique.uses.begin = narrow(plan_.factor_uses.size());
  for (const std::size_t f : draft.factors) {
    plan_.factor_uses.push_back({false, f, factor_loops(draft.axes, plan_.factors[f])});
    clique.signed_weights = clique.signed_weights || plan_.factors[f].signed_weights;
  }
  for (const std::size_t v : at_home) {
    if (plan_.has_unary[v]) {
      plan_.factor_uses.push_back({true, v, unary_loops(draft.axes, v)});
    }
  }
  clique.uses.count = narrow(plan_.factor_uses.size()) - clique.uses.begin;
  clique.wanted.begin = narrow(plan_.wanted_axes.size());
  for (std::size_t i = 0; i < draft.axes.size(); ++i) {
    if (tree_.home[draft.axes[i]] == index && wanted_[draft.axes[i]]) {
      plan_.wanted_axes.push_back({i, draft.axes[i]});
    }
  }
  clique.wanted.count = narrow(plan_.wanted_axes.size()) - clique.wanted.begin;
}

Stretch TreePlanner::unary_loops(const std::vector<std::size_t>& axes, std::size_t local) {
  const std::size_t begin = plan_.loops.size();
  for (const std::size_t v : axes) {
    append_axis(plan_.loops, begin, {plan_.states[v], v == local ? std::size_t{1} : 0});
  }
  return {narrow(begin), narrow(plan_.loops.size() - begin)};
}

Stretch TreePlanner::factor_loops(const std::vector<std::size_t>& axes, const PlanFactor& factor) {
  const std::size_t begin = plan_.loops.size();
  const auto scope = part(plan_.scope_variables, factor.scope);
  const auto strides = part(plan_.scope_strides, factor.scope);
  for (const std::size_t v : axes) {
    const auto found = std::ranges::find(scope, v);
    append_axis(
        plan_.loops, begin,
        {plan_.states[v],
         found == scope.end() ? 0 : strides[static_cast<std::size_t>(found - scope.begin())]});
  }
  return {narrow(begin), narrow(plan_.loops.size() - begin)};
}

// What holds of a clique when it holds here or below.
void TreePlanner::spread_flags() {
  for (std::size_t c = plan_.cliques.size(); c-- > 0;) {
    PlanClique& clique = plan_.cliques[c];
    clique.distributes = clique.distributes || clique.wanted.count > 0;
    if (clique.parent != none) {
      PlanClique& parent = plan_.cliques[clique.parent];
      parent.distributes = parent.distributes || clique.distributes;
      parent.signed_weights = parent.signed_weights || clique.signed_weights;
    }
  }
}

void TreePlanner::place_tables() {
  for (PlanClique& clique : plan_.cliques) {
    const bool keeps_products = clique.signed_weights && clique.distributes;
    clique.table = plan_.arena_size;
    plan_.arena_size += clique.states() * (keeps_products ? clique.children.count + 1 : 1);
    clique.message = plan_.arena_size;
    plan_.arena_size += clique.separator_states;
    plan_.entries += static_cast<double>(clique.states());
    plan_.scratch_size = std::max(plan_.scratch_size, clique.states());
  }
}

}  // namespace

std::optional<Error> plan_tree(QueryPlan& plan, const CompiledNetwork& compiled,
                               const std::vector<bool>& wanted, const PlanOptions& options) {
  const Elimination elimination = find_elimination(plan, compiled);
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

Result<QueryPlan> make_plan(const CompiledNetwork& compiled, const Observation& observation,
                            const std::vector<bool>& relevant, const std::vector<bool>& wanted,
                            const PlanOptions& options, bool any_evidence) {
  QueryPlan plan;
  if (auto error = plan_families(plan, compiled, observation, relevant, options)) {
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
