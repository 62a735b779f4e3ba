#pragma once

// CDS Hooks 2.0 over HTTP: discovery, the services, feedback (apps/CDS_HOOKS.md).
//
//   const Router router(cds_routes(), {});
//
// A call is answered within the service's budget: what the client did not send is fetched from the
// FHIR server it names, where that is allowed, while there is time; what is needed and still
// missing is a 412. A call that is repeated gets the answer it had, without a second line in the
// audit. The access token is used for those fetches alone.

#include <functional>
#include <string>
#include <vector>

#include "apps/service/http.h"
#include "apps/service/http_client.h"
#include "engine/result.h"

namespace paraspinal::service {

// What the routes need of the world outside; given by tests.
struct CdsOutside {
  // The answer of a server, asked with a bearer token (may be empty), within the seconds. Not asked
  // when there is no HttpClient; its allow-list is the client's.
  std::function<engine::Result<HttpAnswer>(const HttpClient& client, const std::string& url,
                                           const std::string& token, double seconds)>
      fetch;
  std::function<double()> seconds;  // of a clock that only goes forward
};

// HttpClient::get, and the machine's steady clock.
CdsOutside real_outside();

// GET /cds-services, POST /cds-services/{id} and POST /cds-services/{id}/feedback.
std::vector<Route> cds_routes();
std::vector<Route> cds_routes(CdsOutside outside);

}  // namespace paraspinal::service
