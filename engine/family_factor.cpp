#include "engine/family_factor.h"

#include <algorithm>
#include <string>
#include <utility>

namespace paraspinal::engine {

Result<Factor> family_factor(const Network& network, VariableId id, const Observation& observation,
                             std::size_t limit) {
  std::vector<VariableId> family(network.parents(id).begin(), network.parents(id).end());
  family.push_back(id);
  std::vector<StateIndex> states;
  std::vector<std::size_t> open;  // positions in the family that are not observed
  for (std::size_t i = 0; i < family.size(); ++i) {
    const auto& observed = observation.state[family[i].index];
    states.push_back(observed.value_or(0));
    if (!observed) {
      open.push_back(i);
    }
  }
  std::ranges::sort(open, {}, [&](std::size_t i) { return family[i]; });
  std::vector<Axis> axes;
  for (const std::size_t i : open) {
    axes.push_back({family[i].index, network.variable(family[i]).states.size()});
  }
  if (joint_states(axes) > limit) {
    return fail(ErrorKind::too_large, "the table of '" + network.variable(id).name +
                                          "' given its unobserved parents passes " +
                                          std::to_string(limit) + " entries");
  }
  const std::span<const double> likelihood = observation.likelihood[id.index];
  std::vector<double> values(joint_states(axes));
  for (double& value : values) {
    value = network.conditional(id, states.back(), std::span(states).first(family.size() - 1));
    value *= likelihood.empty() ? 1 : likelihood[states.back()];
    for (std::size_t i = open.size(); i-- > 0;) {
      if (++states[open[i]] < axes[i].states) {
        break;
      }
      states[open[i]] = 0;
    }
  }
  return Factor(std::move(axes), std::move(values));
}

}  // namespace paraspinal::engine
