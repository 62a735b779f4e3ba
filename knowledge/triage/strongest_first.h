#pragma once

// The weights of a condition in the order in which people read them.
//
//   for (const Weight* weight : strongest_first(condition.weights)) ...
//
// An assessment holds them in the order of the findings: most are never read.

#include <vector>

#include "knowledge/triage/assessment.h"

namespace paraspinal::triage {

// The greatest first, whichever its sign; equal ones in the order given. Points into `weights`.
std::vector<const Weight*> strongest_first(const std::vector<Weight>& weights);

}  // namespace paraspinal::triage
