#pragma once

// An inquiry as JSON: whether to go on asking, and the questions with their wording and with what
// an answer may be.
//
//   json_answer(200, inquiry_json(inquiry, knowledge, 1));

#include <cstddef>
#include <string>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/inquire.h"

namespace paraspinal::service {

// {"state", "reason", "safety_answered", "safety_total", "questions": [...], "further": [...],
// "knowledge"}; at most so many questions in each. Ends with a line end, as the assessment does.
std::string inquiry_json(const triage::Inquiry& inquiry, const knowledge::KnowledgeBase& knowledge,
                         std::size_t most_questions);

}  // namespace paraspinal::service
