#pragma once

// References between the resources of one bundle, resolved within it and never fetched (FHIR R4,
// references; Bundle, resolving references in bundles).
//
//   const References references(entries);
//   const Json* medication = references.resolve(*element, resource, full_url);   // null: elsewhere
//
// In this order: "#id" contained; the exact fullUrl; "Type/id" beside the referring entry's own
// fullUrl, then of an entry that stands on no other server; "Type?identifier=system|value"; the
// reference's logical identifier. What two entries are called names neither. A version
// ("/_history/2") is not looked at. Patients and medications are indexed by identifier, the
// only types that are reached so.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "fhir/bundle_entries.h"
#include "fhir/json.h"

namespace paraspinal::fhir {

class References {
 public:
  // The entries must outlive this object.
  explicit References(const std::vector<BundleEntry>& entries);

  // The resource that a Reference element names, or null when it is not in the bundle. `from` is
  // the resource that holds the element and `full_url` that of its entry. O(1) and follows one step
  // only, so cycles do no harm.
  const Json* resolve(const Json& reference, const Json& from, std::string_view full_url) const;

  // Of each fullUrl and each identifier that two resources have, a sentence.
  const std::vector<std::string>& ambiguous() const { return ambiguous_; }

 private:
  using Index = std::unordered_map<std::string_view, const Json*>;

  const Json* by_url(std::string_view url, std::string_view full_url) const;
  const Json* by_identifier(const Json& reference) const;

  // Keys are views of the entries; null for what several are called.
  Index by_full_url_;
  Index by_type_and_id_;
  Index without_server_;  // "Type/id" of entries whose fullUrl names no server
  std::unordered_map<std::string, const Json*> by_identifier_;  // "Patient?system|value"
  std::vector<std::string> ambiguous_;
};

// "Patient/1" of a resource; empty without type or id.
std::string type_and_id(const Json& resource);

}  // namespace paraspinal::fhir
