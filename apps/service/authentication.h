#pragma once

// Who calls: the JWT of a CDS Hooks client, checked in the order issuer, audience, times, tenant,
// signature, first use (CDS Hooks 2.0, "Trusting CDS Clients"; RFC 7515, 7517, 7519). A refusal
// never says why to the client; the error's words are for the log.
//
//   const Authentication check(options, client);
//   const auto caller = check.caller_of(request, "https://cds.example/cds-services", now, records);
//   if (!caller) return {.status = 401, .body = ""};
//
// The algorithm is that of the key, never the token's own choice: ES384 and RS384, by option ES256
// and RS256, none else. A key set is fetched from the client's one URL only, when it is first
// needed, again after half of `keys_kept_seconds` or for an unknown `kid`, and at most once a
// minute; one older than `keys_kept_seconds` is not used.

#include <cstdint>
#include <functional>
#include <memory>
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
  std::int64_t keys_kept_seconds = 3600;  // a fetched key set
};

struct Caller {
  std::string issuer;
  std::string token_id;
};

// The text of a key set at a URL.
using FetchKeySet = std::function<engine::Result<std::string>(const std::string& url)>;

// Thread-safe.
class Authentication {
 public:
  // The client fetches key sets and must outlive this; null when every client's keys are given.
  Authentication(AuthenticationOptions options, const HttpClient* client);
  Authentication(AuthenticationOptions options, const FetchKeySet& fetch);
  ~Authentication();

  // The caller of a request to exactly `url`. Without records a token id is remembered in memory
  // (100,000 of them at most; then all are refused until some expire). `now` is seconds since 1970.
  // Errors: `invalid_argument`, in words for the log that hold no token; others as of the records,
  // when they cannot say whether the token is new.
  engine::Result<Caller> caller_of(const HttpRequest& request, std::string_view url,
                                   std::int64_t now, records::Records* records) const;

 private:
  class Memory;
  AuthenticationOptions options_;
  std::unique_ptr<Memory> memory_;
};

// Reads the options from JSON: {"also_256": true, "clients": [{"issuer": ..., "tenant": ...,
// "jku": ..., "keys": {"keys": [...]}}]}; each client has `jku` or `keys`. Errors: `malformed`,
// `invalid_argument`, naming the member.
engine::Result<AuthenticationOptions> read_trusted_clients(std::string_view json);

}  // namespace paraspinal::service
