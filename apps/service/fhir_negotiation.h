#pragma once

// Which representation a FHIR client asks for and sends (FHIR R4, RESTful API, 3.1.0.1.11): JSON is
// spoken here, in version 4.0.
//
//   if (auto refusal = refused_format(request)) return *refusal;   // 406 or 415
//   fhir_answer(200, fhir_text(request, resource));                // indented when _pretty=true
//
// `_format` overrides Accept. `fhirVersion` 4.0 and 4.3 (R4B, the same for what is read here) are
// taken, others are not.

#include <optional>
#include <string>
#include <string_view>

#include "apps/service/http.h"
#include "fhir/json.h"

namespace paraspinal::service {

// Nothing when the client takes JSON, and sent JSON if anything.
std::optional<HttpAnswer> refused_format(const HttpRequest& request);

// Prefer: handling=strict. Lenient without it.
bool is_strict(const HttpRequest& request);

std::string fhir_text(const HttpRequest& request, const fhir::Json& resource);

}  // namespace paraspinal::service
