#pragma once

// Keys and tokens of a made-up EHR, made with OpenSSL alone when a test runs.
//
//   const auto key = SigningKey::elliptic("P-384");
//   const std::string token = key.token(R"({"alg":"ES384","typ":"JWT","kid":"k"})", claims);
//   key_set({key.jwk("k", "ES384")});

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <openssl/evp.h>

namespace paraspinal::service {

std::string base64_url(std::string_view bytes);

class SigningKey {
 public:
  static SigningKey elliptic(const char* curve);  // "P-384" or "P-256"
  static SigningKey rsa(unsigned bits);

  // The public key as a JWK; without `alg` when it is empty.
  std::string jwk(const std::string& id, const std::string& algorithm) const;
  std::string pem() const;  // the public key
  // Signed with this key and SHA-384 (SHA-256 when the header says 256), r and s side by side.
  std::string token(const std::string& header, const std::string& claims) const;
  // The same with an ECDSA signature as DER.
  std::string token_with_der(const std::string& header, const std::string& claims) const;

 private:
  explicit SigningKey(EVP_PKEY* key);
  std::string number(const char* name, std::size_t bytes) const;
  std::string signature(const std::string& text, const EVP_MD* digest) const;
  std::shared_ptr<EVP_PKEY> key_;
};

std::string key_set(const std::vector<std::string>& keys);

// HMAC with SHA-384: what an attacker makes who takes a public key for a secret.
std::string hmac_token(const std::string& header, const std::string& claims,
                       const std::string& secret);
// Any three parts.
std::string joined_token(const std::string& header, const std::string& claims,
                         const std::string& signature);

}  // namespace paraspinal::service
