#pragma once

// How often a finding is heard without any of its causes. Not the leak of the network: a strong
// single likelihood ratio is capped at ten by letting its finding happen more often without a cause
// (effect_solver.h), which is right for what an answer is worth and wrong for how often it is
// heard. With the network's own leak numbness between the legs would be told by one caller in
// eighteen; its row says one in 125.
//
//   const std::vector<double> leaks = believed_leaks(knowledge);    // [finding]
//   const double absent = p_absent * absent_scale(knowledge.solved.leak[f], leaks[f]);
//
// Not for: evidence. An answer is worth what the network says.

#include <vector>

#include "knowledge/base/knowledge_base.h"

namespace paraspinal::knowledge {

// The solved leak; for a finding with a capped row at most the highest background that one of its
// rows gives.
std::vector<double> believed_leaks(const KnowledgeBase& knowledge);

// What turns P(finding absent) under one leak into that under another: without a leak a noisy-OR is
// absent by the same probability in both. `solved` is below 1.
double absent_scale(double solved, double believed);

}  // namespace paraspinal::knowledge
