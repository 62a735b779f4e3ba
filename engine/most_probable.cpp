#include "engine/most_probable.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <utility>

#include "engine/factor.h"
#include "engine/family_factor.h"
#include "engine/observation.h"
#include "engine/triangulation.h"

namespace paraspinal::engine {
namespace {

constexpr std::size_t largest_table = std::size_t{1} << 22;

std::vector<std::size_t> variables_of(const Factor& factor) {
  std::vector<std::size_t> variables;
  std::ranges::transform(factor.axes(), std::back_inserter(variables), &Axis::variable);
  return variables;
}

// An order in which to eliminate every variable; observed ones have no neighbours.
std::vector<std::size_t> order_of(const Network& network, std::span<const Factor> factors) {
  std::vector<std::size_t> states;
  for (std::size_t i = 0; i < network.size(); ++i) {
    states.push_back(network.variable(VariableId{i}).states.size());
  }
  InteractionGraph graph(states);
  for (const Factor& factor : factors) {
    graph.connect(variables_of(factor));
  }
  return greedy_order(graph, EliminationCost::weighted_fill);
}

// Takes the factors that have the variable out of the list.
std::vector<Factor> take(std::vector<Factor>& factors, std::size_t variable) {
  const auto rest = std::partition(factors.begin(), factors.end(), [&](const Factor& factor) {
    return std::ranges::find(factor.axes(), variable, &Axis::variable) == factor.axes().end();
  });
  std::vector<Factor> taken(std::make_move_iterator(rest), std::make_move_iterator(factors.end()));
  factors.erase(rest, factors.end());
  return taken;
}

// The product of some factors; nothing when it would be too large.
std::optional<Factor> product_of(std::span<const Factor> factors) {
  std::vector<Axis> axes;
  std::vector<const Factor*> pointers;
  for (const Factor& factor : factors) {
    axes = united(axes, factor.axes());
    pointers.push_back(&factor);
  }
  if (joint_states(axes) > largest_table) {
    return std::nullopt;
  }
  return product(pointers);
}

// Divides by the largest entry, which it gives.
double rescale(Factor& factor) {
  const double largest = std::ranges::max(factor.values());
  if (largest > 0) {
    std::vector<double> values(factor.values().begin(), factor.values().end());
    for (double& value : values) {
      value /= largest;
    }
    factor = Factor(factor.axes(), std::move(values));
  }
  return largest;
}

StateIndex best_state(Factor factor, std::size_t variable, std::span<const StateIndex> states) {
  for (const std::size_t other : variables_of(factor)) {
    if (other != variable) {
      factor = slice(factor, other, states[other]);
    }
  }
  return static_cast<StateIndex>(std::ranges::max_element(factor.values()) -
                                 factor.values().begin());
}

}  // namespace

Result<MostProbable> most_probable(const Network& network, const Evidence& evidence) {
  const auto observation = check(network, evidence);
  if (!observation) {
    return fail(observation.error());
  }
  std::vector<Factor> factors;
  for (std::size_t i = 0; i < network.size(); ++i) {
    auto factor = family_factor(network, VariableId{i}, *observation, largest_table);
    if (!factor) {
      return fail(factor.error());
    }
    factors.push_back(*std::move(factor));
  }
  MostProbable result{std::vector<StateIndex>(network.size(), 0), observation->log_scale};
  std::vector<std::pair<std::size_t, Factor>> eliminated;
  for (const std::size_t variable : order_of(network, factors)) {
    if (observation->state[variable]) {
      result.states[variable] = *observation->state[variable];
      continue;
    }
    auto together = product_of(take(factors, variable));
    if (!together) {
      return fail(ErrorKind::too_large, "most probable explanation: a table passes " +
                                            std::to_string(largest_table) + " entries");
    }
    result.log_probability += std::log(rescale(*together));
    std::vector<std::size_t> kept = variables_of(*together);
    std::erase(kept, variable);
    factors.push_back(maximum_onto(*together, kept));
    eliminated.emplace_back(variable, *std::move(together));
  }
  for (const Factor& constant : factors) {
    result.log_probability += std::log(constant.values()[0]);
  }
  if (std::isinf(result.log_probability)) {
    return fail(ErrorKind::impossible, "the evidence has probability 0");
  }
  for (auto step = eliminated.rbegin(); step != eliminated.rend(); ++step) {
    result.states[step->first] = best_state(step->second, step->first, result.states);
  }
  return result;
}

}  // namespace paraspinal::engine
