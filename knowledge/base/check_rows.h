#pragma once

// The part of check.h that asks the database itself: each check is a query for the rows that are
// wrong and the words for each.

#include <string>
#include <vector>

#include "knowledge/base/database.h"
#include "knowledge/base/fill.h"

namespace paraspinal::knowledge {

// Problems, in the order of the checks and within one of the rows.
std::vector<std::string> check_rows(const Connection& database, const Places& places);

}  // namespace paraspinal::knowledge
