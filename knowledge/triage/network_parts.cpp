#include "knowledge/triage/network_parts.h"

namespace paraspinal::triage {

std::vector<NetworkPart> parts_of(const knowledge::ClinicalNetwork& network) {
  std::vector<NetworkPart> parts(network.network.size());
  for (std::size_t c = 0; c < network.conditions.size(); ++c) {
    parts[network.conditions[c].index] = {Part::contributor, c};
  }
  for (const engine::VariableId primary : network.network.parents(network.complaint)) {
    parts[primary.index].part = Part::primary;
  }
  for (std::size_t m = 0; m < network.mechanisms.size(); ++m) {
    parts[network.mechanisms[m].index] = {Part::mechanism, m};
  }
  for (const auto& background : network.backgrounds) {
    if (background) {
      parts[background->index].part = Part::background;
    }
  }
  return parts;
}

}  // namespace paraspinal::triage
