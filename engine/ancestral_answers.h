#pragma once

// What one variable is known to give by the states above it: P(present) of variables that no
// evidence below bears on, kept for all who query one network. The same people come again and again
// (an age, a sex, no risk factor known), whatever they complain of.
//
//   std::vector<std::optional<double>> values(variables.size());
//   answers.look_up(compiled, states, variables, values);   // what is known of them
//   answers.keep(compiled, states, variables[3], 0.02);     // what was computed
//
// Safe to use from several threads at once. What is kept must follow from the states above alone,
// so that it is the same bits as if computed again.

#include <cstdint>
#include <limits>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/compiled_network.h"
#include "engine/variable.h"

namespace paraspinal::engine {

class AncestralAnswers {
 public:
  // By variable, known or not.
  using States = std::vector<std::optional<StateIndex>>;

  // Fills in what is known of each variable, one value a variable; leaves the others as they are.
  void look_up(const CompiledNetwork& compiled, const States& states,
               std::span<const std::size_t> variables, std::span<std::optional<double>> values);

  // Which of the variables stand below one that has changed, or are one: true for those, by place.
  std::vector<bool> below(const CompiledNetwork& compiled, std::span<const VariableId> changed,
                          std::span<const std::size_t> variables);

  // Nothing where the joint states above are too many for a key.
  void keep(const CompiledNetwork& compiled, const States& states, std::size_t variable,
            double present);

 private:
  // When so many values of one variable are kept they are all forgotten.
  static constexpr std::size_t most_values = 2048;

  struct Value {
    static constexpr std::uint64_t no_key = std::numeric_limits<std::uint64_t>::max();

    std::uint64_t key = no_key;
    double present = 0;
  };

  // Values by their keys: each in the first free place from that of its key on, for a hundred of
  // these are looked at for one row.
  struct Values {
    std::vector<Value> places;  // a power of two of them, at most half of them taken; or none
    std::size_t taken = 0;

    std::size_t place_of(std::uint64_t key) const;
    void put(Value value);
    void grow();
  };

  struct Variable {
    bool listed = false;
    // Its ancestors, each with what one state more of it adds to a key; none where keys would be
    // too large.
    bool has_keys = false;
    VariableSet and_above;
    std::vector<std::pair<std::uint32_t, std::uint64_t>> above;
    Values values;
  };

  static std::uint64_t key_of(const Variable& variable, const States& states);
  Variable& entry(const CompiledNetwork& compiled, std::size_t variable);

  std::mutex mutex_;
  std::vector<Variable> variables_;
};

}  // namespace paraspinal::engine
