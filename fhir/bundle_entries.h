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
  std::string_view request_url;  // of a transaction or history; empty when it has none
  std::string name;              // "Observation/7", or "entry[3]" without type or id
  std::string where;             // "Bundle.entry[3].resource"
  std::string skipped_because;   // empty when it is to be read
};

// The entry's name when it is made of type and id; else empty.
std::string_view type_and_id(const BundleEntry& entry);

// An entry takes a hundred times the bytes that a hostile text needs for it. A record of a lifetime
// has some ten thousand.
inline constexpr std::size_t most_entries = 100'000;

// Errors: `too_large` for more entries than that; `malformed` when the type is unknown or an entry
// has the wrong shape; `invalid_argument` for a *-response, which holds no data of a person, and
// for a bundle without entries. Outcomes of a search, deletions, and older versions of the same
// resource are skipped, with the reason.
engine::Result<std::vector<BundleEntry>> bundle_entries(const Json& bundle);

// One page of a search is not the whole record.
bool has_next_page(const Json& bundle);

// Marks all but the latest version of each resource as skipped; resources of one type and id whose
// fullUrls differ are no versions of each other. By meta.lastUpdated, else by
// versionId, else (`newest_first`, as in a history) by order. Versions that nothing orders all
// stay, unless they are equal.
std::vector<BundleEntry> without_older(std::vector<BundleEntry> entries, bool newest_first);

}  // namespace paraspinal::fhir
