// Entry point: cds_routes.

#include "apps/service/cds_routes.h"

#include <memory>
#include <utility>

#include "apps/service/cds_call.h"
#include "apps/service/error_answer.h"
#include "apps/service/serving.h"
#include "fhir/cds_hooks_feedback.h"
#include "fhir/cds_hooks_services.h"
#include "knowledge/base/sha256.h"

namespace paraspinal::service {

using engine::Error;
using engine::ErrorKind;

namespace {

HttpAnswer discovery(const HttpRequest& request, const Serving& serving) {
  const std::string body =
      write_json(fhir::discovery(fhir::cds_services(serving.clinic->knowledge())));
  const std::string tag = "\"" + knowledge::sha256(body).substr(0, 32) + "\"";
  const std::vector<std::pair<std::string, std::string>> headers = {
      {"ETag", tag}, {"Cache-Control", "max-age=3600"}};
  if (request.header("if-none-match") == tag) {
    return {.status = 304, .body = "", .headers = headers};
  }
  HttpAnswer answer = json_answer(200, body);
  answer.headers = headers;
  return answer;
}

// The service that the path names, or the answer that says there is none.
struct Named {
  std::vector<fhir::CdsService> services;
  const fhir::CdsService* service = nullptr;
  HttpAnswer none = {};
};

Named named(const HttpRequest& request, const Serving& serving) {
  Named found{.services = fhir::cds_services(serving.clinic->knowledge())};
  const auto id = request.captured.find("id");
  const std::string text = id == request.captured.end() ? std::string() : id->second;
  found.service = service_named(found.services, text);
  if (found.service == nullptr) {
    found.none = error_answer(
        "cds-hooks", 404,
        {ErrorKind::not_found,
         "service \"" + text.substr(0, 60) + "\": unknown, expected an id of GET /cds-services"});
  }
  return found;
}

HttpAnswer call(const HttpRequest& request, const Serving& serving, const CdsOutside& outside) {
  const Named found = named(request, serving);
  return found.service == nullptr ? found.none
                                  : CdsCall(request, serving, *found.service, outside).answer();
}

HttpAnswer feedback(const HttpRequest& request, const Serving& serving) {
  const Named found = named(request, serving);
  if (found.service == nullptr) {
    return found.none;
  }
  const auto body = fhir::parse_json(request.body);
  if (!body) {
    return error_answer("cds-hooks", body.error().kind == ErrorKind::too_large ? 413 : 400,
                        body.error());
  }
  const auto read = fhir::read_feedback(*body);
  if (!read) {
    return error_answer("cds-hooks", 400, read.error());
  }
  if (serving.records != nullptr) {
    std::vector<records::Feedback> kept;
    for (const fhir::CardFeedback& one : *read) {
      kept.push_back({.at = serving.now,
                      .service = found.service->id,
                      .card = one.card,
                      .outcome = one.accepted ? "accepted" : "overridden",
                      .outcome_at = one.at,
                      .detail = one.detail});
    }
    if (const auto added = serving.records->add_feedback(kept); !added) {
      return error_answer("cds-hooks", 500, added.error());
    }
  }
  return json_answer(200, "{}");
}

std::string request_schema() {
  return R"({"type":"object","required":["hook","hookInstance","context"],"properties":{)"
         R"("hook":{"type":"string"},"hookInstance":{"type":"string","format":"uuid"},)"
         R"("fhirServer":{"type":"string","format":"uri"},"fhirAuthorization":{"type":"object"},)"
         R"("context":{"type":"object"},"prefetch":{"type":"object"}}})";
}

std::string cards_schema() {
  return R"({"type":"object","required":["cards"],"properties":{"cards":{"type":"array","items":)"
         R"({"type":"object","required":["summary","indicator","source"]}}}})";
}

}  // namespace

std::vector<Route> cds_routes(CdsOutside outside) {
  const std::vector<std::string> json = {"application/json", "application/fhir+json"};
  return {
      {.method = "GET",
       .path = "/cds-services",
       .summary = "The CDS Hooks services offered, each with what it wants prefetched.",
       .tag = "cds-hooks",
       .statuses = {200, 304},
       .response_schema = R"({"type":"object","required":["services"]})",
       .answer = discovery},
      {.method = "POST",
       .path = "/cds-services/{id}",
       .summary = "Cards for one moment of a clinician's work.",
       .tag = "cds-hooks",
       .consumes = json,
       .statuses = {200, 400, 404, 412, 413, 422},
       .request_schema = request_schema(),
       .response_schema = cards_schema(),
       .answer = [outside = std::move(outside)](
                     const HttpRequest& request,
                     const Serving& serving) { return call(request, serving, outside); }},
      {.method = "POST",
       .path = "/cds-services/{id}/feedback",
       .summary = "What a clinician did with cards: accepted or overridden, and why.",
       .tag = "cds-hooks",
       .consumes = json,
       .statuses = {200, 400, 404, 413},
       .request_schema = R"({"type":"object","required":["feedback"]})",
       .answer = feedback},
  };
}

}  // namespace paraspinal::service
