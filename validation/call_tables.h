#pragma once

// Simulated calls and simulated people as tables, the same for the terminal, Markdown and HTML.

#include <vector>

#include "validation/page.h"
#include "validation/run.h"

namespace paraspinal::validation {

// A row a set of calls.
Table calls_table(const std::vector<CallSet>& calls);
// By condition: calls of those who have it, and how many were at least as fast as it needs.
Table dangers_table(const std::vector<CallSet>& calls, const knowledge::KnowledgeBase& knowledge);
// Where calls as built end otherwise than all evidence says: from which urgency to which, how
// often, and who asks for the faster of the two. A row a set and pair of urgencies; sets without
// noise.
Table differences_table(const std::vector<CallSet>& calls);
// The ten that most often ask for the faster one, over all those calls.
Table differing_askers_table(const std::vector<CallSet>& calls);
Table simulations_table(const Run& run);

}  // namespace paraspinal::validation
