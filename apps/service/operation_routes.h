#pragma once

// What those who run the service ask it: is it alive and ready, what did it do, what can it answer.
//
//   const Router router(operation_routes(), {});
//
// Open to everybody who reaches the port; nothing in the answers is about a person.

#include <vector>

#include "apps/service/http.h"

namespace paraspinal::service {

// GET /, /healthz, /readyz, /metrics and /openapi.json.
std::vector<Route> operation_routes();

}  // namespace paraspinal::service
