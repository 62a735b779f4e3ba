#pragma once

// What red flags cost, as tables and as a section of the report.
//
//   page.sections.push_back(rule_burden_section(burdens));

#include "validation/page.h"
#include "validation/rule_burden.h"

namespace paraspinal::validation {

// A row each urgency of `reaches`: who is sent so fast, and who needs it.
Table reach_table(const RuleBurdens& burdens);
// A row an urgency: callers by gates, by loss, by both, and what they need.
Table levels_of_callers_table(const RuleBurdens& burdens);
// A row each rule that fired.
Table rule_costs_table(const RuleBurdens& burdens);

Section rule_burden_section(const RuleBurdens& burdens);

}  // namespace paraspinal::validation
