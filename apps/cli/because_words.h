#pragma once

// Because of what a red flag has fired, for people: each finding's name, with its value where the
// value is what counts.
//
//   because_words(gate, assessment, knowledge);   // {"Temperature: 38.6 degrees C", "Fever"}

#include <string>
#include <vector>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"

namespace paraspinal::cli {

// `used`: the answers that the gate was evaluated on (Assessment::used). A finding that is not
// among them, or that is there without more, is its name; one that is not there, or that nobody can
// say, is said so.
std::vector<std::string> because_words(const triage::Gate& gate,
                                       const std::vector<triage::UsedAnswer>& used,
                                       const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::cli
