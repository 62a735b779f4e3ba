#pragma once

// What is observed: for some variables a state (hard evidence) or a likelihood over the states
// (soft evidence). A plain value; the order of observing does not matter.
//
//   Evidence evidence;
//   evidence.observe(wet, 1);                 // hard: state 1
//   evidence.observe(rain, {0.2, 0.8});       // soft: P(report | no rain) : P(report | rain)

#include <map>
#include <variant>
#include <vector>

#include "engine/variable.h"

namespace paraspinal::engine {

// Non-negative, one entry a state, not all zero; only the proportions matter to a posterior, but
// log P(evidence) includes the scale.
using Likelihood = std::vector<double>;

class Evidence {
 public:
  // Replaces what was observed of the variable before.
  void observe(VariableId variable, StateIndex state) { items_[variable] = state; }
  void observe(VariableId variable, Likelihood likelihood) {
    items_[variable] = std::move(likelihood);
  }
  void forget(VariableId variable) { items_.erase(variable); }

  const std::map<VariableId, std::variant<StateIndex, Likelihood>>& items() const { return items_; }
  bool empty() const { return items_.empty(); }

  bool operator==(const Evidence&) const = default;

 private:
  std::map<VariableId, std::variant<StateIndex, Likelihood>> items_;
};

}  // namespace paraspinal::engine
