#pragma once

// The files of a bulk export: all `.ndjson` of a folder, or one such file.
//
//   if (is_export(input)) files = read_export(input);

#include <string>
#include <vector>

#include "engine/result.h"
#include "fhir/bulk.h"

namespace paraspinal::cli {

// True for a folder, and for a file whose name ends in .ndjson.
bool is_export(const std::string& input);

// In order of their names; each is named with its folder, for what is told. Errors: `not_found`
// when a file cannot be read or the folder has no `.ndjson`, `too_large` above the limit of
// fhir::BulkLimits. Folders inside are not entered.
engine::Result<std::vector<fhir::BulkFile>> read_export(const std::string& input);

}  // namespace paraspinal::cli
