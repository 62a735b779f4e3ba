#include "apps/service/token.h"

#include <cmath>
#include <utility>

#include "apps/service/base64_url.h"
#include "fhir/json.h"

namespace paraspinal::service {

using engine::ErrorKind;
using engine::fail;
using engine::Result;
using fhir::Json;

namespace {

constexpr std::size_t most_id_bytes = 256;
constexpr double last_second_of_year_9999 = 253'402'300'799.0;
constexpr fhir::JsonLimits token_limits{.bytes = most_token_bytes, .depth = 10, .values = 1000};

tl::unexpected<engine::Error> refuse_member(std::string_view member, std::string_view expected) {
  return fail(ErrorKind::invalid_argument,
              "token: " + std::string(member) + ": expected " + std::string(expected));
}

struct Parts {
  std::string_view header;
  std::string_view claims;
  std::string_view signature;
};

std::optional<Parts> parts_of(std::string_view text) {
  const auto first = text.find('.');
  const auto second = first == std::string_view::npos ? first : text.find('.', first + 1);
  if (second == std::string_view::npos || text.find('.', second + 1) != std::string_view::npos) {
    return std::nullopt;
  }
  return Parts{text.substr(0, first), text.substr(first + 1, second - first - 1),
               text.substr(second + 1)};
}

// Puts the string of a member into `into`; what is wrong otherwise.
Result<void> take_text(const Json& object, std::string_view part, std::string_view name,
                       std::string& into) {
  const Json* member = object.member(name);
  if (member == nullptr || !member->is_string() || member->text().empty()) {
    return refuse_member(std::string(part) + "." + std::string(name), "a string that is not empty");
  }
  into = std::string(member->text());
  return {};
}

Result<void> take_text(const Json& object, std::string_view part, std::string_view name,
                       std::optional<std::string>& into) {
  if (object.member(name) == nullptr) {
    return {};
  }
  return take_text(object, part, name, into.emplace());
}

Result<void> take_time(const Json& claims, std::string_view name, std::int64_t& into) {
  const Json* member = claims.member(name);
  const auto seconds = member == nullptr ? std::nullopt : member->as_double();
  if (!seconds || !(*seconds >= 0) || *seconds > last_second_of_year_9999) {
    return refuse_member("claims." + std::string(name), "a number of seconds since 1970");
  }
  into = static_cast<std::int64_t>(std::floor(*seconds));
  return {};
}

Result<void> take_time(const Json& claims, std::string_view name,
                       std::optional<std::int64_t>& into) {
  return claims.member(name) == nullptr ? Result<void>() : take_time(claims, name, into.emplace());
}

Result<void> take_audience(const Json& claims, std::vector<std::string>& into) {
  const Json* member = claims.member("aud");
  if (member != nullptr && member->is_string()) {
    into.emplace_back(member->text());
  } else if (member != nullptr && member->is_array()) {
    for (const auto& item : member->items()) {
      if (!item.is_string()) {
        return refuse_member("claims.aud", "a string or an array of strings");
      }
      into.emplace_back(item.text());
    }
  }
  return into.empty() ? Result<void>(refuse_member("claims.aud", "a string or an array of strings"))
                      : Result<void>();
}

Result<void> take_header(const Json& header, Token& token) {
  std::string type;
  if (!header.is_object()) {
    return refuse_member("header", "a JSON object");
  }
  if (header.member("crit") != nullptr) {
    return refuse_member("header.crit", "none: no extension is known");
  }
  auto taken = take_text(header, "header", "alg", token.algorithm)
                   .and_then([&] { return take_text(header, "header", "typ", type); })
                   .and_then([&] { return take_text(header, "header", "kid", token.key_id); })
                   .and_then([&] { return take_text(header, "header", "jku", token.key_set_url); });
  if (taken && type != "JWT" && type != "jwt") {
    return refuse_member("header.typ", "JWT");
  }
  return taken;
}

Result<void> take_claims(const Json& claims, Token& token) {
  if (!claims.is_object()) {
    return refuse_member("claims", "a JSON object");
  }
  auto taken = take_text(claims, "claims", "iss", token.issuer)
                   .and_then([&] { return take_audience(claims, token.audience); })
                   .and_then([&] { return take_time(claims, "exp", token.expires); })
                   .and_then([&] { return take_time(claims, "iat", token.issued_at); })
                   .and_then([&] { return take_time(claims, "nbf", token.not_before); })
                   .and_then([&] { return take_text(claims, "claims", "jti", token.id); })
                   .and_then([&] { return take_text(claims, "claims", "tenant", token.tenant); });
  if (taken && token.id.size() > most_id_bytes) {
    return refuse_member("claims.jti", "at most 256 bytes");
  }
  return taken;
}

// The JSON of a part, given to `take`.
template <typename Take>
Result<void> read_part(std::string_view part, std::string_view name, const Take& take) {
  const auto text = bytes_of_base64_url(part);
  if (!text) {
    return refuse_member(name, "base64url");
  }
  const auto parsed = fhir::parse_json(*text, token_limits);
  return parsed ? take(*parsed)
                : Result<void>(refuse_member(name, "a JSON object, each name once"));
}

}  // namespace

Result<Token> read_token(std::string_view text) {
  if (text.size() > most_token_bytes) {
    return refuse_member("length", "at most " + std::to_string(most_token_bytes) + " bytes");
  }
  const auto parts = parts_of(text);
  if (!parts) {
    return refuse_member("form", "three parts with dots between");
  }
  Token token;
  const auto signature = bytes_of_base64_url(parts->signature);
  if (!signature || signature->empty()) {
    return refuse_member("signature", "base64url");
  }
  token.signature = std::string(parts->signature);
  token.signature_bytes = signature->size();
  token.signed_part = std::string(text.substr(0, text.size() - parts->signature.size() - 1));
  const auto read = read_part(parts->header, "header", [&](const Json& json) {
                      return take_header(json, token);
                    }).and_then([&] {
    return read_part(parts->claims, "claims",
                     [&](const Json& json) { return take_claims(json, token); });
  });
  return read ? Result<Token>(std::move(token)) : fail(read.error());
}

}  // namespace paraspinal::service
