#include "engine/ancestral_answers.h"

#include <limits>

namespace paraspinal::engine {

// One number for the states above, unknown ones included.
std::uint64_t AncestralAnswers::key_of(const Variable& variable, const States& states) {
  std::uint64_t key = 0;
  for (const auto& [i, weight] : variable.above) {
    key += (states[i] ? *states[i] + 1 : 0) * weight;
  }
  return key;
}

AncestralAnswers::Variable& AncestralAnswers::entry(const CompiledNetwork& compiled,
                                                    std::size_t variable) {
  constexpr std::uint64_t limit = std::numeric_limits<std::uint64_t>::max();
  variables_.resize(compiled.size());
  Variable& entry = variables_[variable];
  if (entry.listed) {
    return entry;
  }
  entry.listed = true;
  const VariableId root{variable};
  const VariableSet kept = compiled.and_above(VariableSet(compiled.size(), std::span(&root, 1)));
  std::uint64_t weight = 1;
  for (std::size_t i = 0; i < variable; ++i) {
    const std::uint64_t extent = compiled.states(i) + 1;
    if (kept[i] && weight > limit / extent) {
      return entry;
    }
    if (kept[i]) {
      entry.above.emplace_back(static_cast<std::uint32_t>(i), weight);
      weight *= extent;
    }
  }
  entry.has_keys = true;
  return entry;
}

void AncestralAnswers::look_up(const CompiledNetwork& compiled, const States& states,
                               std::span<const std::size_t> variables,
                               std::span<std::optional<double>> values) {
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const Variable& variable = entry(compiled, variables[i]);
    const auto found =
        variable.has_keys ? variable.values.find(key_of(variable, states)) : variable.values.end();
    if (found != variable.values.end()) {
      values[i] = found->second;
    }
  }
}

void AncestralAnswers::keep(const CompiledNetwork& compiled, const States& states,
                            std::size_t variable, double present) {
  const std::lock_guard lock(mutex_);
  Variable& kept = entry(compiled, variable);
  if (kept.has_keys) {
    if (kept.values.size() >= most_values) {
      kept.values.clear();
    }
    kept.values.emplace(key_of(kept, states), present);
  }
}

}  // namespace paraspinal::engine
