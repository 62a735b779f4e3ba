#pragma once

// Do the 90 % credible intervals hold what they should? One set of parameters is drawn and taken
// for the truth; a person is drawn from that truth, and the program, which knows only the content's
// figures and how uncertain they are, gives intervals. They should hold nine in ten of the
// posteriors that the truth would have given.
//
//   const IntervalCoverage ran = interval_coverage(model, {.people = 40, .seed = 1});
//
// It tests the arithmetic of intervals, never whether the figures' uncertainty is right.

#include "validation/interval.h"
#include "validation/simulated_calibration.h"
#include "validation/verdict.h"

namespace paraspinal::validation {

struct IntervalCoverage {
  std::size_t people = 0;
  std::size_t failed = 0;
  Proportion covered;  // posteriors of conditions that the program gives 1 % or more
  Interval by_person;  // 95 % interval of the mean share a person, by bootstrap: the posteriors of
                       // one person hang together
};

// `plan.told` is read as true.
IntervalCoverage interval_coverage(const Model& model, const SimulationPlan& plan);

}  // namespace paraspinal::validation
