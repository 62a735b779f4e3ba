#include "engine/ancestral_answers.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace paraspinal::engine {

// Of the key, or the free one where it would be put.
std::size_t AncestralAnswers::Values::place_of(std::uint64_t key) const {
  // Multiplied by 2^64 over the golden ratio (Knuth), the highest bits depend on all of the key's.
  constexpr std::uint64_t golden = 0x9E3779B97F4A7C15U;
  const auto bits = std::countr_zero(places.size());
  std::size_t place = static_cast<std::size_t>((key * golden) >> (64 - bits));
  while (places[place].key != key && places[place].key != Value::no_key) {
    place = (place + 1) & (places.size() - 1);
  }
  return place;
}

void AncestralAnswers::Values::grow() {
  constexpr std::size_t fewest = 16;
  const std::vector<Value> before = std::exchange(
      places, std::vector<Value>(places.empty() ? fewest : 2 * places.size(), Value{}));
  for (const Value& value : before) {
    if (value.key != Value::no_key) {
      places[place_of(value.key)] = value;
    }
  }
}

void AncestralAnswers::Values::put(Value value) {
  if (2 * taken >= places.size()) {
    grow();
  }
  Value& place = places[place_of(value.key)];
  if (place.key == Value::no_key) {
    place = value;
    ++taken;
  }
}

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
  entry.and_above = compiled.and_above(VariableSet(compiled.size(), std::span(&root, 1)));
  std::uint64_t weight = 1;
  for (std::size_t i = 0; i < variable; ++i) {
    const std::uint64_t extent = compiled.states(i) + 1;
    if (entry.and_above[i] && weight > limit / extent) {
      return entry;
    }
    if (entry.and_above[i]) {
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
    if (!variable.has_keys || variable.values.taken == 0) {
      continue;
    }
    const std::uint64_t key = key_of(variable, states);
    const Value& value = variable.values.places[variable.values.place_of(key)];
    if (value.key == key) {
      values[i] = value.present;
    }
  }
}

std::vector<bool> AncestralAnswers::below(const CompiledNetwork& compiled,
                                          std::span<const VariableId> changed,
                                          std::span<const std::size_t> variables) {
  std::vector<bool> are_below(variables.size());
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const VariableSet& and_above = entry(compiled, variables[i]).and_above;
    are_below[i] = std::ranges::any_of(
        changed, [&](VariableId variable) { return and_above[variable.index]; });
  }
  return are_below;
}

void AncestralAnswers::keep(const CompiledNetwork& compiled, const States& states,
                            std::size_t variable, double present) {
  const std::lock_guard lock(mutex_);
  Variable& kept = entry(compiled, variable);
  if (kept.has_keys) {
    if (kept.values.taken >= most_values) {
      kept.values = {};
    }
    kept.values.put({key_of(kept, states), present});
  }
}

}  // namespace paraspinal::engine
