#pragma once

// The first stage of the walk: JSON text to a presentation. The text is a FHIR R4 Bundle or a plain
// presentation; which one is read from the text itself.
//
//   const auto imported = import_case(text, knowledge, {.as_of = "2026-01-31T10:00:00Z"});
//   if (!imported) return fail(imported.error());
//   imported->presentation;  imported->ledger.issues;
//
// Record silence is never absence: a finding that the record does not state is left out.

#include <optional>
#include <string>
#include <string_view>

#include "engine/result.h"
#include "fhir/issue.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::fhir {

struct ImportOptions {
  std::string as_of;                          // ISO date or time; overrides the input's own
  std::optional<knowledge::Setting> setting;  // overrides the input's own
  std::string now = {};  // ISO time for an input that states none: the clock is an argument
};

struct Imported {
  triage::Presentation presentation;
  Ledger ledger;
  std::string patient;  // "Patient/1" when a bundle named one; else empty
};

// Errors, each naming the place and value: `malformed` (not JSON, duplicate key, text after the
// end, not UTF-8, wrong resourceType), `too_large` (size or depth limits), `invalid_argument`
// (unknown finding id, a state or number the finding cannot have, no patient or several, a deceased
// patient, an empty bundle).
engine::Result<Imported> import_case(std::string_view text,
                                     const knowledge::KnowledgeBase& knowledge,
                                     const ImportOptions& options);

}  // namespace paraspinal::fhir
