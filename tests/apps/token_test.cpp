#include "apps/service/token.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/service/base64_url.h"
#include "tests/apps/authentication_fixture.h"

namespace paraspinal::service {
namespace {

std::string words(const std::string& header, const std::string& claims) {
  const auto token = read_token(joined_token(header, claims, "AAAA"));
  return token ? "" : token.error().message;
}

// RFC 4648, section 10, without padding.
TEST(Base64Url, ReadsThePublishedVectors) {
  EXPECT_EQ(bytes_of_base64_url(""), "");
  EXPECT_EQ(bytes_of_base64_url("Zg"), "f");
  EXPECT_EQ(bytes_of_base64_url("Zm8"), "fo");
  EXPECT_EQ(bytes_of_base64_url("Zm9v"), "foo");
  EXPECT_EQ(bytes_of_base64_url("Zm9vYg"), "foob");
  EXPECT_EQ(bytes_of_base64_url("Zm9vYmE"), "fooba");
  EXPECT_EQ(bytes_of_base64_url("Zm9vYmFy"), "foobar");
}

TEST(Base64Url, ReadsWhatOpenSslWrote) {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    bytes.push_back(static_cast<char>(i * 7));
    EXPECT_EQ(bytes_of_base64_url(base64_url(bytes)), bytes);
  }
}

TEST(Base64Url, HasOneTextForEachString) {
  for (const char* text : {"Zg==", "Zh", "Zm9", "Z", "Zm9vZ", "Zm+v", "Zm/v", "Zm v", "Zm9v\n"}) {
    EXPECT_EQ(bytes_of_base64_url(text), std::nullopt) << text;
  }
}

TEST(Token, SaysWhatItsPartsSay) {
  Claims claims;
  claims.more = R"(,"nbf":999990,"tenant":"t")";
  const auto token = read_token(joined_token(
      header_of("ES384", "ec", R"(,"jku":"https://ehr.example/keys")"), claims.json(), "AAAA"));

  ASSERT_TRUE(token) << token.error().message;
  EXPECT_EQ(token->algorithm, "ES384");
  EXPECT_EQ(token->key_id, "ec");
  EXPECT_EQ(token->key_set_url, "https://ehr.example/keys");
  EXPECT_EQ(token->issuer, "https://ehr.example/");
  EXPECT_THAT(token->audience, ::testing::ElementsAre(test_url));
  EXPECT_EQ(token->expires, 1'000'300);
  EXPECT_EQ(token->issued_at, 1'000'000);
  EXPECT_EQ(token->not_before, 999'990);
  EXPECT_EQ(token->id, "id-1");
  EXPECT_EQ(token->tenant, "t");
  EXPECT_EQ(token->signature, "AAAA");
  EXPECT_EQ(token->signature_bytes, 3U);
}

TEST(Token, HasThreeParts) {
  for (const std::string text : {"", "a", "a.b", "a.b.c.d", "..", "...."}) {
    EXPECT_FALSE(read_token(text)) << text;
  }
  EXPECT_EQ(read_token("a.b").error().message,
            "token: form: expected three parts with dots between");
}

TEST(Token, IsNotHuge) {
  EXPECT_EQ(read_token(std::string(most_token_bytes + 1, 'A')).error().message,
            "token: length: expected at most 16384 bytes");
}

TEST(Token, IsOfJsonObjectsWithEachNameOnce) {
  const std::string claims = Claims().json();
  const std::string object = ": expected a JSON object, each name once";
  EXPECT_EQ(words("not JSON", claims), "token: header" + object);
  EXPECT_EQ(words(es384_header, "{"), "token: claims" + object);
  EXPECT_EQ(words(es384_header, claims + claims), "token: claims" + object);
  EXPECT_EQ(words(es384_header, "\xff"), "token: claims" + object);
  EXPECT_EQ(words(header_of("ES384", "ec", R"(,"alg":"none")"), claims), "token: header" + object);
  Claims twice;
  twice.more = R"(,"iss":"https://other.example/")";
  EXPECT_EQ(words(es384_header, twice.json()), "token: claims" + object);
  EXPECT_EQ(words("[]", claims), "token: header: expected a JSON object");
  EXPECT_EQ(words(es384_header, "7"), "token: claims: expected a JSON object");
}

TEST(Token, HeadersMembersAreDemanded) {
  const std::string claims = Claims().json();
  const std::string text = ": expected a string that is not empty";
  EXPECT_EQ(words(R"({"typ":"JWT","kid":"k"})", claims), "token: header.alg" + text);
  EXPECT_EQ(words(R"({"alg":384,"typ":"JWT","kid":"k"})", claims), "token: header.alg" + text);
  EXPECT_EQ(words(R"({"alg":"ES384","kid":"k"})", claims), "token: header.typ" + text);
  EXPECT_EQ(words(R"({"alg":"ES384","typ":"at+jwt","kid":"k"})", claims),
            "token: header.typ: expected JWT");
  EXPECT_EQ(words(R"({"alg":"ES384","typ":"JWT"})", claims), "token: header.kid" + text);
  EXPECT_EQ(words(header_of("ES384", "k", R"(,"jku":null)"), claims), "token: header.jku" + text);
  EXPECT_EQ(words(header_of("ES384", "k", R"(,"crit":["b64"])"), claims),
            "token: header.crit: expected none: no extension is known");
}

TEST(Token, ClaimsAreDemanded) {
  const auto without = [](std::string Claims::*claim, const std::string& value = "") {
    Claims claims;
    claims.*claim = value;
    return words(es384_header, claims.json());
  };
  const std::string text = ": expected a string that is not empty";
  const std::string time = ": expected a number of seconds since 1970";
  EXPECT_EQ(without(&Claims::iss), "token: claims.iss" + text);
  EXPECT_EQ(without(&Claims::iss, "7"), "token: claims.iss" + text);
  EXPECT_EQ(without(&Claims::jti), "token: claims.jti" + text);
  EXPECT_EQ(without(&Claims::jti, R"("")"), "token: claims.jti" + text);
  EXPECT_EQ(without(&Claims::jti, "\"" + std::string(257, 'x') + "\""),
            "token: claims.jti: expected at most 256 bytes");
  for (const std::string value : {"", R"("1000300")", "-1", "1e300", "null"}) {
    EXPECT_EQ(without(&Claims::exp, value), "token: claims.exp" + time);
    EXPECT_EQ(without(&Claims::iat, value), "token: claims.iat" + time);
  }
  for (const std::string value : {"", "7", "[]", R"(["a",7])", "{}", "null"}) {
    EXPECT_EQ(without(&Claims::aud, value),
              "token: claims.aud: expected a string or an array of strings");
  }
  EXPECT_EQ(without(&Claims::more, R"(,"nbf":"x")"), "token: claims.nbf" + time);
  EXPECT_EQ(without(&Claims::more, R"(,"tenant":7)"), "token: claims.tenant" + text);
}

}  // namespace
}  // namespace paraspinal::service
