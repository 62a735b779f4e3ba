// What CDS Hooks needs of the world outside, as it is: real_outside, and the routes over it.

#include <chrono>

#include "apps/service/cds_routes.h"

namespace paraspinal::service {

CdsOutside real_outside() {
  return {.fetch =
              [](const HttpClient& client, const std::string& url, const std::string& token,
                 double seconds) {
                std::vector<std::pair<std::string, std::string>> headers = {
                    {"Accept", "application/fhir+json"}};
                if (!token.empty()) {
                  headers.emplace_back("Authorization", "Bearer " + token);
                }
                return client.get(url, headers, seconds);
              },
          .seconds =
              [] {
                return std::chrono::duration<double>(
                           std::chrono::steady_clock::now().time_since_epoch())
                    .count();
              }};
}

std::vector<Route> cds_routes() {
  return cds_routes(real_outside());
}

}  // namespace paraspinal::service
