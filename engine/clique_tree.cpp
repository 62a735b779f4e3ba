#include "engine/clique_tree.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <utility>

namespace paraspinal::engine {
namespace {

// A message costs about as much as so many entries; smaller cliques are merged.
constexpr double entries_of_a_message = 40;

// Cliques of fewer joint states, or of more axes than bits in a mask, are left as they are.
constexpr double smallest_grouped = 2000;
constexpr std::size_t most_axes = 64;

// A clique between pays when it is so many times smaller than the one it serves.
constexpr double smaller_by = 4;

// What goes into a clique: a factor, or a child with its message.
struct Operand {
  std::uint64_t mask = 0;  // which of the clique's axes it has
  bool is_child = false;
  bool is_between = false;  // a child that was made here
  std::size_t index = 0;
  bool joined = false;  // into another one
  std::size_t partner = 0;
  double union_states = std::numeric_limits<double>::infinity();  // with the partner
};

// Some of a list's entries, each linked to the next; in the order of adding.
struct Chain {
  std::size_t first = CliqueDraft::none;
  std::size_t last = CliqueDraft::none;
  std::size_t count = 0;
};

void append(Chain& chain, std::vector<std::size_t>& next, std::size_t entry) {
  next[entry] = CliqueDraft::none;
  (chain.first == CliqueDraft::none ? chain.first : next[chain.last]) = entry;
  chain.last = entry;
  ++chain.count;
}

void remove(Chain& chain, std::vector<std::size_t>& next, std::size_t entry) {
  std::size_t before = CliqueDraft::none;
  for (std::size_t at = chain.first; at != entry; at = next[at]) {
    before = at;
  }
  (before == CliqueDraft::none ? chain.first : next[before]) = next[entry];
  chain.last = chain.last == entry ? before : chain.last;
  --chain.count;
}

// A clique while the tree is made.
struct Draft {
  std::span<const std::uint32_t> separator;  // shared with the parent: neighbours of a step
  Chain own;                                 // local variables that the parent does not have
  Stretch shared;  // into shared_axes: of a clique between, in place of `separator`
  double separator_states = 1;
  double states = 1;
  std::size_t parent = CliqueDraft::none;
  Chain children;
  Chain factors;
};

// Builds one tree; make_clique_tree() is the entry point.
class TreeDrafter {
 public:
  TreeDrafter(const QueryPlan& plan, const Elimination& elimination)
      : plan_(plan),
        elimination_(elimination),
        next_own_(plan.states.size(), CliqueDraft::none),
        next_factor_(plan.factors.size(), CliqueDraft::none),
        rank_(plan.states.size(), 0),
        clique_of_(plan.states.size(), 0),
        position_(plan.states.size(), 0) {}

  void merge_steps();
  void assign_factors();
  void group_operands();
  CliqueTree in_order() const;

 private:
  double states(std::size_t local) const { return static_cast<double>(plan_.states[local]); }
  CliqueDraft written(const Draft& draft, std::size_t first_child, CliqueTree& tree) const;
  void add_step(std::size_t step);
  void add_clique(const Draft& draft);
  template <typename Visit>
  void for_each_separator_axis(const Draft& draft, Visit visit) const;
  void group_operands(std::size_t clique);
  void find_axes(std::size_t clique);
  std::vector<Operand> operands_of(std::size_t clique);
  void join(std::size_t clique, Operand& keep, Operand& other);
  void join_equals(std::size_t clique, std::vector<Operand>& operands, double small_enough);
  void find_partner(std::vector<Operand>& operands, std::size_t index) const;
  void consider(std::vector<Operand>& operands, std::size_t index, std::size_t partner) const;
  void update_partners(std::vector<Operand>& operands, std::size_t keep, std::size_t other) const;
  double joint_states(std::uint64_t mask) const;
  std::size_t add_between(std::size_t clique, std::uint64_t mask);
  void hand_over(const Operand& operand, std::size_t from, std::size_t to);

  const QueryPlan& plan_;
  const Elimination& elimination_;
  std::vector<Draft> cliques_;
  std::vector<std::size_t> next_child_;   // of each clique, among its parent's children
  std::vector<std::size_t> next_own_;     // of each local variable, in the clique it is own to
  std::vector<std::size_t> next_factor_;  // of each factor, in its clique
  std::vector<std::size_t> shared_axes_;
  std::vector<std::size_t> axes_;       // of the clique that is grouped
  std::vector<std::size_t> rank_;       // step of each local variable
  std::vector<std::size_t> clique_of_;  // clique that holds the step of each local variable
  std::vector<std::size_t> position_;   // of each local variable in the clique at hand
};

// From the last variable eliminated to the first, so that a parent stands before its children.
void TreeDrafter::merge_steps() {
  const std::size_t count = plan_.states.size();
  cliques_.reserve(count);
  next_child_.reserve(count);
  for (std::size_t step = 0; step < count; ++step) {
    rank_[elimination_.order[step]] = step;
  }
  for (std::size_t step = count; step-- > 0;) {
    add_step(step);
  }
}

void TreeDrafter::add_clique(const Draft& draft) {
  const std::size_t index = cliques_.size();
  next_child_.push_back(CliqueDraft::none);
  cliques_.push_back(draft);
  if (draft.parent != CliqueDraft::none) {
    append(cliques_[draft.parent].children, next_child_, index);
  }
}

void TreeDrafter::add_step(std::size_t step) {
  const std::size_t v = elimination_.order[step];
  Draft draft;
  draft.separator = std::span(elimination_.neighbours)
                        .subspan(elimination_.first[step],
                                 elimination_.first[step + 1] - elimination_.first[step]);
  if (!draft.separator.empty()) {
    std::size_t next = draft.separator[0];
    for (const std::uint32_t u : draft.separator) {
      draft.separator_states *= states(u);
      next = rank_[u] < rank_[next] ? u : next;
    }
    draft.parent = clique_of_[next];
    Draft& parent = cliques_[draft.parent];
    if (parent.states * states(v) <=
        parent.states + draft.separator_states * states(v) + entries_of_a_message) {
      append(parent.own, next_own_, v);
      parent.states *= states(v);
      clique_of_[v] = draft.parent;
      return;
    }
  }
  draft.states = draft.separator_states * states(v);
  append(draft.own, next_own_, v);
  clique_of_[v] = cliques_.size();
  add_clique(draft);
}

void TreeDrafter::assign_factors() {
  for (std::size_t f = 0; f < plan_.factors.size(); ++f) {
    const auto scope = part(plan_.scope_variables, plan_.factors[f].scope);
    std::size_t first = scope[0];
    for (const std::size_t v : scope) {
      first = rank_[v] < rank_[first] ? v : first;
    }
    append(cliques_[clique_of_[first]].factors, next_factor_, f);
  }
}

void TreeDrafter::group_operands() {
  const std::size_t count = cliques_.size();
  for (std::size_t c = 0; c < count; ++c) {
    const Draft& draft = cliques_[c];
    if (draft.states >= smallest_grouped && draft.separator.size() + draft.own.count <= most_axes &&
        draft.children.count + draft.factors.count > 2) {
      group_operands(c);
    }
  }
}

template <typename Visit>
void TreeDrafter::for_each_separator_axis(const Draft& draft, Visit visit) const {
  for (const std::uint32_t v : draft.separator) {
    visit(std::size_t{v});
  }
  for (const std::size_t v : part(shared_axes_, draft.shared)) {
    visit(v);
  }
}

void TreeDrafter::find_axes(std::size_t clique) {
  axes_.assign(cliques_[clique].separator.begin(), cliques_[clique].separator.end());
  for (std::size_t v = cliques_[clique].own.first; v != CliqueDraft::none; v = next_own_[v]) {
    axes_.push_back(v);
  }
  for (std::size_t i = 0; i < axes_.size(); ++i) {
    position_[axes_[i]] = i;
  }
}

// Joins the two operands with the smallest union, again and again while that is small enough; those
// over the same variables first.
void TreeDrafter::group_operands(std::size_t clique) {
  const double small_enough = cliques_[clique].states / smaller_by;
  find_axes(clique);
  std::vector<Operand> operands = operands_of(clique);
  join_equals(clique, operands, small_enough);
  for (std::size_t i = 0; i < operands.size(); ++i) {
    find_partner(operands, i);
  }
  for (std::size_t left = operands.size(); left > 2; --left) {
    const auto best = std::ranges::min_element(operands, {}, &Operand::union_states);
    if (best->union_states >= small_enough) {
      return;
    }
    std::size_t keep = static_cast<std::size_t>(best - operands.begin());
    std::size_t other = best->partner;
    const std::uint64_t mask = operands[keep].mask | operands[other].mask;
    if (operands[other].is_between && operands[other].mask == mask) {
      std::swap(keep, other);
    }
    join(clique, operands[keep], operands[other]);
    update_partners(operands, keep, other);
  }
}

// Puts both into a clique between, unless the first is one that holds the second's variables
// already.
void TreeDrafter::join(std::size_t clique, Operand& keep, Operand& other) {
  const std::uint64_t mask = keep.mask | other.mask;
  if (!(keep.is_between && keep.mask == mask)) {
    const std::size_t between = add_between(clique, mask);
    hand_over(keep, clique, between);
    keep = {.mask = mask, .is_child = true, .is_between = true, .index = between};
  }
  hand_over(other, clique, keep.index);
  other.joined = true;
}

// Of a node with a hundred small children most messages run over that node alone.
void TreeDrafter::join_equals(std::size_t clique, std::vector<Operand>& operands,
                              double small_enough) {
  std::ranges::stable_sort(operands, {}, &Operand::mask);
  for (std::size_t i = 0; i < operands.size();) {
    std::size_t end = i + 1;
    const bool small = joint_states(operands[i].mask) < small_enough;
    for (; end < operands.size() && operands[end].mask == operands[i].mask; ++end) {
      if (small) {
        join(clique, operands[i], operands[end]);
      }
    }
    i = end;
  }
  std::erase_if(operands, [](const Operand& operand) { return operand.joined; });
}

// The operand whose union with this one has the fewest joint states.
void TreeDrafter::find_partner(std::vector<Operand>& operands, std::size_t index) const {
  Operand& operand = operands[index];
  operand.union_states = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < operands.size() && !operand.joined; ++i) {
    if (i != index && !operands[i].joined) {
      consider(operands, index, i);
    }
  }
}

void TreeDrafter::consider(std::vector<Operand>& operands, std::size_t index,
                           std::size_t partner) const {
  const double both = joint_states(operands[index].mask | operands[partner].mask);
  if (both < operands[index].union_states) {
    operands[index].union_states = both;
    operands[index].partner = partner;
  }
}

// After `other` was joined to `keep`.
void TreeDrafter::update_partners(std::vector<Operand>& operands, std::size_t keep,
                                  std::size_t other) const {
  for (std::size_t i = 0; i < operands.size(); ++i) {
    if (i == keep || i == other || operands[i].partner == keep || operands[i].partner == other) {
      find_partner(operands, i);
    } else if (!operands[i].joined) {
      consider(operands, i, keep);
    }
  }
}

std::vector<Operand> TreeDrafter::operands_of(std::size_t clique) {
  const Draft& draft = cliques_[clique];
  std::vector<Operand> operands;
  operands.reserve(draft.factors.count + draft.children.count);
  for (std::size_t f = draft.factors.first; f != CliqueDraft::none; f = next_factor_[f]) {
    operands.push_back({.is_child = false, .index = f});
    for (const std::size_t v : part(plan_.scope_variables, plan_.factors[f].scope)) {
      operands.back().mask |= std::uint64_t{1} << position_[v];
    }
  }
  for (std::size_t child = draft.children.first; child != CliqueDraft::none;
       child = next_child_[child]) {
    operands.push_back({.is_child = true, .index = child});
    for_each_separator_axis(cliques_[child], [&](std::size_t v) {
      operands.back().mask |= std::uint64_t{1} << position_[v];
    });
  }
  return operands;
}

double TreeDrafter::joint_states(std::uint64_t mask) const {
  double product = 1;
  for (; mask != 0; mask &= mask - 1) {
    product *= states(axes_[static_cast<std::size_t>(std::countr_zero(mask))]);
  }
  return product;
}

std::size_t TreeDrafter::add_between(std::size_t clique, std::uint64_t mask) {
  Draft draft;
  draft.shared.begin = static_cast<std::uint32_t>(shared_axes_.size());
  for (; mask != 0; mask &= mask - 1) {
    const std::size_t v = axes_[static_cast<std::size_t>(std::countr_zero(mask))];
    shared_axes_.push_back(v);
    ++draft.shared.count;
    draft.states *= states(v);
  }
  draft.separator_states = draft.states;
  draft.parent = clique;
  add_clique(draft);
  return cliques_.size() - 1;
}

void TreeDrafter::hand_over(const Operand& operand, std::size_t from, std::size_t to) {
  if (operand.is_child) {
    remove(cliques_[from].children, next_child_, operand.index);
    append(cliques_[to].children, next_child_, operand.index);
    cliques_[operand.index].parent = to;
  } else {
    remove(cliques_[from].factors, next_factor_, operand.index);
    append(cliques_[to].factors, next_factor_, operand.index);
  }
}

// The draft at one place of the final order, its children at the places from `first_child` on.
CliqueDraft TreeDrafter::written(const Draft& draft, std::size_t first_child,
                                 CliqueTree& tree) const {
  CliqueDraft clique;
  clique.separator_states = draft.separator_states;
  clique.states = draft.states;
  clique.axes.begin = narrow(tree.axes.size());
  for_each_separator_axis(draft, [&](std::size_t v) { tree.axes.push_back(v); });
  clique.separator_axes = tree.axes.size() - clique.axes.begin;
  for (std::size_t v = draft.own.first; v != CliqueDraft::none; v = next_own_[v]) {
    tree.axes.push_back(v);
  }
  clique.axes.count = narrow(tree.axes.size()) - clique.axes.begin;
  clique.children = {narrow(tree.children.size()), narrow(draft.children.count)};
  for (std::size_t i = 0; i < draft.children.count; ++i) {
    tree.children.push_back(first_child + i);
  }
  clique.factors = {narrow(tree.factors.size()), narrow(draft.factors.count)};
  for (std::size_t f = draft.factors.first; f != CliqueDraft::none; f = next_factor_[f]) {
    tree.factors.push_back(f);
  }
  return clique;
}

// Parents stand before children: all roots first, then the children of one clique after another.
CliqueTree TreeDrafter::in_order() const {
  CliqueTree tree;
  const std::size_t count = cliques_.size();
  tree.cliques.reserve(count);
  tree.axes.reserve(elimination_.neighbours.size() + plan_.states.size());
  tree.children.reserve(count);
  tree.factors.reserve(plan_.factors.size());
  tree.home.assign(plan_.states.size(), CliqueDraft::none);
  // Of each place the draft and the parent's place.
  std::vector<std::pair<std::size_t, std::size_t>> queue;
  queue.reserve(count);
  for (std::size_t c = 0; c < count; ++c) {
    if (cliques_[c].parent == CliqueDraft::none) {
      queue.emplace_back(c, CliqueDraft::none);
    }
  }
  for (std::size_t place = 0; place < queue.size(); ++place) {
    const Draft& draft = cliques_[queue[place].first];
    tree.cliques.push_back(written(draft, queue.size(), tree));
    tree.cliques.back().parent = queue[place].second;
    for (std::size_t child = draft.children.first; child != CliqueDraft::none;
         child = next_child_[child]) {
      queue.emplace_back(child, place);
    }
    for (const std::size_t v : part(tree.axes, tree.cliques.back().axes)) {
      if (tree.home[v] == CliqueDraft::none || draft.states < tree.cliques[tree.home[v]].states) {
        tree.home[v] = place;
      }
    }
  }
  return tree;
}

}  // namespace

CliqueTree make_clique_tree(const QueryPlan& plan, const Elimination& elimination) {
  TreeDrafter drafter(plan, elimination);
  drafter.merge_steps();
  drafter.assign_factors();
  drafter.group_operands();
  return drafter.in_order();
}

}  // namespace paraspinal::engine
