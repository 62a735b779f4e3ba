#pragma once

// A network laid out for queries: each family as one of three forms with its numbers ready, and one
// good elimination order found beforehand. Made once, then const and thread-safe; only a copy of
// one's own may be given other numbers (parameter_variations.h).

#include <cstdint>
#include <span>
#include <vector>

#include "engine/network.h"
#include "engine/sum_of_products.h"
#include "engine/variable_set.h"

namespace paraspinal::engine {

enum class FamilyForm {
  table,    // values over parents, then the variable itself
  noisy,    // a sum of products: noisy-OR and noisy-MAX
  logistic  // log-odds with too many terms for a table
};

struct CompiledFamily {
  FamilyForm form = FamilyForm::table;
  std::size_t states = 0;
  std::vector<std::size_t> members;  // parents in the network's order, then the variable itself
  std::vector<double> values;        // table form
  std::vector<std::size_t> strides;  // table form: of each member
  SumOfProducts noisy;               // noisy form: links in the order of the parents
  const LogOddsDistribution* logistic = nullptr;  // logistic form
  std::vector<double> odds_ratios;                // logistic form: of each term

  std::span<const std::size_t> parents() const {
    return std::span(members).first(members.size() - 1);
  }
};

class CompiledNetwork {
 public:
  // The network must outlive this object.
  explicit CompiledNetwork(const Network& network);

  const Network& network() const { return *network_; }
  std::size_t size() const { return families_.size(); }
  const CompiledFamily& family(std::size_t variable) const { return families_[variable]; }
  std::size_t states(std::size_t variable) const { return states_[variable]; }
  // The same as those of its family, all in one list.
  std::span<const std::uint32_t> parents(std::size_t variable) const {
    return std::span(parents_).subspan(first_parent_[variable],
                                       first_parent_[variable + 1] - first_parent_[variable]);
  }

  // Its children, as the words of a set.
  std::span<const std::uint64_t> children(std::size_t variable) const {
    const std::size_t words = noisy_.words().size();
    return std::span(children_).subspan(variable * words, words);
  }

  // What the numbers of the family come from: the network's own distribution, or that of
  // renumber().
  const Distribution& distribution(std::size_t variable) const { return *distributions_[variable]; }
  // P(variable = state | parents) under that distribution; `parents` as in Network::conditional.
  double conditional(std::size_t variable, StateIndex state,
                     std::span<const StateIndex> parents) const;

  // Gives the family the numbers of another distribution, which is read again later and must stay.
  // Requires keeps_equalities() (renumbering.h) of the network's own distribution and that one, and
  // its rows to be normalised.
  void renumber(std::size_t variable, const Distribution& distribution);

  // The roots and their ancestors (relevance.h), but for what is above those in `cut`, which may be
  // of no network.
  VariableSet and_above(VariableSet roots, const VariableSet& cut = {}) const;
  // The same of each variable, for a list of roots.
  std::vector<bool> with_ancestors(std::span<const VariableId> roots) const {
    return and_above(VariableSet(size(), roots)).marks();
  }

  // Whether evidence of this state on this variable is a product of functions of one parent each,
  // and nothing hangs below: an absent finding of a noisy-OR without lowering causes. Such evidence
  // changes no graph, so plans do not know of it; it enters with the numbers (slicing.h).
  bool dissolves(std::size_t variable, StateIndex state) const {
    return leaf_[variable] && falls_apart(variable, state);
  }
  // The same, whatever hangs below.
  bool falls_apart(std::size_t variable, StateIndex state) const {
    return dissolving_term_[variable].size() > state &&
           dissolving_term_[variable][state] != no_term;
  }
  // The one term of that state.
  std::size_t dissolving_term(std::size_t variable, StateIndex state) const {
    return dissolving_term_[variable][state];
  }
  // The variables of which some joint state of the parents may make a state certain, so that it is
  // worth looking for it (implied.h). No leaves.
  const VariableSet& may_be_certain() const { return may_be_certain_; }
  // Whether the terms of some noisy variable may multiply the values of this one.
  bool may_be_multiplied(std::size_t variable) const { return may_be_multiplied_[variable]; }

  // Variables with noisy families.
  const VariableSet& noisy() const { return noisy_; }
  // Two-state variables with tables that are nothing but terms of log-odds distributions.
  const VariableSet& pure_terms() const { return pure_terms_; }
  // These, and two-state variables with log-odds distributions.
  const VariableSet& terms() const { return terms_; }

  // A good elimination order of the whole moral graph; empty when some family is noisy or logistic,
  // so that every query has a graph of its own.
  std::span<const std::size_t> elimination_order() const { return elimination_order_; }
  // What it makes of the whole network: the sum of the joint states of its cliques.
  double elimination_entries() const { return elimination_entries_; }

 private:
  static constexpr std::size_t no_term = static_cast<std::size_t>(-1);

  void find_dissolving();
  void list_parents_and_children();
  void find_pure_terms();
  void find_certain();

  const Network* network_;
  std::vector<const Distribution*> distributions_;
  std::vector<CompiledFamily> families_;
  std::vector<std::size_t> states_;
  std::vector<std::uint32_t> first_parent_;  // of each variable in parents_; one more at the end
  std::vector<std::uint32_t> parents_;
  std::vector<std::uint64_t> children_;                    // one bit a variable, for each variable
  std::vector<std::vector<std::size_t>> dissolving_term_;  // [variable][state]; empty for none
  std::vector<bool> leaf_;
  std::vector<bool> may_be_multiplied_;
  VariableSet may_be_certain_;
  VariableSet noisy_;
  VariableSet pure_terms_;
  VariableSet terms_;
  std::vector<std::size_t> elimination_order_;
  double elimination_entries_ = 0;
};

}  // namespace paraspinal::engine
