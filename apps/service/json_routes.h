#pragma once

// The JSON API: a case's assessment, its next question, why a condition is thought of, scores, and
// what the knowledge says. Answers of `paraspinal assess --format json` and of POST /assess are the
// same bytes for the same input, time and options.
//
//   const Router router(json_routes(), {});
//
// Not for: FHIR operations (fhir_routes.h) and CDS Hooks (cds_routes.h).

#include <vector>

#include "apps/service/http.h"

namespace paraspinal::service {

// All of those below.
std::vector<Route> json_routes();

// POST /assess, /next-question, /explain: a presentation or a FHIR bundle in the body.
std::vector<Route> case_routes();
// GET /score and /score/{name}, POST /score/{name}.
std::vector<Route> score_routes();
// GET /knowledge, /knowledge/{kind}/{id} and /search.
std::vector<Route> knowledge_routes();

}  // namespace paraspinal::service
