#pragma once

// Calls by each way into each red-flag rule, as tables and as a section of the report.
//
//   page.sections.push_back(rule_ways_section(made));

#include "validation/page.h"
#include "validation/rule_way_calls.h"

namespace paraspinal::validation {

// A row an urgency: rules, ways, and how many were found.
Table rule_ways_table(const RuleWayCalls& made);
// A row each way that was not found.
Table missed_ways_table(const RuleWayCalls& made);
Table rules_without_way_table(const RuleWayCalls& made);

Section rule_ways_section(const RuleWayCalls& made);

}  // namespace paraspinal::validation
