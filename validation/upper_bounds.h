#pragma once

// An ablation of caution: the urgency of least expected loss when each must-not-miss condition is
// as likely as the upper end of its 90 % interval, instead of its posterior.
//
//   const auto careful = upper_bound_answers(assessed, model, assessor, threads);

#include <vector>

#include "validation/methods.h"

namespace paraspinal::validation {

// One a case, in order; the ranking is that of the assessment.
std::vector<MethodAnswer> upper_bound_answers(const std::vector<Assessed>& assessed,
                                              const Model& model, const triage::Assessor& assessor,
                                              std::size_t threads);

}  // namespace paraspinal::validation
