#pragma once

// The audit of an assessment that the service gave, where records are kept.
//
//   if (const auto told = audit_assessment(serving, imported, depth, assessment); !told)
//     return store_failure(tag, told.error());
//
// What is kept of it stands in cli/audited_assessment.h. Not for hooks: see cds_call.h.

#include <string>

#include "apps/service/serving.h"
#include "engine/result.h"
#include "fhir/import.h"
#include "knowledge/triage/assess.h"
#include "knowledge/triage/assessment.h"

namespace paraspinal::service {

// Whom a line about a client's resource is filed under: "https://ehr.example|Patient/1", for ids
// are a client's own; "Patient/1" where no client is named.
std::string person_key(const Serving& serving, const std::string& resource);

// Of the patient that a bundle names, else of the presentation's own id; about nobody when it has
// none. Errors: those of Records::append.
engine::Result<void> audit_assessment(const Serving& serving, const fhir::Imported& imported,
                                      const triage::AssessOptions& depth,
                                      const triage::Assessment& assessment);

}  // namespace paraspinal::service
