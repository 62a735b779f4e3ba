#pragma once

// What the content must satisfy across its rows and tables, beyond what schema.sql itself can say.
//
//   const auto problems = check(*database, places);   // "red_flag.csv:12: column rule: ..."
//
// Takes a database that fill.h has filled without problems.

#include <string>
#include <vector>

#include "knowledge/base/database.h"
#include "knowledge/base/fill.h"

namespace paraspinal::knowledge {

// Checks, each with its own words: rules can be read and name findings; no red flag is under NOT in
// one rule and sought in another; one parameter row a condition, finding and kind; a prior in each
// setting; a prevalence for each risk factor; levels, codes, units, states and dispositions that
// exist; shares that sum to one; low <= point <= high; grades and words of verification that
// README.md defines; a reason for each finding without weight.
std::vector<std::string> check(const Connection& database, const Places& places);

}  // namespace paraspinal::knowledge
