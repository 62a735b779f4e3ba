#pragma once

// JSON text to as many cases as it has patients: each gets what is about them, and one that cannot
// be used leaves the others as they are. `import_case` is the same for exactly one, and refuses
// several.
//
//   const auto cases = import_cases(text, knowledge, {.as_of = now});
//   if (!cases) return fail(cases.error());                  // nothing can be read
//   for (const auto& one : cases->patients) if (one) assess(one->presentation);

#include <string_view>
#include <vector>

#include "engine/result.h"
#include "fhir/bundle_entries.h"
#include "fhir/import.h"
#include "fhir/import_entries.h"
#include "fhir/issue.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

struct Cases {
  // One a patient, in order; an error names the patient. Each knows its own ledger only.
  std::vector<engine::Result<Imported>> patients;
  std::vector<LedgerEntry> unassigned;  // resources of no patient, with the reason
};

// A plain presentation, or a bundle of one patient, is one case. Errors: those of import_case, save
// that of several patients.
engine::Result<Cases> import_cases(std::string_view text, const knowledge::KnowledgeBase& knowledge,
                                   const ImportOptions& options);

// The same of entries from anywhere. Of several patients each case has its patient's id as its own.
Cases cases_of(const std::vector<BundleEntry>& entries, const knowledge::KnowledgeBase& knowledge,
               const CaseFrame& frame);

}  // namespace paraspinal::fhir
