#pragma once

// What a list of routes answers, as an OpenAPI 3.1 document.
//
//   json_answer(200, open_api(serving.routes, {.version = "0.2.0", .base_url = serving.base_url}));

#include <span>
#include <string>

#include "apps/service/http.h"

namespace paraspinal::service {

struct OpenApiOptions {
  std::string version;
  std::string base_url = {};
};

// Requires schemas that are JSON. An operation for each route; HEAD and OPTIONS are left unsaid.
std::string open_api(std::span<const Route> routes, const OpenApiOptions& options);

}  // namespace paraspinal::service
