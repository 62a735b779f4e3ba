#include "apps/service/authentication.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <mutex>
#include <utility>

#include "apps/service/client_keys.h"
#include "apps/service/jwt.h"
#include "apps/service/token.h"

namespace paraspinal::service {

using engine::ErrorKind;
using engine::fail;
using engine::Result;

namespace {

constexpr std::size_t most_remembered = 100'000;
constexpr std::size_t most_quoted = 200;

tl::unexpected<engine::Error> refuse(std::string words) {
  return fail(ErrorKind::invalid_argument, "token: " + std::move(words));
}

// What a token said of itself, for one line of a log.
std::string quoted(std::string_view text) {
  std::string words(text.substr(0, most_quoted));
  std::replace_if(
      words.begin(), words.end(),
      [](char character) { return std::iscntrl(static_cast<unsigned char>(character)) != 0; }, ' ');
  return "\"" + words + "\"";
}

Result<std::string_view> bearer_token(const HttpRequest& request) {
  constexpr std::string_view scheme = "bearer ";
  const auto [first, end] = request.headers.equal_range("authorization");
  if (first == end || std::next(first) != end) {
    return refuse(first == end ? "none; expected Authorization: Bearer"
                               : "several headers Authorization; expected one");
  }
  const std::string_view value = first->second;
  const bool is_bearer =
      value.size() > scheme.size() &&
      std::equal(scheme.begin(), scheme.end(), value.begin(), [](char expected, char character) {
        return std::tolower(static_cast<unsigned char>(character)) == expected;
      });
  return is_bearer ? Result<std::string_view>(value.substr(scheme.size()))
                   : refuse("another scheme of Authorization; expected Bearer");
}

Result<void> check_times(const Token& token, std::int64_t now, std::int64_t skew) {
  if (now >= token.expires + skew) {
    return refuse("expired at " + std::to_string(token.expires) + "; it is " + std::to_string(now));
  }
  if (token.not_before && *token.not_before > now + skew) {
    return refuse("not before " + std::to_string(*token.not_before) + "; it is " +
                  std::to_string(now));
  }
  if (token.issued_at > now + skew) {
    return refuse("issued at " + std::to_string(token.issued_at) + ", in the future; it is " +
                  std::to_string(now));
  }
  return {};
}

// Audience, times, tenant and jku, in this order.
Result<void> check_claims(const Token& token, const TrustedClient& client, std::string_view url,
                          std::int64_t now, std::int64_t skew) {
  if (std::find(token.audience.begin(), token.audience.end(), url) == token.audience.end()) {
    return refuse("of " + quoted(token.issuer) +
                  " for another audience; expected the URL that was called");
  }
  auto in_time = check_times(token, now, skew);
  if (!in_time) {
    return in_time;
  }
  if (client.tenant && token.tenant != client.tenant) {
    return refuse("of " + quoted(token.issuer) + " for tenant " +
                  quoted(token.tenant.value_or("")) + "; expected " + quoted(*client.tenant));
  }
  if (token.key_set_url && token.key_set_url != client.key_set_url) {
    return refuse("of " + quoted(token.issuer) + " with jku " + quoted(*token.key_set_url) +
                  "; expected " +
                  (client.key_set_url ? quoted(*client.key_set_url) : std::string("none")));
  }
  return {};
}

bool is_accepted(Algorithm algorithm, bool also_256) {
  switch (algorithm) {
    case Algorithm::es384:
    case Algorithm::rs384:
      return true;
    case Algorithm::es256:
    case Algorithm::rs256:
      return also_256;
  }
  return false;
}

// 96 bytes for ES384: r and s, not DER. An RSA signature is as long as its key, which the library
// checks.
bool has_length_of(Algorithm algorithm, std::size_t bytes) {
  switch (algorithm) {
    case Algorithm::es256:
      return bytes == 64;
    case Algorithm::es384:
      return bytes == 96;
    case Algorithm::rs256:
    case Algorithm::rs384:
      return bytes >= 256;
  }
  return false;
}

Result<void> check_signature(const Token& token, const std::vector<PublicKey>& keys,
                             bool also_256) {
  if (keys.empty()) {
    return refuse("of " + quoted(token.issuer) + " with kid " + quoted(token.key_id) +
                  "; expected the kid of one of its keys");
  }
  for (const PublicKey& key : keys) {
    if (is_accepted(key.algorithm, also_256) && token.algorithm == words_of(key.algorithm)) {
      const bool holds = has_length_of(key.algorithm, token.signature_bytes) &&
                         signature_holds(key, token.signed_part, token.signature);
      return holds ? Result<void>()
                   : refuse("of " + quoted(token.issuer) + ": its signature does not hold");
    }
  }
  return refuse("of " + quoted(token.issuer) + " with alg " + quoted(token.algorithm) +
                "; expected that of its key: ES384 or RS384" +
                (also_256 ? ", ES256 or RS256" : ""));
}

}  // namespace

// The clients' keys, and the tokens used when there are no records.
class Authentication::Memory {
 public:
  Memory(const AuthenticationOptions& options, const FetchKeySet& fetch) {
    for (const TrustedClient& client : options.clients) {
      keys_.push_back(std::make_unique<ClientKeys>(client, options.keys_kept_seconds, fetch));
    }
  }

  ClientKeys& keys_of(std::size_t client) { return *keys_[client]; }

  Result<bool> first_use(const Token& token, std::int64_t expires, std::int64_t now) {
    const std::lock_guard lock(mutex_);
    if (used_.size() >= most_remembered) {
      std::erase_if(used_, [now](const auto& used) { return used.second < now; });
    }
    const std::pair key(token.issuer, token.id);
    if (used_.size() >= most_remembered && !used_.contains(key)) {
      return refuse(std::to_string(most_remembered) +
                    " are remembered; expected fewer, or records to keep them in");
    }
    return used_.emplace(key, expires).second;
  }

 private:
  std::vector<std::unique_ptr<ClientKeys>> keys_;  // of the options' clients, in their order
  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, std::int64_t> used_;  // issuer and jti to its end
};

Authentication::Authentication(AuthenticationOptions options, const FetchKeySet& fetch)
    : options_(std::move(options)), memory_(std::make_unique<Memory>(options_, fetch)) {}

Authentication::~Authentication() = default;

Result<Caller> Authentication::caller_of(const HttpRequest& request, std::string_view url,
                                         std::int64_t now, records::Records* records) const {
  const auto text = bearer_token(request);
  const auto token = text ? read_token(*text) : fail(text.error());
  if (!token) {
    return fail(token.error());
  }
  const auto client =
      std::find_if(options_.clients.begin(), options_.clients.end(),
                   [&](const TrustedClient& known) { return known.issuer == token->issuer; });
  if (client == options_.clients.end()) {
    return refuse("of an issuer that is not known; expected one of " +
                  std::to_string(options_.clients.size()) + " trusted issuers");
  }
  const auto fits = check_claims(*token, *client, url, now, options_.skew_seconds);
  if (!fits) {
    return fail(fits.error());
  }
  const auto index = static_cast<std::size_t>(client - options_.clients.begin());
  const auto holds = check_signature(*token, memory_->keys_of(index).keys_of(token->key_id, now),
                                     options_.also_256);
  if (!holds) {
    return fail(holds.error());
  }
  const std::int64_t end = token->expires + options_.skew_seconds;
  const auto first = records == nullptr ? memory_->first_use(*token, end, now)
                                        : records->first_use(token->issuer, token->id, end, now);
  if (!first || !*first) {
    return first ? refuse("of " + quoted(token->issuer) + " with jti " + quoted(token->id) +
                          ", used before; expected a new one")
                 : fail(first.error());
  }
  return Caller{token->issuer, token->id};
}

}  // namespace paraspinal::service
