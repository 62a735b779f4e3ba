#include "engine/split_effect.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace paraspinal::engine {
namespace {

constexpr std::size_t fewest_causes = 16;

// Whether the variable is one of the network, may be split by, and is observed to be present.
bool may_split(const CompiledNetwork& compiled, VariableId variable,
               const EvidenceItems::Item& item) {
  const auto* state = std::get_if<StateIndex>(&item);
  return state != nullptr && *state == 1 && variable.index < compiled.size() &&
         compiled.dissolves(variable.index, 0);
}

// How many causes nothing is known of, and how many of these are certain to raise the effect.
struct OpenCauses {
  std::size_t all = 0;
  std::size_t certain = 0;
};

OpenCauses open_causes(const NoisyOr& noisy_or, const VariableSet& is_observed) {
  OpenCauses open;
  for (const NoisyOrLink& link : noisy_or.raising) {
    if (!is_observed[link.parent.index]) {
      ++open.all;
      open.certain += link.strength == 1 ? 1U : 0U;
    }
  }
  return open;
}

// The present finding of the most causes, if it has very many.
const NoisyOr* widest_effect(const CompiledNetwork& compiled, const Evidence& evidence,
                             std::span<const VariableId> changeable, VariableId& effect) {
  VariableSet is_observed(compiled.size());
  for (const auto& [variable, item] : evidence.items()) {
    if (variable.index < compiled.size()) {
      is_observed.insert(variable.index);
    }
  }
  const NoisyOr* widest = nullptr;
  std::size_t most = fewest_causes - 1;
  for (const auto& [variable, item] : evidence.items()) {
    if (!may_split(compiled, variable, item)) {
      continue;
    }
    const auto* noisy_or = std::get_if<NoisyOr>(&compiled.distribution(variable.index));
    if (noisy_or == nullptr || !noisy_or->lowering.empty() || noisy_or->raising.size() <= most ||
        std::ranges::find(changeable, variable) != changeable.end()) {
      continue;
    }
    const OpenCauses open = open_causes(*noisy_or, is_observed);
    if (open.all > most && 2 * open.certain >= open.all) {
      widest = noisy_or;
      effect = variable;
      most = open.all;
    }
  }
  return widest;
}

}  // namespace

std::optional<SplitEffect> split_effect(const CompiledNetwork& compiled, const Evidence& evidence,
                                        std::span<const VariableId> changeable) {
  VariableId effect;
  const NoisyOr* noisy_or = widest_effect(compiled, evidence, changeable, effect);
  if (noisy_or == nullptr) {
    return std::nullopt;
  }
  SplitEffect split{effect, evidence, evidence};
  split.without.forget(effect);
  split.absent.observe(effect, 0);
  for (const NoisyOrLink& cause : noisy_or->raising) {
    if (cause.strength == 1 && !evidence.items().contains(cause.parent) &&
        std::ranges::find(changeable, cause.parent) == changeable.end()) {
      split.absent.observe(cause.parent, 0);
    }
  }
  return split;
}

std::optional<SplitEffects> split_alike(const CompiledNetwork& compiled,
                                        std::span<const Evidence> sets,
                                        std::span<const VariableId> changeable) {
  std::optional<SplitEffects> all;
  for (const Evidence& evidence : sets) {
    auto split = split_effect(compiled, evidence, changeable);
    if (!split || (all && all->effect != split->effect)) {
      return std::nullopt;
    }
    if (!all) {
      all.emplace(SplitEffects{split->effect, {}, {}});
    }
    all->without.push_back(std::move(split->without));
    all->absent.push_back(std::move(split->absent));
  }
  return all;
}

std::optional<double> difference(const VariationTable& all, const VariationTable& absent,
                                 std::size_t row, std::vector<double>& present) {
  const double absent_share = std::exp(absent.log_evidence(row) - all.log_evidence(row));
  const double left = 1 - absent_share;
  if (!(left >= smallest_share_left)) {
    return std::nullopt;
  }
  present.resize(all.present(row).size());
  for (std::size_t t = 0; t < present.size(); ++t) {
    const double value = (all.present(row, t) - absent_share * absent.present(row, t)) / left;
    present[t] = std::clamp(value, 0.0, 1.0);  // beyond these by rounding only
  }
  return all.log_evidence(row) + std::log1p(-absent_share);
}

}  // namespace paraspinal::engine
