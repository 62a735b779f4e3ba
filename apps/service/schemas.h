#pragma once

// JSON Schemas (2020-12) of what the JSON API takes and gives, as JSON text, for OpenAPI. They name
// the members that a client can count on, and leave out those that fhir/ASSESSMENT.md describes.

#include <string>

namespace paraspinal::service {

// A presentation, or a FHIR bundle.
std::string case_schema();
std::string assessment_schema();
std::string inquiry_schema();
std::string explanation_schema();
std::string score_list_schema();
std::string score_inputs_schema();
std::string score_schema();
std::string page_schema();
std::string matches_schema();
// {"error": {"kind", "message"}}
std::string error_schema();
// An OperationOutcome.
std::string outcome_schema();
// A FHIR Bundle.
std::string bundle_schema();

}  // namespace paraspinal::service
