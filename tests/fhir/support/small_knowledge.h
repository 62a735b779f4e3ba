#pragma once

// A few findings, codes and units, enough to import against without the real content.
//
//   const knowledge::KnowledgeBase knowledge = small_knowledge();
//   const auto imported = import_text(R"({"findings": {"fever": "present"}})");
//
// Findings: saddle_anaesthesia, fever, pregnant, urine_protein (ordinal), edd, lmp (dates), temp_c,
// sbp, dbp, pain_nrs, crp, gestational_age (quantities) and more two-state ones; crp defines
// crp_gt10 and crp_ge50. The tables are in small_knowledge.cpp.

#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "fhir/import.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

const knowledge::KnowledgeBase& small_knowledge();

// Imports with as_of 2026-01-31T10:00:00Z.
engine::Result<Imported> import_text(std::string_view text);
engine::Result<Imported> import_text(std::string_view text, const ImportOptions& options);

// What was imported; fails the test when it is an error.
Imported imported_of(engine::Result<Imported> result);
// The words of the error; "no error".
std::string error_of_import(const engine::Result<Imported>& result);

// The knowledge built in; loaded once.
const knowledge::KnowledgeBase& embedded_knowledge();

// A woman born 1990-06-15, Patient/ID, and a diabetes of such a subject, each JSON of one line.
std::string patient_of(const std::string& id, const std::string& more = "");
std::string diabetes_of(const std::string& id, const std::string& subject);

// A collection of a woman born 1990-06-15 (Patient/1) and these resources, as JSON.
std::string bundle_of(const std::vector<std::string>& resources);
std::string bundle_of(const std::string& patient, const std::vector<std::string>& resources);

// Imports bundle_of(resources); fails the test when that is an error.
Imported import_resources(const std::vector<std::string>& resources);

// "38.4 Cel", "present", "not asked".
std::string said(const Imported& imported, std::string_view finding);

// The ledger's line of a resource: "used: temp_c = 38.4 Cel"; "no such entry".
std::string fate(const Imported& imported, std::string_view resource);

// The words of all issues, a line each.
std::string issues(const Imported& imported);

}  // namespace paraspinal::fhir
