#pragma once

// The public keys of a client: a JWK set (RFC 7517, 7518) read into keys that OpenSSL knows. Its
// source is the only one that knows OpenSSL's keys.
//
//   const auto keys = read_key_set(R"({"keys": [{"kty": "EC", "crv": "P-384", ...}]})");
//   keys->front().algorithm;  // Algorithm::es384

#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"

namespace paraspinal::service {

enum class Algorithm { es256, es384, rs256, rs384 };

std::string_view words_of(Algorithm algorithm);  // "ES384"

struct PublicKey {
  std::string id;  // kid
  Algorithm algorithm = Algorithm::es384;
  std::string pem;  // SubjectPublicKeyInfo

  bool operator==(const PublicKey&) const = default;
};

// Keys of other kinds and uses, without a kid, or that are not valid (a point beside its curve, an
// RSA modulus under 2048 or over 8192 bits) are left out. An RSA key without `alg` is RS384.
// Errors: `malformed` for text that is not a JSON object with an array `keys`.
engine::Result<std::vector<PublicKey>> read_key_set(std::string_view json);

}  // namespace paraspinal::service
