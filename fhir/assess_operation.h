#pragma once

// The operation $assess: a FHIR request in, the assessment as a FHIR Bundle out. The walk of one
// case, as everywhere: import, assess, export.
//
//   const auto bundle = assess_operation(body, clinic, "2026-11-26T05:00:00Z");
//   if (!bundle) reply(422, operation_outcome(bundle.error()));
//
// The body is a Bundle, or Parameters with `bundle` and, each where it is wanted, `setting`,
// `as-of`, `draws` and `seed` (assess_definition in capability_statement.h). In the place of
// `bundle`, `presentation` (a string) may hold the plain form of a case.

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/result.h"
#include "fhir/import.h"
#include "fhir/importer.h"
#include "knowledge/triage/assess.h"
#include "knowledge/triage/clinic.h"

namespace paraspinal::fhir {

// What the body asks for.
struct AssessRequest {
  std::string case_text;  // JSON of a Bundle or a presentation
  ImportOptions options;
  triage::AssessOptions depth;
};

inline constexpr std::size_t most_operation_draws = 2000;

// `now` is an ISO time, for a request that states none. Errors: `malformed` for JSON, or a resource
// that is neither; `invalid_argument` for a parameter that is not known, repeated, or of another
// kind.
engine::Result<AssessRequest> read_assess_request(std::string_view body, const std::string& now);

// All of one answer.
struct AssessedCase {
  AssessRequest request;
  Imported imported;
  triage::Assessment assessment;
  std::string bundle;  // JSON
};

// The importer is of the clinic's knowledge. Errors: those of read_assess_request, import_case and
// Assessor::assess.
engine::Result<AssessedCase> assessed_case(std::string_view body, const triage::Clinic& clinic,
                                           const Importer& importer, const std::string& now);

// JSON of the Bundle. Errors: these, and those of import_case and Assessor::assess.
engine::Result<std::string> assess_operation(std::string_view body, const triage::Clinic& clinic,
                                             const std::string& now);

}  // namespace paraspinal::fhir
