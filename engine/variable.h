#pragma once

// A discrete random variable and the strong id by which a network names it.

#include <compare>
#include <cstddef>
#include <string>
#include <vector>

namespace paraspinal::engine {

// The position of a variable in its network, in order of adding.
struct VariableId {
  std::size_t index = 0;
  auto operator<=>(const VariableId&) const = default;
};

// The position of a state in its variable. In a two-state variable 0 is absent and 1 is present.
using StateIndex = std::size_t;

struct Variable {
  std::string name;
  std::vector<std::string> states;  // at least two, all different

  bool operator==(const Variable&) const = default;
};

// {name, {"absent", "present"}}: the two-state variable that noisy-OR and log-odds speak of.
Variable two_state(std::string name);

}  // namespace paraspinal::engine
