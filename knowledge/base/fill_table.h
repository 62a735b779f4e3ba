#pragma once

// Fills one table from its CSV file: the part of fill.h that reads rows and says why one is
// refused.
//
//   fill_table(*database, "link", "knowledge/content", filled);   // link.csv

#include <string>

#include "engine/result.h"
#include "knowledge/base/database.h"
#include "knowledge/base/fill.h"

namespace paraspinal::knowledge {

// Adds to `filled` the place of each row that went in, and a problem for each that did not.
// Errors: SQLite's own, when the table cannot be asked for its columns.
engine::Result<void> fill_table(const Connection& database, const std::string& table,
                                const std::string& folder, Filled& filled);

}  // namespace paraspinal::knowledge
