#include "engine/ancestral_evidence.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <variant>

namespace paraspinal::engine {
namespace {

constexpr std::size_t most_unknown_terms = 12;

// P(present) of one variable after another, given what is known above it.
class Mean {
 public:
  Mean(const CompiledNetwork& compiled, const std::vector<std::optional<StateIndex>>& state)
      : compiled_(compiled), state_(state) {}

  // Nothing where AncestralEvidence::append says so.
  std::optional<double> present(std::size_t variable) {
    if (const auto& state = state_[variable]) {
      return *state == 1 ? 1.0 : 0.0;
    }
    if (const auto* own = std::get_if<LogOddsDistribution>(&compiled_.distribution(variable))) {
      return of_log_odds(variable, *own);
    }
    return compiled_.family(variable).form == FamilyForm::table ? of_table(variable) : std::nullopt;
  }

 private:
  std::optional<double> of_table(std::size_t variable) const {
    const CompiledFamily& family = compiled_.family(variable);
    const double* values = family.values.data();
    for (std::size_t i = 0; i + 1 < family.members.size(); ++i) {
      const auto& state = state_[family.members[i]];
      if (!state) {
        return std::nullopt;
      }
      values += *state * family.strides[i];
    }
    return family.states == 2 ? std::optional(values[1]) : std::nullopt;
  }

  std::optional<double> of_log_odds(std::size_t variable, const LogOddsDistribution& own) {
    if (const auto shared = shared_root(own)) {
      return mean_over(*shared, variable);
    }
    std::size_t row = 0;
    for (const VariableId context : own.context) {
      if (!state_[context.index]) {
        return std::nullopt;
      }
      row = row * compiled_.states(context.index) + *state_[context.index];
    }
    double log_odds = own.base[row];
    std::vector<std::pair<double, double>> unknown;  // odds ratio, P(present)
    unknown.reserve(most_unknown_terms);
    for (std::size_t i = 0; i < own.terms.size(); ++i) {
      const std::size_t parent = own.terms[i].parent.index;
      if (const auto& state = state_[parent]) {
        log_odds += *state == 1 ? own.terms[i].weight : 0;
        continue;
      }
      const auto share = present(parent);
      if (!share) {
        return std::nullopt;
      }
      unknown.emplace_back(std::exp(own.terms[i].weight), *share);
    }
    return unknown.size() > most_unknown_terms
               ? std::nullopt
               : std::optional(mean_over_terms(std::exp(log_odds), unknown));
  }

  // The terms are independent: the mean of odds / (1 + odds) over their joint states.
  static double mean_over_terms(double odds,
                                const std::vector<std::pair<double, double>>& unknown) {
    std::vector<double> values;
    values.reserve(std::size_t{1} << unknown.size());
    values.push_back(odds);
    for (const auto& [ratio, share] : unknown) {
      for (std::size_t i = 0, count = values.size(); i < count; ++i) {
        values.push_back(values[i] * ratio);
      }
    }
    for (double& value : values) {
      value = std::isinf(value) ? 1 : value / (1 + value);
    }
    for (auto term = unknown.rbegin(); term != unknown.rend(); ++term) {
      const std::size_t half = values.size() / 2;
      for (std::size_t i = 0; i < half; ++i) {
        values[i] = (1 - term->second) * values[i] + term->second * values[half + i];
      }
      values.resize(half);
    }
    return values.front();
  }

  // An unknown variable that stands above two unknown terms, or is one and stands above another.
  std::optional<std::size_t> shared_root(const LogOddsDistribution& own_terms) const {
    const auto unknown = [this](std::size_t i) { return !state_[i].has_value(); };
    const bool may_share = std::ranges::any_of(own_terms.terms, [&](const LogOddsTerm& term) {
      return unknown(term.parent.index) &&
             std::ranges::any_of(compiled_.family(term.parent.index).parents(), unknown);
    });
    if (!may_share) {
      return std::nullopt;  // terms are different variables
    }
    std::vector<std::size_t> seen;
    for (const LogOddsTerm& term : own_terms.terms) {
      std::vector<std::size_t> own;
      list_unknown(term.parent.index, own);
      for (const std::size_t i : own) {
        if (std::ranges::find(seen, i) != seen.end()) {
          return i;
        }
      }
      seen.insert(seen.end(), own.begin(), own.end());
    }
    return std::nullopt;
  }

  // The variable and what stands above it, each once, the highest first.
  void list_unknown(std::size_t variable, std::vector<std::size_t>& list) const {
    if (state_[variable] || std::ranges::find(list, variable) != list.end()) {
      return;
    }
    for (const std::size_t parent : compiled_.family(variable).parents()) {
      list_unknown(parent, list);
    }
    list.push_back(variable);
  }

  // With the root known, absent and present.
  std::optional<double> mean_over(std::size_t root, std::size_t variable) {
    const auto* table = std::get_if<TableDistribution>(&compiled_.distribution(root));
    const auto share = table != nullptr ? of_table(root) : std::nullopt;
    if (!share) {
      return std::nullopt;
    }
    state_[root] = 0;
    const auto without = present(variable);
    state_[root] = 1;
    const auto with = present(variable);
    state_[root].reset();
    return without && with ? std::optional((1 - *share) * *without + *share * *with) : std::nullopt;
  }

  const CompiledNetwork& compiled_;
  std::vector<std::optional<StateIndex>> state_;
};

}  // namespace

AncestralEvidence::AncestralEvidence(const CompiledNetwork& compiled,
                                     std::span<const VariableId> targets, AncestralAnswers& answers)
    : compiled_(compiled), answers_(answers) {
  targets_.reserve(targets.size());
  for (const VariableId target : targets) {
    targets_.push_back(target.index);
  }
}

// Nothing where the evidence is soft or lacks something above it.
std::optional<double> AncestralEvidence::log_evidence(const Observation& observation) const {
  double log_total = observation.log_scale;
  std::vector<StateIndex> parents;
  for (const VariableId variable : observation.observed) {
    parents.clear();
    for (const std::size_t parent : compiled_.family(variable.index).parents()) {
      if (!observation.state[parent]) {
        return std::nullopt;
      }
      parents.push_back(*observation.state[parent]);
    }
    const auto& state = observation.state[variable.index];
    if (!state) {
      return std::nullopt;
    }
    log_total += std::log(compiled_.conditional(variable.index, *state, parents));
  }
  return log_total;
}

std::vector<std::optional<double>> AncestralEvidence::values(const AncestralAnswers::States& states,
                                                             const std::vector<bool>& asked) {
  std::vector<std::size_t> variables;
  variables.reserve(targets_.size());
  for (std::size_t t = 0; t < targets_.size(); ++t) {
    if (asked[t]) {
      variables.push_back(targets_[t]);
    }
  }
  std::vector<std::optional<double>> known(variables.size());
  answers_.look_up(compiled_, states, variables, known);
  std::optional<Mean> mean;
  std::vector<std::optional<double>> values(targets_.size());
  std::size_t next = 0;
  for (std::size_t t = 0; t < targets_.size(); ++t) {
    if (!asked[t]) {
      continue;
    }
    values[t] = known[next++];
    if (!values[t]) {
      if (!mean) {
        mean.emplace(compiled_, states);
      }
      values[t] = mean->present(targets_[t]);
      if (values[t]) {
        answers_.keep(compiled_, states, targets_[t], *values[t]);
      }
    }
  }
  return values;
}

// Targets of which the states do not tell the same as those of the last observation.
std::vector<bool> AncestralEvidence::to_compute(const Observation& observation) const {
  if (last_states_.empty()) {
    return std::vector<bool>(targets_.size(), true);
  }
  std::vector<VariableId> changed;
  for (const auto* list : {&last_observed_, &observation.observed}) {
    std::ranges::copy_if(*list, std::back_inserter(changed), [&](VariableId variable) {
      return observation.state[variable.index] != last_states_[variable.index];
    });
  }
  return answers_.below(compiled_, changed, targets_);
}

bool AncestralEvidence::append(const Observation& observation, VariationTable& table) {
  const auto log_total = log_evidence(observation);
  if (!log_total) {
    return false;
  }
  const std::vector<bool> computed = to_compute(observation);
  const auto values = this->values(observation.state, computed);
  last_values_.resize(targets_.size());
  for (std::size_t t = 0; t < targets_.size(); ++t) {
    if (computed[t] && !values[t]) {
      last_states_.clear();
      return false;
    }
    last_values_[t] = computed[t] ? *values[t] : last_values_[t];
  }
  last_states_ = observation.state;
  last_observed_ = observation.observed;
  const std::vector<double> none(targets_.size(), 0.0);
  table.append(*log_total, std::isinf(*log_total) ? none : last_values_);
  return true;
}

}  // namespace paraspinal::engine
