#pragma once

// When the questions may end with nobody sent anywhere (model.md section 7): the safety set is
// closed, P(any remaining answer raises the urgency) is small, and no danger is left open.
//
// "Any remaining answer" is read as: any finding that can be asked here and whose presence alone
// would raise the urgency. P(at least one of them is present) is one exact query, with all of them
// absent (it is never above the sum of their probabilities, the union bound, and far below it where
// they go together). To it is added the sum over those whose absence would raise it, and over
// numbers that a rule waits for (inquire_numbers.h). Rules that
// only two or more further answers would fire are held against the same limit one by one
// (inquire_paths.h).
//
// A part of inquire.h, for it alone.

#include <span>
#include <string>
#include <vector>

#include "knowledge/triage/inquire_paths.h"
#include "knowledge/triage/inquire_worth.h"

namespace paraspinal::triage {

// P(the answer to this one question raises the urgency).
double p_raises(const NextQuestion& question, knowledge::Urgency now);

// Errors: as Inference::posterior.
engine::Result<double> p_any_raises(std::span<const Weighed> remaining, const Weighing& weighing,
                                    knowledge::Urgency now);

// The upper bound of P(condition) for every condition, that a must-not-miss one is held against: of
// its 90 % credible interval, and no less than its posterior; the posterior itself without draws.
// Errors: as intervals.
engine::Result<std::vector<double>> upper_bounds(const Grounds& grounds, const Known& known,
                                                 const InquiryLimits& limits);

// Why the questions may not end yet, with the safety set closed; empty when they may. Errors: as
// Inference::posterior.
engine::Result<std::string> unfinished(std::span<const Weighed> remaining, const GatePaths& paths,
                                       const Weighing& weighing, const Grounds& grounds,
                                       const Known& known, const InquiryLimits& limits);

// Whether a danger is not ruled out, no answer is likely to raise the urgency, and no question left
// would rule the danger out: to ask on would only pass the time.
bool only_a_danger_is_open(std::span<const Weighed> remaining, const GatePaths& paths,
                           const Grounds& grounds, const Known& known, const InquiryLimits& limits);

}  // namespace paraspinal::triage
