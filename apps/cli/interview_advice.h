#pragma once

// The advice of an assessment as a part of the SBAR summary: what can be done, what only with care
// and what is held back, each with its reason.

#include <string>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"

namespace paraspinal::cli {

// Empty when there is no advice. The first few of each kind, and how many more there are.
std::string advice_text(const triage::Assessment& assessment,
                        const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::cli
