#include "tests/apps/authentication_fixture.h"

#include <algorithm>
#include <utility>

namespace paraspinal::service {

const SigningKey& elliptic_key() {
  static const SigningKey key = SigningKey::elliptic("P-384");
  return key;
}

const SigningKey& rsa_key() {
  static const SigningKey key = SigningKey::rsa(2048);
  return key;
}

std::string Claims::json() const {
  std::string text;
  for (const auto& [name, value] :
       {std::pair{"iss", iss}, std::pair{"aud", aud}, std::pair{"exp", exp}, std::pair{"iat", iat},
        std::pair{"jti", jti}}) {
    if (!value.empty()) {
      text += (text.empty() ? "\"" : ",\"") + std::string(name) + "\":" + value;
    }
  }
  return "{" + text + more + "}";
}

std::string header_of(const std::string& algorithm, const std::string& key_id,
                      const std::string& more) {
  return R"({"alg":")" + algorithm + R"(","typ":"JWT","kid":")" + key_id + "\"" + more + "}";
}

HttpRequest request_with(const std::string& token) {
  HttpRequest request;
  request.method = "POST";
  request.path = "/cds-services";
  request.headers.emplace("authorization", "Bearer " + token);
  return request;
}

AuthenticationTest::AuthenticationTest() {
  options_.clients.push_back(
      {.issuer = "https://ehr.example/",
       .keys = key_set({elliptic_key().jwk("ec", "ES384"), rsa_key().jwk("rsa", "RS384")})});
}

engine::Result<Caller> AuthenticationTest::caller_of(const std::string& token) const {
  const Authentication check(options_, FetchKeySet{});
  return check.caller_of(request_with(token), test_url, test_now, nullptr);
}

std::string AuthenticationTest::refusal(const std::string& token) const {
  const auto caller = caller_of(token);
  if (caller) {
    return "";
  }
  EXPECT_EQ(caller.error().kind, engine::ErrorKind::invalid_argument);
  for (std::size_t begin = 0, end = 0; end < token.size(); begin = end + 1) {
    end = std::min(token.find('.', begin), token.size());
    if (end - begin > 8) {
      EXPECT_EQ(caller.error().message.find(token.substr(begin, end - begin)), std::string::npos);
    }
  }
  return caller.error().message;
}

}  // namespace paraspinal::service
