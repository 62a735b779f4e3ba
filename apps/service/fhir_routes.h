#pragma once

// FHIR R4 over HTTP (apps/FHIR.md): what the service can do, the Questionnaires, the next question
// of the adaptive one, and the assessment of a record.
//
//   const Router router(fhir_routes(key), {});
//
// GET /fhir/metadata, /fhir/Questionnaire, /fhir/Questionnaire/{id},
// /fhir/OperationDefinition/{id}; POST /fhir/$assess and /fhir/Questionnaire/$next-question. Errors
// are OperationOutcomes: 400 what is no JSON or no such resource, 404, 406 and 415 other formats,
// 413, 422 what cannot be gone on from. Answers hold nothing that was not sent or reckoned from it;
// nothing is stored.

#include <string>
#include <vector>

#include "apps/service/http.h"

namespace paraspinal::service {

// `key` signs what was asked, and must be the same in every service at which a form may be taken up
// again. 32 random bytes made at the start will do for one service: a form that was begun before a
// restart is then refused, and begun anew. Requires one.
std::vector<Route> fhir_routes(std::string key);

}  // namespace paraspinal::service
