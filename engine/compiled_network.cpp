#include "engine/compiled_network.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "engine/conditional.h"
#include "engine/renumbering.h"
#include "engine/triangulation.h"

namespace paraspinal::engine {
namespace {

// A log-odds distribution over more joint states than this is kept as terms.
constexpr std::size_t largest_logistic_table = std::size_t{1} << 10;

std::size_t entries_of(const Network& network, VariableId id) {
  std::size_t product = network.variable(id).states.size();
  for (const VariableId parent : network.parents(id)) {
    product *= network.variable(parent).states.size();
    if (product > largest_logistic_table) {
      return product;
    }
  }
  return product;
}

void set_strides(CompiledFamily& family, const Network& network) {
  family.strides.resize(family.members.size());
  std::size_t stride = 1;
  for (std::size_t i = family.members.size(); i-- > 0;) {
    family.strides[i] = stride;
    stride *= network.variable(VariableId{family.members[i]}).states.size();
  }
}

void set_logistic(CompiledFamily& family, const Distribution& distribution) {
  family.logistic = &std::get<LogOddsDistribution>(distribution);
  family.odds_ratios.clear();
  for (const LogOddsTerm& term : family.logistic->terms) {
    family.odds_ratios.push_back(std::exp(term.weight));
  }
}

// P(variable | parents) for every joint state of the parents, last fastest.
void set_values(CompiledFamily& family, const Network& network, const Distribution& distribution) {
  if (const auto* table = std::get_if<TableDistribution>(&distribution)) {
    family.values = table->values;
    return;
  }
  const auto parents = family.parents();
  const VariableId id{family.members.back()};
  std::vector<StateIndex> parent_states(parents.size(), 0);
  family.values.clear();
  while (true) {
    for (StateIndex state = 0; state < family.states; ++state) {
      family.values.push_back(
          conditional_probability(network, id, distribution, state, parent_states));
    }
    std::size_t axis = parents.size();
    while (axis > 0 && ++parent_states[axis - 1] ==
                           network.variable(VariableId{parents[axis - 1]}).states.size()) {
      parent_states[--axis] = 0;
    }
    if (axis == 0) {
      return;
    }
  }
}

CompiledFamily compile(const Network& network, VariableId id) {
  CompiledFamily family;
  family.states = network.variable(id).states.size();
  for (const VariableId parent : network.parents(id)) {
    family.members.push_back(parent.index);
  }
  family.members.push_back(id.index);
  const Distribution& distribution = network.distribution(id);
  if (const auto* noisy_or = std::get_if<NoisyOr>(&distribution)) {
    family.form = FamilyForm::noisy;
    family.noisy = sum_of_products(*noisy_or);
    simplify(family.noisy);
  } else if (const auto* noisy_max = std::get_if<NoisyMax>(&distribution)) {
    family.form = FamilyForm::noisy;
    family.noisy = sum_of_products(*noisy_max);
  } else if (std::holds_alternative<LogOddsDistribution>(distribution) &&
             entries_of(network, id) > largest_logistic_table) {
    family.form = FamilyForm::logistic;
    set_logistic(family, distribution);
  } else {
    set_values(family, network, distribution);
    set_strides(family, network);
  }
  return family;
}

}  // namespace

CompiledNetwork::CompiledNetwork(const Network& network)
    : network_(&network), noisy_(network.size()) {
  std::vector<std::vector<std::size_t>> scopes;
  bool tables_only = true;
  for (std::size_t i = 0; i < network.size(); ++i) {
    distributions_.push_back(&network.distribution(VariableId{i}));
    families_.push_back(compile(network, VariableId{i}));
    states_.push_back(families_[i].states);
    scopes.push_back(families_[i].members);
    tables_only = tables_only && families_[i].form == FamilyForm::table;
    if (families_[i].form == FamilyForm::noisy) {
      noisy_.insert(i);
    }
  }
  list_parents_and_children();
  find_dissolving();
  find_pure_terms();
  find_certain();
  if (tables_only) {
    Elimination elimination = best_elimination(states_, scopes);
    elimination_entries_ = elimination.entries;
    elimination_order_ = std::move(elimination.order);
  }
}

double CompiledNetwork::conditional(std::size_t variable, StateIndex state,
                                    std::span<const StateIndex> parents) const {
  return conditional_probability(*network_, VariableId{variable}, distribution(variable), state,
                                 parents);
}

void CompiledNetwork::renumber(std::size_t variable, const Distribution& distribution) {
  CompiledFamily& family = families_[variable];
  distributions_[variable] = &distribution;
  switch (family.form) {
    case FamilyForm::table:
      set_values(family, *network_, distribution);
      return;
    case FamilyForm::noisy:
      engine::renumber(family.noisy, network_->distribution(VariableId{variable}), distribution);
      return;
    case FamilyForm::logistic:
      set_logistic(family, distribution);
      return;
  }
}

void CompiledNetwork::list_parents_and_children() {
  for (const CompiledFamily& family : families_) {
    first_parent_.push_back(static_cast<std::uint32_t>(parents_.size()));
    for (const std::size_t parent : family.parents()) {
      parents_.push_back(static_cast<std::uint32_t>(parent));
    }
  }
  first_parent_.push_back(static_cast<std::uint32_t>(parents_.size()));
  const std::size_t words = noisy_.words().size();
  children_.assign(size() * words, 0);
  for (std::size_t i = 0; i < size(); ++i) {
    for (const std::uint32_t parent : parents(i)) {
      children_[parent * words + i / 64] |= std::uint64_t{1} << (i % 64);
    }
  }
}

// Parents stand before their children, so one walk backwards reaches every ancestor.
VariableSet CompiledNetwork::and_above(VariableSet roots, const VariableSet& cut) const {
  for (std::size_t word = roots.words().size(); word-- > 0;) {
    std::uint64_t done = 0;
    while (const std::uint64_t left = roots.words()[word] & ~done) {
      const auto highest = static_cast<std::size_t>(63 - std::countl_zero(left));
      done |= std::uint64_t{1} << highest;
      const std::size_t i = word * 64 + highest;
      if (cut.size() > 0 && cut[i]) {
        continue;
      }
      for (const std::uint32_t parent : parents(i)) {
        roots.insert(parent);
      }
    }
  }
  return roots;
}

void CompiledNetwork::find_dissolving() {
  dissolving_term_.resize(size());
  may_be_multiplied_.assign(size(), false);
  leaf_.resize(size());
  for (std::size_t i = 0; i < size(); ++i) {
    const CompiledFamily& own = families_[i];
    leaf_[i] = network_->children(VariableId{i}).empty();
    if (own.form != FamilyForm::noisy) {
      continue;
    }
    for (const std::size_t parent : own.parents()) {
      may_be_multiplied_[parent] = true;
    }
    dissolving_term_[i].assign(own.states, no_term);
    for (StateIndex state = 0; state < own.states; ++state) {
      std::size_t terms = 0;
      std::size_t last = no_term;
      for (std::size_t term = 0; term < own.noisy.terms; ++term) {
        if (own.noisy.weights[term * own.noisy.effect_states + state] != 0) {
          ++terms;
          last = term;
        }
      }
      if (terms == 1) {
        dissolving_term_[i][state] = last;
      }
    }
  }
}

void CompiledNetwork::find_pure_terms() {
  pure_terms_ = VariableSet(size());
  for (std::size_t i = 0; i < size(); ++i) {
    const auto is_term = [&](VariableId child) {
      const CompiledFamily& family = families_[child.index];
      if (family.form != FamilyForm::logistic) {
        return false;
      }
      const auto context = family.parents().first(family.logistic->context.size());
      return std::ranges::find(context, i) == context.end();
    };
    if (families_[i].form == FamilyForm::table && families_[i].states == 2 &&
        std::ranges::all_of(network_->children(VariableId{i}), is_term)) {
      pure_terms_.insert(i);
    }
  }
  terms_ = pure_terms_;
  for (std::size_t i = 0; i < size(); ++i) {
    if (families_[i].form == FamilyForm::logistic && families_[i].states == 2) {
      terms_.insert(i);
    }
  }
}

void CompiledNetwork::find_certain() {
  may_be_certain_ = VariableSet(size());
  const auto mark = [this](std::size_t variable, bool certain) {
    if (certain) {
      may_be_certain_.insert(variable);
    }
  };
  for (std::size_t i = 0; i < size(); ++i) {
    const Distribution& own = distribution(i);
    if (leaf_[i]) {
      continue;
    }
    if (const auto* table = std::get_if<TableDistribution>(&own)) {
      mark(i, std::ranges::find(table->values, 1.0) != table->values.end());
    } else if (const auto* logistic = std::get_if<LogOddsDistribution>(&own)) {
      mark(i, std::ranges::any_of(logistic->base, [](double base) { return std::isinf(base); }));
    } else if (const auto* noisy_or = std::get_if<NoisyOr>(&own)) {
      mark(i, noisy_or->leak == 0);
    }
  }
}

}  // namespace paraspinal::engine
