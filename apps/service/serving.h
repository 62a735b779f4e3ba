#pragma once

// What one request is answered from. The server makes it anew for each request, so that a request
// that began with one knowledge ends with it, though the service has loaded another meanwhile.
//
//   HttpAnswer assess(const HttpRequest& request, const Serving& serving) {
//     imported_case(serving, request.body, {.now = serving.now}) ...

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "apps/records/records.h"
#include "apps/service/http.h"
#include "apps/service/http_client.h"
#include "engine/result.h"
#include "fhir/import.h"
#include "fhir/importer.h"
#include "knowledge/triage/clinic.h"

namespace paraspinal::service {

class KnowledgeShelf;
class Metrics;

struct Serving {
  std::shared_ptr<const triage::Clinic> clinic;
  const fhir::Importer* importer = nullptr;  // of its knowledge; null where none is kept
  std::string now;                           // ISO time, UTC: "2026-11-20T18:30:00Z"
  std::int64_t now_seconds = 0;              // the same since 1970
  std::string base_url;                      // as clients reach it, without a last slash
  std::string version;                       // of the software
  records::Records* records = nullptr;       // null when the service keeps none
  const HttpClient* client = nullptr;        // for hosts that are allowed; null when there are none
  std::string client_name;                   // issuer of the token; empty when none was demanded
  double budget_seconds = 0.4;               // within which the answer should be given
  // What the service says about itself; null and empty where only a case is answered.
  const KnowledgeShelf* shelf = nullptr;
  const Metrics* metrics = nullptr;
  std::span<const Route> routes = {};
};

// As fhir::import_case, by the importer that is kept, where one is.
inline engine::Result<fhir::Imported> imported_case(const Serving& serving, std::string_view text,
                                                    const fhir::ImportOptions& options) {
  return serving.importer == nullptr ? fhir::import_case(text, serving.clinic->knowledge(), options)
                                     : serving.importer->import_case(text, options);
}

}  // namespace paraspinal::service
