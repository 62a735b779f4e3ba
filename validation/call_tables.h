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
Table simulations_table(const Run& run);

}  // namespace paraspinal::validation
