#pragma once

// One trusted EHR with a P-384 and an RSA key, and requests with its tokens. Times are in seconds;
// it is 1,000,000.
//
//   refusal(elliptic_key().token(es384_header, Claims().json()));  // empty: it is accepted

#include <string>

#include <gtest/gtest.h>

#include "apps/service/authentication.h"
#include "tests/apps/token_maker.h"

namespace paraspinal::service {

inline constexpr std::int64_t test_now = 1'000'000;
inline constexpr const char* test_url = "https://cds.example/cds-services";

// The keys of the whole test program: RSA keys are slow to make.
const SigningKey& elliptic_key();
const SigningKey& rsa_key();

struct Claims {
  std::string iss = R"("https://ehr.example/")";
  std::string aud = R"("https://cds.example/cds-services")";
  std::string exp = "1000300";
  std::string iat = "1000000";
  std::string jti = R"("id-1")";
  std::string more = {};  // such as R"(,"tenant":"t")"

  std::string json() const;
};

// Of {"alg": ALG, "typ": "JWT", "kid": KID and more}.
std::string header_of(const std::string& algorithm, const std::string& key_id,
                      const std::string& more = "");
inline const std::string es384_header = header_of("ES384", "ec");

HttpRequest request_with(const std::string& token);

class AuthenticationTest : public ::testing::Test {
 protected:
  AuthenticationTest();
  // A new check each time, so that no token was used before.
  engine::Result<Caller> caller_of(const std::string& token) const;
  // The words of the refusal, which hold no part of the token; empty when it was accepted.
  std::string refusal(const std::string& token) const;

  AuthenticationOptions options_;
};

}  // namespace paraspinal::service
