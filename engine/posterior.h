#pragma once

// The answer of one query: P(variable | evidence) for each variable, and log P(evidence).

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "engine/variable.h"

namespace paraspinal::engine {

class Posterior {
 public:
  // One marginal a variable, empty where it was not asked.
  Posterior(const std::vector<std::vector<double>>& marginals, double log_evidence)
      : log_evidence_(log_evidence) {
    begin_.reserve(marginals.size() + 1);
    for (const std::vector<double>& marginal : marginals) {
      append(marginal);
    }
  }

  // The same, marginals one after another: that of variable i from begin[i] to begin[i + 1].
  Posterior(std::vector<double> values, std::vector<std::size_t> begin, double log_evidence)
      : values_(std::move(values)), begin_(std::move(begin)), log_evidence_(log_evidence) {}

  // One entry a state, summing to 1 within 1e-12. A variable observed hard has 0 and 1. Empty for a
  // variable that was not among the query's targets. Valid as long as this posterior.
  std::span<const double> marginal(VariableId variable) const {
    const std::size_t begin = begin_.at(variable.index);
    return std::span(values_).subspan(begin, begin_.at(variable.index + 1) - begin);
  }

  // P(present | evidence) of a two-state variable.
  double present(VariableId variable) const { return marginal(variable)[1]; }

  // Natural log of P(evidence); 0 when nothing is observed.
  double log_evidence() const { return log_evidence_; }

 private:
  void append(const std::vector<double>& marginal) {
    values_.insert(values_.end(), marginal.begin(), marginal.end());
    begin_.push_back(values_.size());
  }

  std::vector<double> values_;
  std::vector<std::size_t> begin_{0};
  double log_evidence_;
};

}  // namespace paraspinal::engine
