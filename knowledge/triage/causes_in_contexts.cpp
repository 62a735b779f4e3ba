// Entry points: the constructor, enter, prevalence and tabulate.

#include "knowledge/triage/causes_in_contexts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <variant>

#include "engine/conditional.h"

namespace paraspinal::triage {
namespace {

constexpr std::size_t most_unknown_parents = 12;
constexpr std::uint32_t not_found = static_cast<std::uint32_t>(-1);

}  // namespace

using engine::StateIndex;
using engine::VariableId;

CausesInContexts::CausesInContexts(const Observation& observation,
                                   const knowledge::ClinicalNetwork& network,
                                   const CauseTable& table)
    : observation_(observation),
      network_(network),
      conditions_(table),
      risks_(network.network.size(), unknown),
      sound_(table.is_complete()),
      causes_(table.conditions()) {
  parents_.reserve(table.terms());
  for (const Observed& item : observation.findings) {
    if (is_risk(item)) {
      risks_[item.variable.index] = static_cast<signed char>(item.state);
    }
  }
  for (std::size_t c = 0; c < causes_.size(); ++c) {
    sound_ = sound_ && read(c);
  }
}

bool CausesInContexts::is_risk(const Observed& item) const {
  return !network_.parameters.findings[item.finding.index];
}

bool CausesInContexts::read(std::size_t condition) {
  if (risks_[network_.conditions[condition].index] != unknown) {
    return false;
  }
  Cause& cause = causes_[condition];
  cause.parents_begin = parents_.size();
  for (const CauseTable::Term& term : conditions_.terms(condition)) {
    const signed char state = risks_[term.parent];
    if (state == unknown) {
      parents_.push_back({term.parent, term.against});
    } else {
      cause.known_log_odds += state == 1 ? term.weight : 0;
    }
  }
  cause.parents_count = parents_.size() - cause.parents_begin;
  return cause.parents_count <= most_unknown_parents;
}

bool CausesInContexts::enter(std::span<const engine::Evidence> contexts) {
  states_.clear();
  log_context_.assign(contexts.size(), 0);
  log_known_.assign(contexts.size(), 0);
  against_.resize(causes_.size() * contexts.size());
  prevalence_at_.assign(risks_.size(), not_found);
  prevalences_.clear();
  for (Cause& cause : causes_) {
    cause.possible = false;
  }
  for (std::size_t place = 0; place < contexts.size(); ++place) {
    states_.insert(states_.end(), risks_.begin(), risks_.end());
    if (!enter(contexts[place], place)) {
      return false;
    }
  }
  return sound_;
}

bool CausesInContexts::enter(const engine::Evidence& context, std::size_t place) {
  signed char* states = states_.data() + place * risks_.size();
  for (const auto& [variable, item] : context.items()) {
    const auto* state = std::get_if<StateIndex>(&item);
    if (state == nullptr) {
      return false;
    }
    if (variable != network_.complaint) {
      states[variable.index] = static_cast<signed char>(*state);
    }
  }
  for (const auto& [variable, item] : context.items()) {
    if (variable != network_.complaint && !multiply_known(variable, place)) {
      return false;
    }
  }
  log_context_[place] = log_known_[place];
  for (const Observed& item : observation_.findings) {
    if (is_risk(item) && !multiply_known(item.variable, place)) {
      return false;
    }
  }
  return sound_ && find_odds(place);
}

std::span<const signed char> CausesInContexts::states(std::size_t context) const {
  return std::span(states_).subspan(context * risks_.size(), risks_.size());
}

// The last variable fastest; nothing where one of them is not known.
std::optional<std::size_t> CausesInContexts::joint_state(std::span<const VariableId> variables,
                                                         std::size_t context) const {
  const auto states = this->states(context);
  std::size_t joint = 0;
  for (const VariableId variable : variables) {
    if (states[variable.index] == unknown) {
      return std::nullopt;
    }
    joint = joint * network_.network.variable(variable).states.size() +
            static_cast<std::size_t>(states[variable.index]);
  }
  return joint;
}

bool CausesInContexts::find_odds(std::size_t context) {
  for (const CauseTable::Group& group : conditions_.groups()) {
    const auto row = joint_state(group.context, context);
    if (!row) {
      return false;
    }
    const auto bases =
        std::span(group.bases).subspan(*row * group.conditions.size(), group.conditions.size());
    for (std::size_t i = 0; i < bases.size(); ++i) {
      Cause& cause = causes_[group.conditions[i]];
      const double log_odds = bases[i] + cause.known_log_odds;
      cause.possible = cause.possible || !std::isinf(log_odds);
      against_[group.conditions[i] * contexts() + context] = std::exp(-log_odds);
      if (std::isinf(log_odds) && log_odds > 0) {
        return false;
      }
    }
  }
  return true;
}

// P(state | what is known above it); nothing where something above it is not known.
std::optional<double> CausesInContexts::probability(VariableId variable, StateIndex state,
                                                    std::size_t context) {
  if (const auto* table =
          std::get_if<engine::TableDistribution>(&network_.network.distribution(variable))) {
    const auto row = joint_state(table->parents, context);
    const std::size_t own_states = network_.network.variable(variable).states.size();
    return row ? std::optional(table->values[*row * own_states + state]) : std::nullopt;
  }
  const auto states = this->states(context);
  parent_states_.clear();
  for (const VariableId parent : network_.network.parents(variable)) {
    if (states[parent.index] == unknown) {
      return std::nullopt;
    }
    parent_states_.push_back(static_cast<StateIndex>(states[parent.index]));
  }
  return engine::conditional_probability(
      network_.network, variable, network_.network.distribution(variable), state, parent_states_);
}

bool CausesInContexts::multiply_known(VariableId variable, std::size_t context) {
  const signed char state = states(context)[variable.index];
  const auto share = probability(variable, static_cast<StateIndex>(state), context);
  log_known_[context] += share ? std::log(*share) : 0;
  return share && *share > 0;
}

std::span<const double> CausesInContexts::prevalence(std::size_t variable) {
  std::uint32_t& at = prevalence_at_[variable];
  if (at == not_found) {
    const std::size_t begin = prevalences_.size();
    for (std::size_t context = 0; context < contexts(); ++context) {
      const auto share = probability({variable}, 1, context);
      if (!share) {
        prevalences_.resize(begin);
        return {};
      }
      prevalences_.push_back(*share);
    }
    at = static_cast<std::uint32_t>(begin);
  }
  return std::span(prevalences_).subspan(at, contexts());
}

std::span<const double> CausesInContexts::tabulate(std::size_t condition, std::size_t context,
                                                   std::span<const char> stands) {
  const auto parents = this->parents(condition);
  table_.resize(std::max(std::size_t{1} << parents.size(), table_.size()));
  std::array<double, most_unknown_parents> standing;
  std::array<double, most_unknown_parents> summed;
  std::array<double, most_unknown_parents> shares;
  std::size_t standing_count = 0;
  std::size_t summed_count = 0;
  for (const Parent& parent : parents) {
    if (stands[parent.variable] != 0) {
      standing[standing_count++] = parent.ratio;
    } else if (!parts()[parent.variable].is_condition()) {  // a contributor stands, or cannot be
      const auto share = prevalence(parent.variable);
      if (share.empty()) {
        return {};
      }
      summed[summed_count] = parent.ratio;
      shares[summed_count++] = share[context];
    }
  }
  table_[0] = against_[condition * contexts() + context];
  tabulate_(table_.data(), {standing.data(), standing_count}, {summed.data(), summed_count},
            shares.data());
  return std::span(table_).first(std::size_t{1} << standing_count);
}

}  // namespace paraspinal::triage
