#pragma once

// The red-flag rules, evaluated on closed answers. Deterministic; no probability enters.

//   const auto read = read_gates(answers, knowledge);
//   evaluate_gates(read, knowledge);                     // what fired, and why
//   hanging_gates(answers, read, setting, knowledge);    // what hangs on an answer in vain

#include <span>
#include <vector>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/answer_table.h"
#include "knowledge/triage/assessment.h"

namespace paraspinal::triage {

// [red flag] The truth of each rule, and the findings that give it that.
std::vector<knowledge::Reasoned> read_gates(const AnswerTable& answers,
                                            const knowledge::KnowledgeBase& knowledge);

// `read`: read_gates(), of every red flag. One gate a rule: fired ones first (fastest urgency
// first), then undecided, then excluded; within these in the order of the content.
std::vector<Gate> evaluate_gates(std::span<const knowledge::Reasoned> read,
                                 const knowledge::KnowledgeBase& knowledge);

// The fastest urgency that a fired gate asks for, self_care when none fired: gate_voice() without
// the reasons.
knowledge::Urgency fired_urgency(const AnswerTable& answers,
                                 const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::triage
