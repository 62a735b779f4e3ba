#pragma once

// The entries of a Bundle that an import reads: resources that exist, in their latest version.
//
//   const Result<std::vector<BundleEntry>> entries = bundle_entries(bundle);
//   if (!entries) return fail(entries.error());
//   for (const BundleEntry& entry : *entries) if (entry.skipped_because.empty()) ...

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "fhir/json.h"

namespace paraspinal::fhir {

// Views into the bundle, which outlives it.
struct BundleEntry {
  const Json* resource = nullptr;  // null when the entry has none
  std::string_view type;           // resourceType; empty when it has none
  std::string_view full_url;
  std::string name;             // "Observation/7", or "entry[3]" without type or id
  std::string where;            // "Bundle.entry[3].resource"
  std::string skipped_because;  // empty when it is to be read
};

// Errors: `malformed` when the type is unknown or an entry has the wrong shape; `invalid_argument`
// for a *-response, which holds no data of a person, and for a bundle without entries. Outcomes of
// a search, deletions, and older versions of the same resource are skipped, with the reason.
engine::Result<std::vector<BundleEntry>> bundle_entries(const Json& bundle);

}  // namespace paraspinal::fhir
