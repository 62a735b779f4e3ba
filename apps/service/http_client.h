#pragma once

// Asks other servers, those on a list only: the EHR's FHIR server that a CDS request names, and the
// key sets of its clients. A URL found in data is never followed elsewhere.
//
//   const HttpClient client({.allowed = {"https://ehr.example/fhir"}});
//   const auto patient = client.get("https://ehr.example/fhir/Patient/1",
//                                   {{"Authorization", "Bearer ..."}}, 0.3);
//
// The seconds are kept whatever the server does; only looking up its name may take longer.
// Const and thread-safe.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "apps/service/http.h"
#include "engine/result.h"

namespace paraspinal::service {

struct HttpClientOptions {
  std::vector<std::string> allowed;     // bases: scheme, host, port and a path that URLs begin with
  std::size_t most_bytes = 10U << 20U;  // of an answer
  std::string certificates = {};        // a file of authorities; the system's when empty
};

class HttpClient {
 public:
  explicit HttpClient(HttpClientOptions options) : options_(std::move(options)) {}

  // True when the URL begins with a base of the list: same scheme, host and port, and the base's
  // path as whole segments; no "..", no user part.
  bool is_allowed(std::string_view url) const;

  // The answer, whatever its status; redirects are not followed. Errors: `invalid_argument` for a
  // URL that is not allowed; `not_found` when no answer came within the seconds; `too_large`.
  engine::Result<HttpAnswer> get(const std::string& url,
                                 const std::vector<std::pair<std::string, std::string>>& headers,
                                 double seconds) const;

 private:
  HttpClientOptions options_;
};

}  // namespace paraspinal::service
