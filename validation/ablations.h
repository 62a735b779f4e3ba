#pragma once

// The knowledge base with one of its parts taken away, to see what that part contributes.
//
//   const auto plain = without_mechanisms(knowledge);        // Result<KnowledgeBase>
//   const auto network = knowledge::compile(*plain);
//
// Not for: answers to anybody.

#include "engine/result.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::validation {

// Every finding hangs on its conditions directly, so that views of one process count as independent
// given the condition. Calibrated anew, like the real one: some seconds. Errors: those of
// knowledge::calibrate.
engine::Result<knowledge::KnowledgeBase> without_mechanisms(
    const knowledge::KnowledgeBase& knowledge);

// The published pre-test probabilities stand as the bases of the conditions, as if the complaint
// and the people's usual risk factors were not in them already. Links stay as solved.
knowledge::KnowledgeBase without_calibration(const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::validation
