#include "engine/relevance.h"

namespace paraspinal::engine {

std::vector<bool> with_ancestors(const Network& network, std::span<const VariableId> roots) {
  std::vector<bool> kept(network.size(), false);
  for (const VariableId root : roots) {
    kept[root.index] = true;
  }
  // Parents stand before their children, so one walk backwards reaches every ancestor.
  for (std::size_t i = network.size(); i-- > 0;) {
    if (kept[i]) {
      for (const VariableId parent : network.parents(VariableId{i})) {
        kept[parent.index] = true;
      }
    }
  }
  return kept;
}

}  // namespace paraspinal::engine
