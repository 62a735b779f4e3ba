#pragma once

// What each variable of the clinical network is to the effects below it.

#include <cstddef>
#include <vector>

#include "knowledge/base/clinical_network.h"

namespace paraspinal::triage {

enum class Part { other, primary, contributor, mechanism, background };

struct NetworkPart {
  Part part = Part::other;
  std::size_t place = 0;  // of a condition or a mechanism, in the content

  bool is_condition() const { return part == Part::primary || part == Part::contributor; }
};

// [variable of the network]
std::vector<NetworkPart> parts_of(const knowledge::ClinicalNetwork& network);

}  // namespace paraspinal::triage
