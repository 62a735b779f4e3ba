#pragma once

// The project's own plain form of a case: who, when, where, and findings by id.
//
//   {"age_years": 32, "sex": "female", "findings": {"saddle_anaesthesia": "absent",
//   "temp_c": 38.4}}
//
//   const Result<Imported> imported = import_presentation(*parse_json(text), knowledge, {});
//
// A call that was handed over says why in "handed_over" (knowledge/triage/hand_over.h).
//
// Nothing is dropped in silence: what cannot be read is an error, with the nearest known id where
// one is near. Conflicts between findings are left to triage.

#include "engine/result.h"
#include "fhir/import.h"
#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

// Errors (`invalid_argument`) name the first wrong place, its value and what was expected, and how
// many more there are.
engine::Result<Imported> import_presentation(const Json& json,
                                             const knowledge::KnowledgeBase& knowledge,
                                             const ImportOptions& options);

}  // namespace paraspinal::fhir
