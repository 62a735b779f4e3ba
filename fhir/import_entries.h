#pragma once

// The entries of one person's record to a presentation, with a ledger that says of each entry what
// became of it. What a bundle, a share of a bundle and a bulk export have in common.
//
//   const auto imported = import_entries(std::move(entries), *patient, codes, frame);
//   if (!imported) return fail(imported.error());

#include <optional>
#include <string>
#include <vector>

#include "engine/result.h"
#include "fhir/bundle_entries.h"
#include "fhir/clock.h"
#include "fhir/coding.h"
#include "fhir/import.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

// What a case has from elsewhere than its entries.
struct CaseFrame {
  std::optional<Clock> clock;                 // the time to judge at
  std::optional<knowledge::Setting> setting;  // when given; else that of a contact that goes on now
  std::string id;                             // of the presentation; may be empty
  std::vector<Issue> issues;                  // told before any other
};

// `patient` is one of the entries; what is about another is ignored, never merged. A value that
// cannot be used is an issue and leaves its finding unknown. Errors (`invalid_argument`): those of
// import_patient.
engine::Result<Imported> import_entries(std::vector<BundleEntry> entries,
                                        const BundleEntry& patient, const CodeIndex& codes,
                                        const CaseFrame& frame);

}  // namespace paraspinal::fhir
