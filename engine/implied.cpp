#include "engine/implied.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace paraspinal::engine {
namespace {

// What the known states say of a variable.
class Implication {
 public:
  Implication(const CompiledNetwork& compiled, const Observation& observation,
              std::span<const VariableId> changeable)
      : compiled_(compiled), observation_(observation), changes_(compiled.size(), changeable) {}

  bool has_soft_evidence(std::size_t variable) const {
    return !observation_.likelihood[variable].empty();
  }

  std::optional<StateIndex> certain_state(std::size_t variable) {
    if (const auto* logistic =
            std::get_if<LogOddsDistribution>(&compiled_.distribution(variable))) {
      return state_of_infinite_base(*logistic);
    }
    parents_.clear();
    for (const std::size_t parent : compiled_.parents(variable)) {
      if (!known(parent)) {
        return std::nullopt;
      }
      parents_.push_back(*observation_.state[parent]);
    }
    std::optional<StateIndex> certain;
    for (StateIndex state = 0; state < compiled_.states(variable); ++state) {
      const double probability = compiled_.conditional(variable, state, parents_);
      if (probability != 0 && (probability != 1 || certain)) {
        return std::nullopt;
      }
      certain = probability == 1 ? std::optional(state) : certain;
    }
    return certain;
  }

 private:
  bool known(std::size_t variable) const {
    return observation_.state[variable] && !changes_[variable];
  }

  std::optional<StateIndex> state_of_infinite_base(const LogOddsDistribution& logistic) const {
    std::size_t row = 0;
    for (const VariableId context : logistic.context) {
      if (!known(context.index)) {
        return std::nullopt;
      }
      row = row * compiled_.states(context.index) + *observation_.state[context.index];
    }
    const double base = logistic.base[row];
    return std::isinf(base) ? std::optional<StateIndex>(base > 0 ? 1 : 0) : std::nullopt;
  }

  const CompiledNetwork& compiled_;
  const Observation& observation_;
  VariableSet changes_;
  std::vector<StateIndex> parents_;
};

}  // namespace

void find_implied(const CompiledNetwork& compiled, Observation& observation,
                  std::span<const VariableId> changeable) {
  Implication implication(compiled, observation, changeable);
  observation.implied = VariableSet(compiled.size());
  VariableSet candidates = compiled.may_be_certain();
  candidates.remove(VariableSet(compiled.size(), changeable));
  // Parents stand before their children.
  candidates.for_each([&](std::size_t i) {
    const auto certain =
        implication.has_soft_evidence(i) ? std::nullopt : implication.certain_state(i);
    if (certain && observation.state[i].value_or(*certain) == *certain) {
      observation.state[i] = certain;
      observation.implied.insert(i);
    }
  });
}

bool implied_holds(const CompiledNetwork& renumbered, const Observation& observation) {
  Implication implication(renumbered, observation, {});
  for (std::size_t i = 0; i < observation.implied.size(); ++i) {
    if (observation.implied[i] && implication.certain_state(i) != observation.state[i]) {
      return false;
    }
  }
  return true;
}

void keep_common_implied(std::span<Observation* const> observations) {
  if (observations.size() < 2) {
    return;
  }
  VariableSet common = observations.front()->implied;
  VariableSet any = common;
  for (const Observation* one : observations) {
    common.keep(one->implied);
    any.insert(one->implied);
  }
  any.remove(common);
  any.for_each([&](std::size_t i) {
    for (Observation* one : observations) {
      if (one->implied[i] && !std::ranges::binary_search(one->observed, VariableId{i})) {
        one->state[i].reset();
      }
      one->implied.erase(i);
    }
  });
}

}  // namespace paraspinal::engine
