#pragma once

// The last stage of the walk: an assessment to JSON text.

#include <string>
#include <string_view>

#include "fhir/import.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"

namespace paraspinal::fhir {

// The whole assessment in the project's own plain form (schema: fhir/ASSESSMENT.md), with the
// ledger under `import`. Numbers are printed shortest that read back the same.
std::string export_assessment(const triage::Assessment& assessment, const Ledger& ledger);

// What an assessment does not know of the moment and the input it was made from. All may be empty.
struct ExportOptions {
  std::string recorded = {};    // ISO instant of the answer; else that at which it was judged
  std::string_view input = {};  // as received: its SHA-256 stands in the Provenance
};

// A FHIR R4 Bundle (collection) of one answer, as fhir/ASSESSMENT.md describes it:
// ClinicalImpression, RiskAssessment over the ranked conditions and one over the contributors, a
// DetectedIssue for each fired gate and for each advice that is withheld, ServiceRequest or
// CommunicationRequest for the disposition, Device and Provenance. Ids follow from the assessment
// alone. The subject is the input's patient; one that it did not name is a display only.
std::string export_bundle(const triage::Assessment& assessment, const Imported& imported,
                          const knowledge::KnowledgeBase& knowledge,
                          const ExportOptions& options = {});

}  // namespace paraspinal::fhir
