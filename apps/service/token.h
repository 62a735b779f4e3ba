#pragma once

// What a JWT says, before anything of it is believed: the compact form of RFC 7515 read strictly
// (three base64url parts, JSON without duplicate names, no `crit`), with the members that CDS Hooks
// demands.
//
//   const auto token = read_token(text);
//   token->issuer;  // "https://fhir-ehr.example.com/"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace paraspinal::service {

inline constexpr std::size_t most_token_bytes = 16U << 10U;

struct Token {
  std::string algorithm;                   // of the header, as it says
  std::string key_id;                      // kid
  std::optional<std::string> key_set_url;  // jku
  std::string issuer;
  std::vector<std::string> audience;  // one or more
  std::int64_t expires = 0;           // times in seconds since 1970, fractions cut off
  std::int64_t issued_at = 0;
  std::optional<std::int64_t> not_before;
  std::string id;  // jti; 1 to 256 bytes
  std::optional<std::string> tenant;

  std::string signed_part;      // header and claims as they came, with the dot between
  std::string signature;        // as it came, base64url
  std::size_t signature_bytes;  // what it decodes to
};

// Errors: `invalid_argument`, naming the part or member and what was expected, never its value.
engine::Result<Token> read_token(std::string_view text);

}  // namespace paraspinal::service
