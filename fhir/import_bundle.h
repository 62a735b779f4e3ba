#pragma once

// FHIR R4 Bundle to a presentation, with a ledger that says of each entry what became of it.
//
//   const Result<Imported> imported = import_bundle(*parse_json(text), knowledge, {.as_of = now});
//
// Exactly one patient: several are refused, and what is about another than the patient is ignored,
// never merged.

#include "engine/result.h"
#include "fhir/import.h"
#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

// Errors as import_case names them for a bundle.
engine::Result<Imported> import_bundle(const Json& bundle,
                                       const knowledge::KnowledgeBase& knowledge,
                                       const ImportOptions& options);

}  // namespace paraspinal::fhir
