#include "apps/service/authentication.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/err.h>

#include "fhir/json.h"
#include "tests/apps/authentication_fixture.h"
#include "tests/apps/records_file.h"

namespace paraspinal::service {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

std::string good_token() {
  return elliptic_key().token(es384_header, Claims().json());
}

TEST_F(AuthenticationTest, ATokenSignedWithEs384IsItsIssuers) {
  const auto caller = caller_of(good_token());

  ASSERT_TRUE(caller) << caller.error().message;
  EXPECT_EQ(caller->issuer, "https://ehr.example/");
  EXPECT_EQ(caller->token_id, "id-1");
}

TEST_F(AuthenticationTest, ATokenSignedWithRs384IsItsIssuers) {
  EXPECT_EQ(refusal(rsa_key().token(header_of("RS384", "rsa"), Claims().json())), "");
}

TEST_F(AuthenticationTest, AudienceMayBeAnArray) {
  Claims claims;
  claims.aud = R"(["https://other.example/","https://cds.example/cds-services"])";

  EXPECT_EQ(refusal(elliptic_key().token(es384_header, claims.json())), "");
}

TEST_F(AuthenticationTest, ClaimsThatAreNotKnownAreLetBe) {
  Claims claims;
  claims.more = R"(,"sub":"a-user","nbf":999990,"tenant":"t","x":{"y":[1]})";

  EXPECT_EQ(refusal(elliptic_key().token(es384_header, claims.json())), "");
}

TEST_F(AuthenticationTest, TheSchemesNameIsOfAnyCase) {
  HttpRequest request;
  request.headers.emplace("authorization", "bEARER " + good_token());

  EXPECT_TRUE(Authentication(options_, FetchKeySet{})
                  .caller_of(request, test_url, test_now, nullptr)
                  .has_value());
}

TEST_F(AuthenticationTest, ARequestWithoutAToken) {
  const Authentication check(options_, FetchKeySet{});
  HttpRequest request;
  const auto words = [&] {
    return check.caller_of(request, test_url, test_now, nullptr).error().message;
  };
  EXPECT_EQ(words(), "token: none; expected Authorization: Bearer");
  request.headers.emplace("authorization", "Basic abc");
  EXPECT_EQ(words(), "token: another scheme of Authorization; expected Bearer");
  request.headers.emplace("authorization", "Bearer " + good_token());
  EXPECT_EQ(words(), "token: several headers Authorization; expected one");
}

TEST_F(AuthenticationTest, AlgorithmNoneIsRefused) {
  for (const std::string algorithm : {"none", "None", "NONE", ""}) {
    const std::string header = header_of(algorithm, "ec");
    EXPECT_EQ(refusal(joined_token(header, Claims().json(), "")),
              "token: signature: expected base64url");
    EXPECT_NE(refusal(joined_token(header, Claims().json(), "AAAA")), "");
  }
  EXPECT_THAT(refusal(elliptic_key().token(header_of("none", "ec"), Claims().json())),
              EndsWith("with alg \"none\"; expected that of its key: ES384 or RS384"));
}

TEST_F(AuthenticationTest, AnHmacMadeWithThePublicKeyIsRefused) {
  for (const auto* key : {&elliptic_key(), &rsa_key()}) {
    for (const std::string id : {"ec", "rsa"}) {
      EXPECT_THAT(refusal(hmac_token(header_of("HS384", id), Claims().json(), key->pem())),
                  HasSubstr("with alg \"HS384\"; expected that of its key"));
      EXPECT_NE(refusal(hmac_token(header_of("ES384", id), Claims().json(), key->pem())), "");
      EXPECT_NE(refusal(hmac_token(header_of("RS384", id), Claims().json(), key->pem())), "");
    }
  }
}

TEST_F(AuthenticationTest, AnAlgorithmOfAnotherKeyIsRefused) {
  EXPECT_THAT(refusal(rsa_key().token(header_of("RS384", "ec"), Claims().json())),
              HasSubstr("with alg \"RS384\""));
  EXPECT_THAT(refusal(elliptic_key().token(header_of("ES384", "rsa"), Claims().json())),
              HasSubstr("with alg \"ES384\""));
  EXPECT_THAT(refusal(elliptic_key().token(header_of("es384", "ec"), Claims().json())),
              HasSubstr("with alg \"es384\""));
}

TEST_F(AuthenticationTest, ATokenOf256IsAcceptedByOptionOnly) {
  const auto elliptic = SigningKey::elliptic("P-256");
  options_.clients[0].keys =
      key_set({elliptic.jwk("ec-256", "ES256"), rsa_key().jwk("rsa-256", "RS256")});
  const auto es256 = elliptic.token(header_of("ES256", "ec-256"), Claims().json());
  const auto rs256 = rsa_key().token(header_of("RS256", "rsa-256"), Claims().json());

  EXPECT_THAT(refusal(es256), EndsWith("expected that of its key: ES384 or RS384"));
  EXPECT_THAT(refusal(rs256), EndsWith("expected that of its key: ES384 or RS384"));
  options_.also_256 = true;
  EXPECT_EQ(refusal(es256), "");
  EXPECT_EQ(refusal(rs256), "");
}

TEST_F(AuthenticationTest, AnAudienceThatIsNotExactlyTheUrlIsRefused) {
  for (const std::string audience :
       {"https://cds.example/cds-services/", "http://cds.example/cds-services",
        "https://cds.example", "https://cds.example/cds-services/back-cramp", ""}) {
    Claims claims;
    claims.aud = "\"" + audience + "\"";
    EXPECT_EQ(refusal(elliptic_key().token(es384_header, claims.json())),
              "token: of \"https://ehr.example/\" for another audience; expected the URL that "
              "was called");
  }
}

TEST_F(AuthenticationTest, TimesAreCheckedWithASkewOfAMinute) {
  const auto words = [&](const std::string& exp, const std::string& iat, const std::string& more) {
    Claims claims;
    claims.exp = exp;
    claims.iat = iat;
    claims.more = more;
    return refusal(elliptic_key().token(es384_header, claims.json()));
  };
  EXPECT_EQ(words("999941", "999900", ""), "");
  EXPECT_EQ(words("999940", "999900", ""), "token: expired at 999940; it is 1000000");
  EXPECT_EQ(words("1000300", "1000060", ""), "");
  EXPECT_EQ(words("1000300", "1000061", ""),
            "token: issued at 1000061, in the future; it is 1000000");
  EXPECT_EQ(words("1000300", "1000000", R"(,"nbf":1000060)"), "");
  EXPECT_EQ(words("1000300", "1000000", R"(,"nbf":1000061)"),
            "token: not before 1000061; it is 1000000");
  EXPECT_EQ(words("1.0003e6", "1000000.5", ""), "");
}

TEST_F(AuthenticationTest, AnUnknownIssuerIsRefusedAndNothingIsFetched) {
  Claims claims;
  claims.iss = R"("https://evil.example/")";
  int fetched = 0;
  const Authentication check(options_, [&](const std::string&) -> engine::Result<std::string> {
    ++fetched;
    return key_set({});
  });
  const auto header = header_of("ES384", "ec", R"(,"jku":"https://evil.example/keys")");
  const auto caller = check.caller_of(request_with(elliptic_key().token(header, claims.json())),
                                      test_url, test_now, nullptr);

  EXPECT_EQ(caller.error().message,
            "token: of an issuer that is not known; expected one of 1 trusted issuers");
  EXPECT_EQ(fetched, 0);
}

TEST_F(AuthenticationTest, AnIssuersWordsGetNoLineOfTheLog) {
  Claims claims;
  claims.iss = R"("x\n2026 admin logged in )" + std::string(500, 'y') + "\"";
  const auto words = refusal(elliptic_key().token(es384_header, claims.json()));

  EXPECT_EQ(words.find('\n'), std::string::npos);
  EXPECT_LT(words.size(), 300U);
}

TEST_F(AuthenticationTest, ATenantIsDemandedWhenTheClientHasOne) {
  options_.clients[0].tenant = "t";
  Claims claims;
  EXPECT_THAT(refusal(elliptic_key().token(es384_header, claims.json())),
              EndsWith("for tenant \"\"; expected \"t\""));
  claims.more = R"(,"tenant":"u")";
  EXPECT_THAT(refusal(elliptic_key().token(es384_header, claims.json())),
              EndsWith("for tenant \"u\"; expected \"t\""));
  claims.more = R"(,"tenant":"t")";
  EXPECT_EQ(refusal(elliptic_key().token(es384_header, claims.json())), "");
}

TEST_F(AuthenticationTest, AKidThatIsNotOfTheIssuersKeysIsRefused) {
  EXPECT_THAT(refusal(elliptic_key().token(header_of("ES384", "other"), Claims().json())),
              EndsWith("with kid \"other\"; expected the kid of one of its keys"));
}

TEST_F(AuthenticationTest, ASignatureOfAnotherKeyIsRefused) {
  const auto other = SigningKey::elliptic("P-384");

  EXPECT_EQ(refusal(other.token(es384_header, Claims().json())),
            "token: of \"https://ehr.example/\": its signature does not hold");
}

TEST_F(AuthenticationTest, AnEs384SignatureAsDerIsRefused) {
  EXPECT_THAT(refusal(elliptic_key().token_with_der(es384_header, Claims().json())),
              EndsWith("its signature does not hold"));
}

TEST_F(AuthenticationTest, ASignatureOfZerosIsRefused) {
  EXPECT_THAT(
      refusal(joined_token(es384_header, Claims().json(), base64_url(std::string(96, '\0')))),
      EndsWith("its signature does not hold"));
}

// OpenSSL keeps a list of errors for each thread, in which TLS looks for its own.
TEST_F(AuthenticationTest, ARefusalLeavesNoErrorToOpenSsl) {
  options_.clients[0].keys =
      key_set({elliptic_key().jwk("ec", "ES384"), R"({"kty":"EC","crv":"P-384","kid":"x","x":")" +
                                                      std::string(64, 'A') + R"(","y":")" +
                                                      std::string(64, 'A') + "\"}"});
  ERR_clear_error();
  EXPECT_NE(refusal(SigningKey::elliptic("P-384").token(es384_header, Claims().json())), "");
  EXPECT_NE(
      refusal(joined_token(es384_header, Claims().json(), base64_url(std::string(96, '\xff')))),
      "");

  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST_F(AuthenticationTest, AChangedClaimIsRefused) {
  Claims claims;
  claims.jti = R"("id-2")";
  const std::string good = good_token();
  const std::string signature = good.substr(good.rfind('.') + 1);

  EXPECT_THAT(refusal(joined_token(es384_header, claims.json(), signature)),
              EndsWith("its signature does not hold"));
}

TEST_F(AuthenticationTest, EveryChangedCharacterOfATokenIsRefused) {
  const std::string good = good_token();
  for (std::size_t i = 0; i < good.size(); i += 3) {
    for (const char character : {'A', 'b', '=', '.', '\x80'}) {
      std::string changed = good;
      changed[i] = character;
      if (changed != good) {
        EXPECT_NE(refusal(changed), "") << i;
      }
    }
  }
}

TEST_F(AuthenticationTest, AnyPieceOfATokenIsRefused) {
  const std::string good = good_token();
  for (std::size_t size = 0; size < good.size(); size += 7) {
    EXPECT_NE(refusal(good.substr(0, size)), "") << size;
  }
}

TEST_F(AuthenticationTest, AJkuThatIsNotTheClientsIsRefused) {
  const auto with = [&](const std::string& url) {
    return elliptic_key().token(header_of("ES384", "ec", R"(,"jku":")" + url + "\""),
                                Claims().json());
  };
  EXPECT_THAT(refusal(with("https://ehr.example/keys")), EndsWith("expected none"));
}

TEST_F(AuthenticationTest, ATokenUsedBeforeIsRefusedWithoutRecords) {
  const Authentication check(options_, FetchKeySet{});
  const auto request = request_with(good_token());
  ASSERT_TRUE(check.caller_of(request, test_url, test_now, nullptr));
  const auto again = check.caller_of(request, test_url, test_now + 359, nullptr);

  EXPECT_EQ(
      again.error().message,
      "token: of \"https://ehr.example/\" with jti \"id-1\", used before; expected a new one");
}

TEST_F(AuthenticationTest, ATokenUsedBeforeIsRefusedByRecordsAlsoAfterARestart) {
  const records::RecordsFile file("jti");
  const auto request = request_with(good_token());
  const auto call = [&] {
    return Authentication(options_, FetchKeySet{})
        .caller_of(request, test_url, test_now, file.open().get());
  };
  ASSERT_TRUE(call());

  EXPECT_THAT(call().error().message, HasSubstr("with jti \"id-1\", used before"));
}

TEST_F(AuthenticationTest, ARefusedTokenDoesNotUseUpItsId) {
  const Authentication check(options_, FetchKeySet{});
  const auto forged = SigningKey::elliptic("P-384").token(es384_header, Claims().json());
  ASSERT_FALSE(check.caller_of(request_with(forged), test_url, test_now, nullptr));

  EXPECT_TRUE(check.caller_of(request_with(good_token()), test_url, test_now, nullptr));
}

// The token and key set of the CDS Hooks specification; expired in 2015.
TEST(Authentication, TheTokenOfTheSpecificationHoldsWithinItsTimeAndNotAfter) {
  const std::string path =
      std::string(PARASPINAL_SOURCE_DIR) + "/../shared/fhir-samples/cds-hooks/jwt-es384-spec.json";
  if (!std::filesystem::exists(path)) {
    GTEST_SKIP() << "the token of the specification is not beside the project";
  }
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  const auto parsed = fhir::parse_json(text.str());
  const Authentication check({.clients = {{.issuer = "https://fhir-ehr.example.com/",
                                           .tenant = "2ddd6c3a-8e9a-44c6-a305-52111ad302a2",
                                           .key_set_url = "https://fhir-ehr.example.com/jwk_uri"}}},
                             [&](const std::string&) -> engine::Result<std::string> {
                               return fhir::write_json(*parsed->member("jwks"));
                             });
  const auto request = request_with(std::string(parsed->member("token")->text()));
  const std::string url = "https://cds.example.org/cds-services/some-service";

  const auto caller = check.caller_of(request, url, 1'400'000'000, nullptr);
  ASSERT_TRUE(caller) << caller.error().message;
  EXPECT_EQ(caller->token_id, "ee22b021-e1b7-4611-ba5b-8eec6a33ac1e");
  EXPECT_EQ(check.caller_of(request, url, 1'764'000'000, nullptr).error().message,
            "token: expired at 1422568860; it is 1764000000");
}

}  // namespace
}  // namespace paraspinal::service
