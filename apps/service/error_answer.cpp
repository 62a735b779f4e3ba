#include "apps/service/error_answer.h"

#include "fhir/json.h"
#include "fhir/operation_outcome.h"

namespace paraspinal::service {

using engine::ErrorKind;
using fhir::Json;

int status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::malformed:
      return 400;
    case ErrorKind::not_found:
      return 404;
    case ErrorKind::too_large:
      return 413;
    case ErrorKind::invalid_argument:
    case ErrorKind::impossible:
      return 422;
    case ErrorKind::corrupt:
      return 500;
  }
  return 500;
}

std::string_view name_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::malformed:
      return "malformed";
    case ErrorKind::not_found:
      return "not_found";
    case ErrorKind::too_large:
      return "too_large";
    case ErrorKind::invalid_argument:
      return "invalid_argument";
    case ErrorKind::impossible:
      return "impossible";
    case ErrorKind::corrupt:
      return "corrupt";
  }
  return "corrupt";
}

HttpAnswer error_answer(std::string_view tag, const engine::Error& error) {
  return error_answer(tag, status_of(error.kind), error);
}

HttpAnswer store_failure(std::string_view tag, const engine::Error& error) {
  if (error.kind != ErrorKind::too_large) {
    return error_answer(tag, 500, error);
  }
  HttpAnswer answer = error_answer(
      tag, 503, {ErrorKind::too_large, "the records are in use: try again in a second"});
  answer.headers.emplace_back("Retry-After", "1");
  return answer;
}

HttpAnswer error_answer(std::string_view tag, int status, const engine::Error& error) {
  if (tag == "fhir" || tag == "cds-hooks") {
    return fhir_answer(status, write_json(fhir::operation_outcome(error)));
  }
  return json_answer(
      status, write_json(Json::object(
                  {{"error", Json::object({{"kind", Json::string(std::string(name_of(error.kind)))},
                                           {"message", Json::string(error.message)}})}})));
}

}  // namespace paraspinal::service
