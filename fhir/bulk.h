#pragma once

// A bulk export (FHIR Bulk Data Access): files of NDJSON, one resource a line, of many patients, to
// one case a patient. The caller reads the files.
//
//   const auto bulk = import_bulk({{"Patient.000.ndjson", text}, ...}, knowledge, options);
//   if (!bulk) return fail(bulk.error());
//   bulk->cases.patients;  bulk->issues;            // bad lines, "Condition.000.ndjson:12"
//
// Memory is that of all resources at once, about four times the text, which is why the text has a
// limit: a patient's resources stand in many files, in any order. For more, export by groups.

#include <cstddef>
#include <string>
#include <vector>

#include "engine/result.h"
#include "fhir/import.h"
#include "fhir/import_cases.h"
#include "fhir/issue.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

struct BulkFile {
  std::string name;  // "Condition.000.ndjson", for what is told
  std::string text;
};

struct BulkCases {
  Cases cases;                // in order of the patients' ids
  std::vector<Issue> issues;  // lines that are no resource, and files that were not read
  std::size_t resources = 0;  // read, of all lines
};

struct BulkLimits {
  std::size_t bytes = 256U << 20U;  // of all files together
};

// Blank lines and a last line without its end are as they should be; a bad line is an issue, and
// the rest is read. `log.ndjson`, the log of an export, is not read. Errors: `too_large`;
// `invalid_argument` when there is no Patient, or `as_of` is no date or time.
engine::Result<BulkCases> import_bulk(const std::vector<BulkFile>& files,
                                      const knowledge::KnowledgeBase& knowledge,
                                      const ImportOptions& options, const BulkLimits& limits = {});

}  // namespace paraspinal::fhir
