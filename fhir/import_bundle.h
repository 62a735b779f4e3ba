#pragma once

// FHIR R4 Bundle to a presentation, with a ledger that says of each entry what became of it.
//
//   const Result<Imported> imported = import_bundle(*parse_json(text), knowledge, {.as_of = now});
//
// Exactly one patient: several are refused, and what is about another than the patient is ignored,
// never merged.

#include "engine/result.h"
#include "fhir/coding.h"
#include "fhir/import.h"
#include "fhir/import_entries.h"
#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

// What the bundle itself says of its cases, with what the options override. Errors
// (`invalid_argument`): an `as_of` that is no date or time.
engine::Result<CaseFrame> frame_of(const Json& bundle, const ImportOptions& options);

// Errors as import_case names them for a bundle.
engine::Result<Imported> import_bundle(const Json& bundle, const CodeIndex& codes,
                                       const ImportOptions& options);
// The same with an index of its own, which takes longer than a small bundle.
engine::Result<Imported> import_bundle(const Json& bundle,
                                       const knowledge::KnowledgeBase& knowledge,
                                       const ImportOptions& options);

}  // namespace paraspinal::fhir
