#include "engine/clique_tree.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <utility>

namespace paraspinal::engine {
namespace {

constexpr std::size_t none = CliqueDraft::none;

// A message costs about as much as so many entries; smaller cliques are merged.
constexpr double entries_of_a_message = 40;

// Cliques of fewer joint states, or of more axes than bits in a mask, are left as they are.
constexpr double smallest_grouped = 768;
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

// Builds one tree; make_clique_tree() is the entry point.
class TreeDrafter {
 public:
  TreeDrafter(const QueryPlan& plan, const Elimination& elimination)
      : plan_(plan),
        elimination_(elimination),
        rank_(plan.states.size(), 0),
        clique_of_(plan.states.size(), 0),
        position_(plan.states.size(), 0) {}

  void merge_steps();
  void assign_factors();
  void group_operands();
  CliqueTree in_order();

 private:
  double states(std::size_t local) const { return static_cast<double>(plan_.states[local]); }
  void add_step(std::size_t step);
  void group_operands(std::size_t clique);
  std::vector<Operand> operands_of(std::size_t clique);
  void join(std::size_t clique, Operand& keep, Operand& other);
  void join_equals(std::size_t clique, std::vector<Operand>& operands, double small_enough);
  void find_partner(std::size_t clique, std::vector<Operand>& operands, std::size_t index) const;
  void consider(std::size_t clique, std::vector<Operand>& operands, std::size_t index,
                std::size_t partner) const;
  void update_partners(std::size_t clique, std::vector<Operand>& operands, std::size_t keep,
                       std::size_t other) const;
  double joint_states(std::size_t clique, std::uint64_t mask) const;
  std::size_t add_between(std::size_t clique, std::uint64_t mask);
  void hand_over(const Operand& operand, std::size_t from, std::size_t to);

  const QueryPlan& plan_;
  const Elimination& elimination_;
  std::vector<CliqueDraft> cliques_;
  std::vector<std::size_t> rank_;       // step of each local variable
  std::vector<std::size_t> clique_of_;  // clique that holds the step of each local variable
  std::vector<std::size_t> position_;   // of each local variable in the clique at hand
};

// From the last variable eliminated to the first, so that a parent stands before its children.
void TreeDrafter::merge_steps() {
  const std::size_t count = plan_.states.size();
  cliques_.reserve(count);
  for (std::size_t step = 0; step < count; ++step) {
    rank_[elimination_.order[step]] = step;
  }
  for (std::size_t step = count; step-- > 0;) {
    add_step(step);
  }
}

void TreeDrafter::add_step(std::size_t step) {
  const std::size_t v = elimination_.order[step];
  const std::span<const std::uint32_t> neighbours =
      std::span(elimination_.neighbours)
          .subspan(elimination_.first[step],
                   elimination_.first[step + 1] - elimination_.first[step]);
  CliqueDraft draft;
  if (!neighbours.empty()) {
    const auto next = std::ranges::min(neighbours, {}, [&](std::uint32_t u) { return rank_[u]; });
    for (const std::uint32_t u : neighbours) {
      draft.separator_states *= states(u);
    }
    draft.parent = clique_of_[next];
    CliqueDraft& parent = cliques_[draft.parent];
    if (parent.states * states(v) <=
        parent.states + draft.separator_states * states(v) + entries_of_a_message) {
      parent.axes.push_back(v);
      parent.states *= states(v);
      clique_of_[v] = draft.parent;
      return;
    }
    draft.separator_axes = neighbours.size();
    draft.axes.reserve(neighbours.size() + 4);
    draft.axes.assign(neighbours.begin(), neighbours.end());
    parent.children.push_back(cliques_.size());
  }
  draft.states = draft.separator_states * states(v);
  draft.axes.push_back(v);
  clique_of_[v] = cliques_.size();
  cliques_.push_back(std::move(draft));
}

void TreeDrafter::assign_factors() {
  for (std::size_t f = 0; f < plan_.factors.size(); ++f) {
    const auto scope = part(plan_.scope_variables, plan_.factors[f].scope);
    const std::size_t first = std::ranges::min(scope, {}, [&](std::size_t v) { return rank_[v]; });
    cliques_[clique_of_[first]].factors.push_back(f);
  }
}

void TreeDrafter::group_operands() {
  const std::size_t count = cliques_.size();
  for (std::size_t c = 0; c < count; ++c) {
    if (cliques_[c].states >= smallest_grouped && cliques_[c].axes.size() <= most_axes &&
        cliques_[c].children.size() + cliques_[c].factors.size() > 2) {
      group_operands(c);
    }
  }
}

// Joins the two operands with the smallest union, again and again while that is small enough; those
// over the same variables first.
void TreeDrafter::group_operands(std::size_t clique) {
  const double small_enough = cliques_[clique].states / smaller_by;
  std::vector<Operand> operands = operands_of(clique);
  join_equals(clique, operands, small_enough);
  for (std::size_t i = 0; i < operands.size(); ++i) {
    find_partner(clique, operands, i);
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
    update_partners(clique, operands, keep, other);
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
    const bool small = joint_states(clique, operands[i].mask) < small_enough;
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
void TreeDrafter::find_partner(std::size_t clique, std::vector<Operand>& operands,
                               std::size_t index) const {
  Operand& operand = operands[index];
  operand.union_states = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < operands.size() && !operand.joined; ++i) {
    if (i != index && !operands[i].joined) {
      consider(clique, operands, index, i);
    }
  }
}

void TreeDrafter::consider(std::size_t clique, std::vector<Operand>& operands, std::size_t index,
                           std::size_t partner) const {
  const double both = joint_states(clique, operands[index].mask | operands[partner].mask);
  if (both < operands[index].union_states) {
    operands[index].union_states = both;
    operands[index].partner = partner;
  }
}

// After `other` was joined to `keep`.
void TreeDrafter::update_partners(std::size_t clique, std::vector<Operand>& operands,
                                  std::size_t keep, std::size_t other) const {
  for (std::size_t i = 0; i < operands.size(); ++i) {
    if (i == keep || i == other || operands[i].partner == keep || operands[i].partner == other) {
      find_partner(clique, operands, i);
    } else if (!operands[i].joined) {
      consider(clique, operands, i, keep);
    }
  }
}

std::vector<Operand> TreeDrafter::operands_of(std::size_t clique) {
  const CliqueDraft& draft = cliques_[clique];
  for (std::size_t i = 0; i < draft.axes.size(); ++i) {
    position_[draft.axes[i]] = i;
  }
  std::vector<Operand> operands;
  operands.resize(draft.factors.size() + draft.children.size());
  std::size_t next = 0;
  const auto add = [&](std::span<const std::size_t> scope, bool is_child, std::size_t index) {
    Operand& operand = operands[next++];
    operand.is_child = is_child;
    operand.index = index;
    for (const std::size_t v : scope) {
      operand.mask |= std::uint64_t{1} << position_[v];
    }
  };
  for (const std::size_t f : draft.factors) {
    add(part(plan_.scope_variables, plan_.factors[f].scope), false, f);
  }
  for (const std::size_t child : draft.children) {
    add(std::span(cliques_[child].axes).first(cliques_[child].separator_axes), true, child);
  }
  return operands;
}

double TreeDrafter::joint_states(std::size_t clique, std::uint64_t mask) const {
  double product = 1;
  for (; mask != 0; mask &= mask - 1) {
    product *= states(cliques_[clique].axes[static_cast<std::size_t>(std::countr_zero(mask))]);
  }
  return product;
}

std::size_t TreeDrafter::add_between(std::size_t clique, std::uint64_t mask) {
  CliqueDraft draft;
  for (; mask != 0; mask &= mask - 1) {
    const std::size_t v = cliques_[clique].axes[static_cast<std::size_t>(std::countr_zero(mask))];
    draft.axes.push_back(v);
    draft.states *= states(v);
  }
  draft.separator_axes = draft.axes.size();
  draft.separator_states = draft.states;
  draft.parent = clique;
  cliques_[clique].children.push_back(cliques_.size());
  cliques_.push_back(std::move(draft));
  return cliques_.size() - 1;
}

void TreeDrafter::hand_over(const Operand& operand, std::size_t from, std::size_t to) {
  if (operand.is_child) {
    std::erase(cliques_[from].children, operand.index);
    cliques_[to].children.push_back(operand.index);
    cliques_[operand.index].parent = to;
  } else {
    std::erase(cliques_[from].factors, operand.index);
    cliques_[to].factors.push_back(operand.index);
  }
}

// Renumbers so that parents stand before children again, each before the next root.
CliqueTree TreeDrafter::in_order() {
  CliqueTree tree;
  std::vector<std::size_t> order;
  order.reserve(cliques_.size());
  for (std::size_t c = 0; c < cliques_.size(); ++c) {
    if (cliques_[c].parent == none) {
      order.push_back(c);
    }
  }
  std::vector<std::size_t> place(cliques_.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    order.insert(order.end(), cliques_[order[i]].children.begin(),
                 cliques_[order[i]].children.end());
  }
  tree.cliques.reserve(cliques_.size());
  for (const std::size_t c : order) {
    CliqueDraft& draft = cliques_[c];
    draft.parent = draft.parent == none ? none : place[draft.parent];
    for (std::size_t& child : draft.children) {
      child = place[child];
    }
    tree.cliques.push_back(std::move(draft));
  }
  tree.home.assign(plan_.states.size(), none);
  for (std::size_t c = 0; c < tree.cliques.size(); ++c) {
    for (const std::size_t v : tree.cliques[c].axes) {
      if (tree.home[v] == none || tree.cliques[c].states < tree.cliques[tree.home[v]].states) {
        tree.home[v] = c;
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
