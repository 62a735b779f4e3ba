#pragma once

// An error as the answer to a request, in the form that the route's clients expect: an
// OperationOutcome for the tags "fhir" and "cds-hooks", else {"error": {"kind": ..., "message":
// ...}}.
//
//   const auto imported = fhir::import_case(request.body, knowledge, options);
//   if (!imported) return error_answer("json", imported.error());
//
// The message may quote what was sent: it goes to the sender only, never into a log.

#include <string>
#include <string_view>

#include "apps/service/http.h"
#include "engine/result.h"

namespace paraspinal::service {

// malformed 400, not_found 404, too_large 413, invalid_argument and impossible 422, corrupt 500.
int status_of(engine::ErrorKind kind);
// "invalid_argument"
std::string_view name_of(engine::ErrorKind kind);

HttpAnswer error_answer(std::string_view tag, const engine::Error& error);
HttpAnswer error_answer(std::string_view tag, int status, const engine::Error& error);

// What may be answered when it is asked again: 503 with Retry-After of a second where something is
// in use, 429 where the client asks too often. As FHIR their code is `transient` and `throttled`,
// else their kind is `busy` and `throttled`.
HttpAnswer busy_answer(std::string_view tag, std::string_view words);
HttpAnswer throttled_answer(std::string_view tag, std::string_view words, int retry_after_seconds);

// What the records could not do: busy while another process holds their file, else 500, whose words
// are for the log.
HttpAnswer store_failure(std::string_view tag, const engine::Error& error);

}  // namespace paraspinal::service
