#include "engine/barren_targets.h"

#include <algorithm>
#include <utility>

#include "engine/ancestral_evidence.h"

namespace paraspinal::engine {
namespace {

// Of each variable up to the last one asked for, whether it is unobserved, and neither it nor
// anything unobserved above it bears on evidence.
std::vector<char> find_barren(const CompiledNetwork& compiled, const Observation& observation,
                              std::span<const VariableId> changeable, std::size_t last) {
  const VariableSet may_change(compiled.size(), changeable);
  VariableSet roots = may_change;
  roots.insert(observation.observed);
  const VariableSet bears = compiled.and_above(std::move(roots), observation.implied);
  // Parents stand before their children.
  std::vector<char> barren(last + 1, 0);
  for (std::size_t i = 0; i <= last; ++i) {
    if (bears[i] || observation.state[i]) {
      continue;
    }
    const auto parents = compiled.parents(i);
    barren[i] = std::ranges::all_of(parents,
                                    [&](std::size_t parent) {
                                      return barren[parent] != 0 ||
                                             (observation.state[parent] && !may_change[parent]);
                                    })
                    ? 1
                    : 0;
  }
  return barren;
}

}  // namespace

std::vector<std::optional<double>> barren_targets(const CompiledNetwork& compiled,
                                                  const Observation& observation,
                                                  std::span<const VariableId> changeable,
                                                  std::span<const VariableId> targets,
                                                  AncestralAnswers& answers) {
  std::size_t last = 0;
  for (const VariableId target : targets) {
    last = std::max(last, target.index);
  }
  const std::vector<char> barren = find_barren(compiled, observation, changeable, last);
  std::vector<bool> asked;
  asked.reserve(targets.size());
  for (const VariableId target : targets) {
    asked.push_back(barren[target.index] != 0 && compiled.states(target.index) == 2);
  }
  return AncestralEvidence(compiled, targets, answers).values(observation.state, asked);
}

}  // namespace paraspinal::engine
