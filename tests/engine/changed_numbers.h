#pragma once

// Other numbers for some of a network's variables.

#include <span>
#include <vector>

#include "engine/parameter_variations.h"

namespace paraspinal::tests {

using Changes = std::vector<engine::ChangedDistribution>;

// All of them, at once.
inline engine::Result<engine::VariationTable> present(const engine::ParameterVariations& variations,
                                                      const std::vector<Changes>& changes) {
  return variations.present(changes.size(), [&](std::size_t n) { return std::span(changes[n]); });
}

}  // namespace paraspinal::tests
