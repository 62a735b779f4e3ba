#include "apps/service/error_answer.h"

#include <string>

#include "fhir/json.h"
#include "fhir/operation_outcome.h"

namespace paraspinal::service {

using engine::ErrorKind;
using fhir::Json;

namespace {

bool is_fhir(std::string_view tag) {
  return tag == "fhir" || tag == "cds-hooks";
}

std::string error_json(std::string_view kind, std::string_view message) {
  return write_json(
      Json::object({{"error", Json::object({{"kind", Json::string(std::string(kind))},
                                            {"message", Json::string(std::string(message))}})}}));
}

}  // namespace

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

HttpAnswer busy_answer(std::string_view tag, std::string_view words) {
  HttpAnswer answer =
      is_fhir(tag)
          ? fhir_answer(503, write_json(fhir::operation_outcome(fhir::Later::transient, words)))
          : json_answer(503, error_json("busy", words));
  answer.headers.emplace_back("Retry-After", "1");
  return answer;
}

HttpAnswer throttled_answer(std::string_view tag, std::string_view words, int retry_after_seconds) {
  HttpAnswer answer =
      is_fhir(tag)
          ? fhir_answer(429, write_json(fhir::operation_outcome(fhir::Later::throttled, words)))
          : json_answer(429, error_json("throttled", words));
  answer.headers.emplace_back("Retry-After", std::to_string(retry_after_seconds));
  return answer;
}

HttpAnswer store_failure(std::string_view tag, const engine::Error& error) {
  return error.kind == ErrorKind::too_large
             ? busy_answer(tag, "the records are in use: try again in a second")
             : error_answer(tag, 500, error);
}

HttpAnswer error_answer(std::string_view tag, int status, const engine::Error& error) {
  if (is_fhir(tag)) {
    return fhir_answer(status, write_json(fhir::operation_outcome(error)));
  }
  return json_answer(status, error_json(name_of(error.kind), error.message));
}

}  // namespace paraspinal::service
