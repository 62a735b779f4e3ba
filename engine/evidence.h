#pragma once

// What is observed: for some variables a state (hard evidence) or a likelihood over the states
// (soft evidence). A plain value; the order of observing does not matter.
//
//   Evidence evidence;
//   evidence.observe(wet, 1);                 // hard: state 1
//   evidence.observe(rain, {0.2, 0.8});       // soft: P(report | no rain) : P(report | rain)

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "engine/require.h"
#include "engine/variable.h"

namespace paraspinal::engine {

// Non-negative, one entry a state, not all zero; only the proportions matter to a posterior, but
// log P(evidence) includes the scale.
using Likelihood = std::vector<double>;

// What is observed, by ascending variable: to be read like a std::map, but in one piece of memory,
// for evidence is copied often.
class EvidenceItems {
 public:
  using Item = std::variant<StateIndex, Likelihood>;
  using Items = std::vector<std::pair<VariableId, Item>>;

  Items::const_iterator begin() const { return items_.begin(); }
  Items::const_iterator end() const { return items_.end(); }
  std::size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }

  // The end where nothing is observed of the variable.
  Items::const_iterator find(VariableId variable) const {
    const auto place = std::ranges::lower_bound(items_, variable, {}, &Items::value_type::first);
    return place != items_.end() && place->first == variable ? place : items_.end();
  }
  bool contains(VariableId variable) const { return find(variable) != items_.end(); }

  // Requires that something is observed of the variable.
  const Item& at(VariableId variable) const {
    const auto place = find(variable);
    require(place != items_.end(), "something is observed of the variable");
    return place->second;
  }

  bool operator==(const EvidenceItems&) const = default;

 private:
  friend class Evidence;
  void set(VariableId variable, Item item) {
    const auto place = std::ranges::lower_bound(items_, variable, {}, &Items::value_type::first);
    if (place != items_.end() && place->first == variable) {
      place->second = std::move(item);
    } else {
      items_.emplace(place, variable, std::move(item));
    }
  }
  void erase(VariableId variable) {
    const auto place = find(variable);
    if (place != items_.end()) {
      items_.erase(place);
    }
  }

  Items items_;
};

class Evidence {
 public:
  // Replaces what was observed of the variable before.
  void observe(VariableId variable, StateIndex state) { items_.set(variable, state); }
  void observe(VariableId variable, Likelihood likelihood) {
    items_.set(variable, std::move(likelihood));
  }
  void forget(VariableId variable) { items_.erase(variable); }

  const EvidenceItems& items() const { return items_; }
  bool empty() const { return items_.empty(); }

  bool operator==(const Evidence&) const = default;

 private:
  EvidenceItems items_;
};

}  // namespace paraspinal::engine
