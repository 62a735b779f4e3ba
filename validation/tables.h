#pragma once

// The measures of a run as tables, the same for the terminal, Markdown and HTML.

#include <string>
#include <vector>

#include "validation/page.h"
#include "validation/run.h"

namespace paraspinal::validation {

// "94 % (61/65), 85-98": the share, the counts, the exact 95 % interval. "-" of nothing.
std::string shown(const Proportion& proportion);
// So many digits after the point.
std::string shown(double value, int digits);

// A row a measure, a column a method.
Table methods_table(const std::string& caption, const std::vector<MethodMeasures>& methods);
// A row a group.
Table groups_table(const SetMeasures& set);
// How many levels too slow or too fast, by method.
Table levels_table(const SetMeasures& set);
Table gaps_table(const std::vector<Gap>& gaps);
// Each aim of the protocol, what was found, and whether it was met.
Table aims_table(const Run& run);

// Everything unsafe by the protocol, each by name; empty when nothing was.
std::vector<std::string> unsafe(const Run& run);

}  // namespace paraspinal::validation
