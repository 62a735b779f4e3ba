#pragma once

// The questions of a phase, best first, several of a bundle in one breath.
//
//   auto questions = safety_questions(safety, grounds, known, weighing);
//
// A part of inquire.h, for it alone.

#include <span>
#include <vector>

#include "engine/result.h"
#include "knowledge/triage/inquire.h"
#include "knowledge/triage/inquire_known.h"
#include "knowledge/triage/inquire_worth.h"
#include "knowledge/triage/urgency.h"

namespace paraspinal::triage {

// Of the safety set that is not asked yet, with what is read beside it: by phase, then P(raises)
// times severity a second. Errors: as Inference::posterior.
engine::Result<std::vector<NextQuestion>> safety_questions(const SafetySet& safety,
                                                           const Grounds& grounds,
                                                           const Known& known,
                                                           const Weighing& weighing);

// Of the weighed candidates: those that keep the call open first, then by worth. Errors: as
// Inference::posterior.
engine::Result<std::vector<NextQuestion>> value_questions(std::span<const Weighed> singles,
                                                          const Grounds& grounds,
                                                          const Known& known,
                                                          const Weighing& weighing,
                                                          const InquiryLimits& limits);

}  // namespace paraspinal::triage
