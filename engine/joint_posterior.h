#pragma once

// P(several variables | evidence), as a table: pairs for "do these two go together?", more where a
// rule needs a combination.
//
//   const auto joint = joint_posterior(inference, evidence, std::array{sepsis, abscess});
//   joint->values[2 * sepsis_state + abscess_state];

#include <span>
#include <vector>

#include "engine/inference.h"

namespace paraspinal::engine {

struct JointPosterior {
  std::vector<VariableId> variables;  // in the order asked
  std::vector<double> values;         // one entry a joint state, last variable fastest; sums to 1
  double log_evidence = 0;
};

// By the chain rule, P(x, y | e) = P(x | e) P(y | x, e): one query for each joint state of all
// variables but the last; those of probability zero are not asked. No variables give the one
// entry 1. Errors: those of Inference::posterior; `invalid_argument` for a variable asked twice;
// `too_large` for more than 2^16 joint states.
Result<JointPosterior> joint_posterior(const Inference& inference, const Evidence& evidence,
                                       std::span<const VariableId> variables);

}  // namespace paraspinal::engine
