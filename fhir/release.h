#pragma once

// Which release of FHIR a resource was written in. Everything is read as R4 (R4B is the same here);
// the shapes of R5 and STU3 that differ are read too, and it is said where they were met.
//
//   release_of(resource);              // Release::r5 of a MedicationStatement with `adherence`
//   add(issues, other_releases(entries));

#include <optional>
#include <string_view>
#include <vector>

#include "fhir/bundle_entries.h"
#include "fhir/issue.h"
#include "fhir/json.h"

namespace paraspinal::fhir {

enum class Release { stu3, r5 };

// By its shape; nothing for R4, and for whatever R4 could also have written.
std::optional<Release> release_of(const Json& resource);

// One issue (information) for each release other than R4 that is met, with the first resources.
std::vector<Issue> other_releases(const std::vector<BundleEntry>& entries);

}  // namespace paraspinal::fhir
