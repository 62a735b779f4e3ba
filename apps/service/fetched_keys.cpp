// The constructor of Authentication that fetches key sets over HTTP.

#include <utility>

#include "apps/service/authentication.h"

namespace paraspinal::service {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

namespace {

constexpr double seconds_to_wait = 2;
constexpr int status_of_success = 200;

FetchKeySet fetch_by(const HttpClient* client) {
  if (client == nullptr) {
    return {};
  }
  return [client](const std::string& url) -> Result<std::string> {
    const auto answer = client->get(url, {{"Accept", "application/json"}}, seconds_to_wait);
    if (!answer) {
      return fail(answer.error());
    }
    if (answer->status != status_of_success) {
      return fail(ErrorKind::not_found, url + ": status " + std::to_string(answer->status) +
                                            "; expected a key set with status 200");
    }
    return answer->body;
  };
}

}  // namespace

Authentication::Authentication(AuthenticationOptions options, const HttpClient* client)
    : Authentication(std::move(options), fetch_by(client)) {}

}  // namespace paraspinal::service
