#pragma once

// Red-flag rules that hang on an answer nobody could give: what was asked and is unknown or refused
// is never taken for a no (model.md section 5, voice 3).
//
//   for (const HangingGate& gate : hanging_gates(answers, read, setting, knowledge)) {
//     knowledge.findings[gate.finding];  // a rash that does not fade: cannot say
//     *gate.flag;                        // fires with it, on what else is known
//   }

#include <span>
#include <vector>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/answer_table.h"

namespace paraspinal::triage {

// Of who cannot say what safety asks (model.md section 5, voice 3).
inline constexpr knowledge::Urgency floor_urgency = knowledge::Urgency::same_day;

struct HangingGate {
  knowledge::FindingId finding;              // asked, and unknown or refused
  const knowledge::RedFlag* flag = nullptr;  // into the knowledge base
};

// Of each finding that the setting can obtain and that was asked in vain the fastest rule, faster
// than `floor_urgency`, that it keeps undecided; in the order of the content's findings. It does
// when the rule waits for nothing but what was asked in vain, or when something that the finding
// could be makes the rule true, or leaves it waiting so. `read`: read_gates() of the answers.
std::vector<HangingGate> hanging_gates(const AnswerTable& answers,
                                       std::span<const knowledge::Reasoned> read,
                                       knowledge::Setting setting,
                                       const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::triage
