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
#include <mutex>
#include <optional>
#include <span>
#include <unordered_map>
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

  // Nothing where the joint states above are too many for a key.
  void keep(const CompiledNetwork& compiled, const States& states, std::size_t variable,
            double present);

 private:
  // When so many values of one variable are kept they are all forgotten.
  static constexpr std::size_t most_values = 2048;

  struct Variable {
    bool listed = false;
    // Its ancestors, each with what one state more of it adds to a key; none where keys would be
    // too large.
    bool has_keys = false;
    std::vector<std::pair<std::uint32_t, std::uint64_t>> above;
    std::unordered_map<std::uint64_t, double> values;
  };

  static std::uint64_t key_of(const Variable& variable, const States& states);
  Variable& entry(const CompiledNetwork& compiled, std::size_t variable);

  std::mutex mutex_;
  std::vector<Variable> variables_;
};

}  // namespace paraspinal::engine
