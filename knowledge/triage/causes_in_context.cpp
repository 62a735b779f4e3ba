// Entry points: the constructor, enter and prevalence.

#include "knowledge/triage/causes_in_context.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

namespace paraspinal::triage {

using engine::LogOddsDistribution;
using engine::StateIndex;
using engine::VariableId;

CausesInContext::CausesInContext(const Observation& observation,
                                 const knowledge::ClinicalNetwork& network)
    : observation_(observation),
      network_(network),
      parts_(parts_of(network)),
      states_(network.network.size(), unknown),
      is_above_risk_(network.network.size(), false),
      causes_(network.conditions.size()) {
  for (const Observed& item : observation.findings) {
    if (is_risk(item)) {
      states_[item.variable.index] = static_cast<signed char>(item.state);
    }
  }
  for (std::size_t c = 0; c < causes_.size(); ++c) {
    sound_ = sound_ && read(c);
  }
  prevalence_.assign(states_.size(), -1);
  for (const Parent& parent : parents_) {
    for (const VariableId above : network.network.parents({parent.variable})) {
      is_above_risk_[above.index] =
          is_above_risk_[above.index] || !parts_[parent.variable].is_condition();
    }
  }
}

bool CausesInContext::is_risk(const Observed& item) const {
  return !network_.parameters.findings[item.finding.index];
}

bool CausesInContext::read(std::size_t condition) {
  constexpr std::size_t most_unknown_parents = 12;
  const VariableId variable = network_.conditions[condition];
  Cause& cause = causes_[condition];
  cause.own = std::get_if<LogOddsDistribution>(&network_.network.distribution(variable));
  if (cause.own == nullptr || states_[variable.index] != unknown) {
    return false;
  }
  cause.primary = parts_[variable.index].part == Part::primary;
  cause.parents_begin = parents_.size();
  for (const engine::LogOddsTerm& term : cause.own->terms) {
    const signed char state = states_[term.parent.index];
    if (state == unknown) {
      parents_.push_back({term.parent.index, std::exp(term.weight)});
    } else {
      cause.known_log_odds += state == 1 ? term.weight : 0;
    }
  }
  cause.parents_count = parents_.size() - cause.parents_begin;
  return cause.parents_count <= most_unknown_parents;
}

bool CausesInContext::enter(const engine::Evidence& context) {
  const std::vector<signed char> before = states_;
  for (const VariableId variable : context_) {
    states_[variable.index] = unknown;
  }
  const std::vector<VariableId> context_before = std::exchange(context_, {});
  for (const auto& [variable, item] : context.items()) {
    const auto* state = std::get_if<StateIndex>(&item);
    if (state == nullptr) {
      return false;
    }
    if (variable != network_.complaint) {
      states_[variable.index] = static_cast<signed char>(*state);
      context_.push_back(variable);
    }
  }
  const auto changes_a_prevalence = [&](VariableId variable) {
    return is_above_risk_[variable.index] && before[variable.index] != states_[variable.index];
  };
  if (std::ranges::any_of(context_, changes_a_prevalence) ||
      std::ranges::any_of(context_before, changes_a_prevalence)) {
    prevalence_.assign(states_.size(), -1);
  }
  log_known_ = 0;
  for (const VariableId variable : context_) {
    if (!multiply_known(variable)) {
      return false;
    }
  }
  log_context_ = log_known_;
  for (const Observed& item : observation_.findings) {
    if (is_risk(item) && !multiply_known(item.variable)) {
      return false;
    }
  }
  return sound_ && find_odds();
}

// All conditions have the same context, or nearly all.
bool CausesInContext::find_odds() {
  const std::vector<VariableId>* last = nullptr;
  std::size_t row = 0;
  for (Cause& cause : causes_) {
    if (last == nullptr || *last != cause.own->context) {
      last = &cause.own->context;
      row = 0;
      for (const VariableId variable : *last) {
        if (states_[variable.index] == unknown) {
          return false;
        }
        row = row * network_.network.variable(variable).states.size() +
              static_cast<std::size_t>(states_[variable.index]);
      }
    }
    const double log_odds = cause.own->base[row] + cause.known_log_odds;
    cause.possible = !std::isinf(log_odds);
    cause.odds = std::exp(log_odds);
    if (!cause.possible && log_odds > 0) {
      return false;
    }
  }
  return true;
}

// P(state | what is known above it); nothing where something above it is not known.
std::optional<double> CausesInContext::probability(VariableId variable, StateIndex state) {
  parent_states_.clear();
  for (const VariableId parent : network_.network.parents(variable)) {
    if (states_[parent.index] == unknown) {
      return std::nullopt;
    }
    parent_states_.push_back(static_cast<StateIndex>(states_[parent.index]));
  }
  return network_.network.conditional(variable, state, parent_states_);
}

bool CausesInContext::multiply_known(VariableId variable) {
  const auto share = probability(variable, static_cast<StateIndex>(states_[variable.index]));
  log_known_ += share ? std::log(*share) : 0;
  return share && *share > 0;
}

std::optional<double> CausesInContext::prevalence(std::size_t variable) {
  double& kept = prevalence_[variable];
  if (kept < 0) {
    const auto share = probability({variable}, 1);
    if (!share) {
      return std::nullopt;
    }
    kept = *share;
  }
  return kept;
}

}  // namespace paraspinal::triage
