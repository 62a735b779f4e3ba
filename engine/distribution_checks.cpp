#include "engine/distribution_checks.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <sstream>

#include "engine/probability.h"

namespace paraspinal::engine {
namespace {

std::string text(double number) {
  std::ostringstream out;
  out.precision(17);
  out << number;
  return out.str();
}

Error fault_of(const std::string& name, const std::string& words) {
  return Error{ErrorKind::invalid_argument, "variable '" + name + "': " + words};
}

// The first fault of a table whose rows are `states` long and of which there should be `rows`.
std::optional<std::string> rows_fault(std::span<const double> values, std::size_t rows,
                                      std::size_t states) {
  if (values.size() != rows * states) {
    return "has " + std::to_string(values.size()) + " entries; expected " +
           std::to_string(rows * states) + ", the product of its axes";
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!is_probability(values[i])) {
      return "entry " + std::to_string(i) + " is " + text(values[i]) + "; expected 0 to 1";
    }
  }
  for (std::size_t row = 0; row < rows; ++row) {
    const auto begin = values.begin() + static_cast<std::ptrdiff_t>(row * states);
    const double sum = std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(states), 0.0);
    if (std::abs(sum - 1) > row_sum_tolerance) {
      return "row " + std::to_string(row) + " sums to " + text(sum) + "; expected 1 within 1e-9";
    }
  }
  return std::nullopt;
}

// Names the faults of one distribution kind after another; knows the variables, not the
// distribution.
struct FaultFinder {
  const Variable& self;
  std::span<const Variable> variables;

  std::optional<Error> fault(const std::string& words) const { return fault_of(self.name, words); }

  std::optional<Error> two_states(VariableId id, const char* kind) const {
    const Variable& variable = variables[id.index];
    if (variable.states.size() == 2) {
      return std::nullopt;
    }
    return fault(std::string(kind) + " over '" + variable.name + "', which has " +
                 std::to_string(variable.states.size()) + " states; expected 2");
  }

  std::optional<Error> self_has_two_states(const char* kind) const {
    if (self.states.size() == 2) {
      return std::nullopt;
    }
    return fault(std::string(kind) + " has " + std::to_string(self.states.size()) +
                 " states; expected 2");
  }

  std::optional<Error> operator()(const TableDistribution& table) const {
    std::size_t rows = 1;
    for (const VariableId parent : table.parents) {
      rows *= variables[parent.index].states.size();
    }
    if (const auto words = rows_fault(table.values, rows, self.states.size())) {
      return fault("table " + *words);
    }
    return std::nullopt;
  }

  std::optional<Error> links(std::span<const NoisyOrLink> links, const char* kind) const {
    for (const NoisyOrLink& link : links) {
      if (auto faulty = two_states(link.parent, "noisy-OR")) {
        return faulty;
      }
      if (!is_probability(link.strength)) {
        return fault(std::string(kind) + " strength of '" + variables[link.parent.index].name +
                     "' is " + text(link.strength) + "; expected 0 to 1");
      }
    }
    return std::nullopt;
  }

  std::optional<Error> operator()(const NoisyOr& noisy_or) const {
    if (auto faulty = self_has_two_states("noisy-OR")) {
      return faulty;
    }
    if (!is_probability(noisy_or.leak)) {
      return fault("leak is " + text(noisy_or.leak) + "; expected 0 to 1");
    }
    if (auto faulty = links(noisy_or.raising, "raising")) {
      return faulty;
    }
    return links(noisy_or.lowering, "lowering");
  }

  std::optional<Error> operator()(const LogOddsDistribution& logistic) const {
    if (auto faulty = self_has_two_states("log-odds")) {
      return faulty;
    }
    std::size_t contexts = 1;
    for (const VariableId parent : logistic.context) {
      contexts *= variables[parent.index].states.size();
    }
    if (logistic.base.size() != contexts) {
      return fault("base has " + std::to_string(logistic.base.size()) + " entries; expected " +
                   std::to_string(contexts) + ", the joint states of its context");
    }
    for (std::size_t i = 0; i < contexts; ++i) {
      if (std::isnan(logistic.base[i])) {
        return fault("base entry " + std::to_string(i) + " is nan; expected a log-odds");
      }
    }
    for (const LogOddsTerm& term : logistic.terms) {
      if (auto faulty = two_states(term.parent, "log-odds term")) {
        return faulty;
      }
      if (!std::isfinite(term.weight)) {
        return fault("weight of '" + variables[term.parent.index].name + "' is " +
                     text(term.weight) + "; expected a finite number");
      }
    }
    return std::nullopt;
  }

  std::optional<Error> operator()(const NoisyMax& noisy_max) const {
    const std::size_t grades = self.states.size();
    if (const auto words = rows_fault(noisy_max.leak, 1, grades)) {
      return fault("leak " + *words);
    }
    for (const NoisyMaxLink& link : noisy_max.links) {
      const Variable& parent = variables[link.parent.index];
      if (const auto words = rows_fault(link.values, parent.states.size(), grades)) {
        return fault("link of '" + parent.name + "' " + *words);
      }
    }
    return std::nullopt;
  }
};

void normalise_rows(std::vector<double>& values, std::size_t states) {
  for (std::size_t begin = 0; begin < values.size(); begin += states) {
    const std::span<double> row(values.data() + begin, states);
    const double sum = std::accumulate(row.begin(), row.end(), 0.0);
    for (double& value : row) {
      value /= sum;
    }
  }
}

}  // namespace

std::vector<VariableId> parents_of(const Distribution& distribution) {
  std::vector<VariableId> parents;
  if (const auto* table = std::get_if<TableDistribution>(&distribution)) {
    parents = table->parents;
  } else if (const auto* noisy_or = std::get_if<NoisyOr>(&distribution)) {
    for (const auto* links : {&noisy_or->raising, &noisy_or->lowering}) {
      for (const NoisyOrLink& link : *links) {
        parents.push_back(link.parent);
      }
    }
  } else if (const auto* logistic = std::get_if<LogOddsDistribution>(&distribution)) {
    parents = logistic->context;
    for (const LogOddsTerm& term : logistic->terms) {
      parents.push_back(term.parent);
    }
  } else if (const auto* noisy_max = std::get_if<NoisyMax>(&distribution)) {
    for (const NoisyMaxLink& link : noisy_max->links) {
      parents.push_back(link.parent);
    }
  }
  return parents;
}

std::optional<Error> variable_fault(const Variable& variable) {
  if (variable.name.empty()) {
    return Error{ErrorKind::invalid_argument, "variable '': the name is empty"};
  }
  if (variable.states.size() < 2) {
    return fault_of(variable.name, "has " + std::to_string(variable.states.size()) +
                                       " states; expected at least 2");
  }
  std::set<std::string> seen;
  for (const std::string& state : variable.states) {
    if (!seen.insert(state).second) {
      return fault_of(variable.name, "state '" + state + "' is repeated");
    }
  }
  return std::nullopt;
}

std::optional<Error> distribution_fault(VariableId id, const Distribution& distribution,
                                        std::span<const Variable> variables) {
  const Variable& self = variables[id.index];
  std::set<VariableId> seen;
  for (const VariableId parent : parents_of(distribution)) {
    if (parent.index >= id.index) {
      return fault_of(self.name, "parent " + std::to_string(parent.index) +
                                     " is unknown; parents must be added before");
    }
    if (!seen.insert(parent).second) {
      return fault_of(self.name, "parent '" + variables[parent.index].name + "' is repeated");
    }
  }
  return std::visit(FaultFinder{self, variables}, distribution);
}

Distribution with_normalised_rows(Distribution distribution, std::size_t states) {
  if (auto* table = std::get_if<TableDistribution>(&distribution)) {
    normalise_rows(table->values, states);
  } else if (auto* noisy_max = std::get_if<NoisyMax>(&distribution)) {
    normalise_rows(noisy_max->leak, states);
    for (NoisyMaxLink& link : noisy_max->links) {
      normalise_rows(link.values, states);
    }
  }
  return distribution;
}

}  // namespace paraspinal::engine
