#pragma once

// Who calls: the JWT of a CDS Hooks client, checked in the order issuer, audience, times, tenant,
// signature, first use (CDS Hooks 2.0, "Trusting CDS Clients"). A refusal never says why to the
// client; `why` is for the log.
//
//   const Authentication check(options, client);
//   const auto caller = check.caller_of(request, "https://cds.example/cds-services", now, records);
//   if (!caller) return {.status = 401, .body = ""};

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/records/records.h"
#include "apps/service/http.h"
#include "apps/service/http_client.h"
#include "engine/result.h"

namespace paraspinal::service {

// A client that may call. Its keys are a JWK set given here, or fetched from `key_set_url`.
struct TrustedClient {
  std::string issuer;
  std::optional<std::string> tenant = {};       // demanded when given
  std::optional<std::string> key_set_url = {};  // the only `jku` accepted from it
  std::string keys = {};                        // JWK set as JSON; used when there is no URL
};

struct AuthenticationOptions {
  std::vector<TrustedClient> clients;
  bool also_256 = false;                  // ES256 and RS256 beside ES384 and RS384
  std::int64_t skew_seconds = 60;         // of clocks
  std::int64_t keys_kept_seconds = 3600;  // a fetched key set; an unknown kid fetches once a minute
};

struct Caller {
  std::string issuer;
  std::string token_id;
};

// Thread-safe.
class Authentication {
 public:
  // The client fetches key sets and must outlive this; null when every client's keys are given.
  Authentication(AuthenticationOptions options, const HttpClient* client);
  ~Authentication();

  // The caller of a request to exactly `url`. Without records a token id is remembered in memory.
  // Errors: `invalid_argument`, in words for the log that hold no token.
  engine::Result<Caller> caller_of(const HttpRequest& request, std::string_view url,
                                   std::int64_t now, records::Records* records) const;

 private:
  class Keys;
  AuthenticationOptions options_;
  std::unique_ptr<Keys> keys_;
};

// Reads the options' clients from JSON: {"clients": [{"issuer": ..., "tenant": ..., "jku": ...,
// "keys": {"keys": [...]}}]}. Errors: `malformed`, `invalid_argument`, naming the member.
engine::Result<AuthenticationOptions> read_trusted_clients(std::string_view json);

}  // namespace paraspinal::service
