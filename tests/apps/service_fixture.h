#pragma once

// What tests of the service share: a Serving over the embedded knowledge, loaded once, and requests
// as values.
//
//   const HttpAnswer answer = router.dispatch(post("/assess", "{}"), serving()).answer;
//   member(answer.body, "error.kind");   // "malformed"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "apps/service/http.h"
#include "apps/service/serving.h"
#include "knowledge/triage/clinic.h"

namespace paraspinal::apps_tests {

std::shared_ptr<const triage::Clinic> embedded_clinic();

// At 2026-11-20T18:30:00Z, at http://127.0.0.1:8420.
service::Serving serving();

// Requests as http_server.cpp makes them, with the host of serving().
service::HttpRequest get(std::string path);
service::HttpRequest post(std::string path, std::string body,
                          std::string type = "application/json");

// The value of a header, or "(none)".
std::string header(const service::HttpAnswer& answer, std::string_view name);

// The text of a JSON string or number at a place like "conditions.0.id"; "(none)" without one.
std::string member(const std::string& json, const std::string& place);

}  // namespace paraspinal::apps_tests
