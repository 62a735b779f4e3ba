#include "engine/observation.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <string>

namespace paraspinal::engine {
namespace {

std::optional<std::string> fault_of(const Likelihood& likelihood, std::size_t states) {
  if (likelihood.size() != states) {
    return "has " + std::to_string(likelihood.size()) + " entries; expected " +
           std::to_string(states) + ", one a state";
  }
  for (std::size_t i = 0; i < states; ++i) {
    if (!(likelihood[i] >= 0) || !std::isfinite(likelihood[i])) {
      std::ostringstream number;
      number << likelihood[i];
      return "entry " + std::to_string(i) + " is " + number.str() +
             "; expected a finite number, 0 or more";
    }
  }
  if (std::ranges::count(likelihood, 0.0) == static_cast<std::ptrdiff_t>(states)) {
    return "is all zero; expected a positive entry";
  }
  return std::nullopt;
}

void observe(Observation& observation, std::size_t index, const Likelihood& likelihood) {
  const auto first = std::ranges::find_if(likelihood, [](double value) { return value > 0; });
  if (std::all_of(first + 1, likelihood.end(), [](double value) { return value == 0; })) {
    observation.state[index] = static_cast<StateIndex>(first - likelihood.begin());
    observation.log_scale += std::log(*first);
    return;
  }
  observation.likelihood.set(index, likelihood);
}

}  // namespace

VariableSet known_variables(const Observation& observation) {
  VariableSet known(observation.state.size());
  if (observation.implied.size() > 0) {
    known.insert(observation.implied);
  }
  for (const VariableId variable : observation.observed) {
    if (observation.state[variable.index]) {
      known.insert(variable.index);
    }
  }
  return known;
}

VariableSet softly_observed(const Observation& observation) {
  VariableSet soft(observation.likelihood.size());
  for (const VariableId variable : observation.observed) {
    if (!observation.likelihood[variable.index].empty()) {
      soft.insert(variable.index);
    }
  }
  return soft;
}

Result<Observation> check(const Network& network, const Evidence& evidence) {
  Observation observation;
  observation.state.resize(network.size());
  observation.likelihood = SoftEvidence(network.size());
  observation.observed.reserve(evidence.items().size());
  for (const auto& [id, item] : evidence.items()) {
    if (id.index >= network.size()) {
      return fail(ErrorKind::invalid_argument, "evidence on variable " + std::to_string(id.index) +
                                                   ", which is unknown; the network has " +
                                                   std::to_string(network.size()));
    }
    const Variable& variable = network.variable(id);
    observation.observed.push_back(id);
    if (const auto* state = std::get_if<StateIndex>(&item)) {
      if (*state >= variable.states.size()) {
        return fail(ErrorKind::invalid_argument,
                    "evidence on '" + variable.name + "': state " + std::to_string(*state) +
                        " is unknown; it has " + std::to_string(variable.states.size()) +
                        " states");
      }
      observation.state[id.index] = *state;
      continue;
    }
    const Likelihood& likelihood = std::get<Likelihood>(item);
    if (const auto words = fault_of(likelihood, variable.states.size())) {
      return fail(ErrorKind::invalid_argument,
                  "evidence on '" + variable.name + "': the likelihood " + *words);
    }
    observe(observation, id.index, likelihood);
  }
  return observation;
}

}  // namespace paraspinal::engine
