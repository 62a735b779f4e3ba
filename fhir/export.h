#pragma once

// The last stage of the walk: an assessment to JSON text.

#include <string>

#include "fhir/import.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"

namespace paraspinal::fhir {

// The whole assessment in the project's own plain form (schema: fhir/ASSESSMENT.md), with the
// ledger under `import`. Numbers are printed shortest that read back the same.
std::string export_assessment(const triage::Assessment& assessment, const Ledger& ledger);

// A FHIR R4 Bundle (collection): a RiskAssessment over the ranked conditions and a DetectedIssue
// for each fired gate. Ids are deterministic. `patient` is the subject's reference; empty gives a
// contained anonymous subject by display only.
std::string export_bundle(const triage::Assessment& assessment, const Imported& imported,
                          const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::fhir
