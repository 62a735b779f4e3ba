#include "knowledge/triage/strongest_first.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace paraspinal::triage {

std::vector<const Weight*> strongest_first(const std::vector<Weight>& weights) {
  std::vector<const Weight*> ordered;
  ordered.reserve(weights.size());
  for (const Weight& weight : weights) {
    ordered.push_back(&weight);
  }
  std::ranges::stable_sort(ordered, std::ranges::greater{},
                           [](const Weight* weight) { return std::abs(weight->decibans); });
  return ordered;
}

}  // namespace paraspinal::triage
