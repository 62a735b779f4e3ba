// Key sets: which keys are read, when they are fetched, and the file of trusted clients.

#include "apps/service/client_keys.h"

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/apps/authentication_fixture.h"

namespace paraspinal::service {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A server with a key set that can change or fail.
struct KeyServer {
  std::vector<std::string> keys = {elliptic_key().jwk("ec", "ES384")};
  bool answers = true;
  std::vector<std::string> asked = {};

  FetchKeySet fetch() {
    return [this](const std::string& url) -> engine::Result<std::string> {
      asked.push_back(url);
      return answers ? engine::Result<std::string>(key_set(keys))
                     : engine::fail(engine::ErrorKind::not_found, "no answer");
    };
  }
};

const TrustedClient client{.issuer = "https://ehr.example/",
                           .key_set_url = "https://ehr.example/keys"};

TEST(KeySet, AKeyKnowsItsAlgorithm) {
  const auto keys = read_key_set(key_set({elliptic_key().jwk("a", "ES384"),
                                          elliptic_key().jwk("b", ""), rsa_key().jwk("c", "RS384"),
                                          rsa_key().jwk("d", ""), rsa_key().jwk("e", "RS256"),
                                          SigningKey::elliptic("P-256").jwk("f", "")}))
                        .value();
  std::string found;
  for (const PublicKey& key : keys) {
    found += key.id + " " + std::string(words_of(key.algorithm)) + ";";
  }

  EXPECT_EQ(found, "a ES384;b ES384;c RS384;d RS384;e RS256;f ES256;");
}

TEST(KeySet, AKeyIsReadAsOpenSslWritesIt) {
  const auto keys =
      read_key_set(key_set({elliptic_key().jwk("a", "ES384"), rsa_key().jwk("b", "RS384")}));

  EXPECT_EQ((*keys)[0].pem, elliptic_key().pem());
  EXPECT_EQ((*keys)[1].pem, rsa_key().pem());
}

TEST(KeySet, KeysThatCannotBeUsedAreLeftOut) {
  const std::string good = elliptic_key().jwk("good", "ES384");
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string key = good;
    key.replace(key.find(from), from.size(), to);
    return key;
  };
  const auto x = good.substr(good.find(R"("x":")") + 5, 64);
  const auto keys = read_key_set(key_set(
      {R"({"kty":"oct","k":"c2VjcmV0","kid":"oct","alg":"HS384"})", "7", "{}", "null",
       changed(R"("kid":"good")", R"("id":"good")"), changed(R"("use":"sig")", R"("use":"enc")"),
       changed(R"("use":"sig")", R"("key_ops":["encrypt"])"), changed("ES384", "ES256"),
       changed("ES384", "none"), changed("ES384", "RS384"), changed("P-384", "P-256"),
       changed(x, x.substr(1)), changed(x, std::string(64, 'A')),
       SigningKey::rsa(1024).jwk("short", "RS384"), good}));

  ASSERT_EQ(keys->size(), 1U);
  EXPECT_EQ((*keys)[0].id, "good");
}

TEST(KeySet, TextThatIsNoKeySetIsMalformed) {
  for (const char* text : {"{}", "[]", R"({"keys":{}})", "7"}) {
    EXPECT_EQ(read_key_set(text).error().message, "keys: expected an array of JSON Web Keys");
  }
  EXPECT_EQ(read_key_set("<html>").error().kind, engine::ErrorKind::malformed);
}

TEST(ClientKeys, AreFetchedOnceFromTheClientsUrl) {
  KeyServer server;
  ClientKeys keys(client, 3600, server.fetch());

  EXPECT_EQ(keys.keys_of("ec", 1000).size(), 1U);
  EXPECT_EQ(keys.keys_of("ec", 2000).size(), 1U);
  EXPECT_THAT(server.asked, ElementsAre("https://ehr.example/keys"));
}

TEST(ClientKeys, AnUnknownIdFetchesOnceAMinute) {
  KeyServer server;
  ClientKeys keys(client, 3600, server.fetch());
  keys.keys_of("ec", 1000);
  server.keys.push_back(elliptic_key().jwk("new", "ES384"));

  EXPECT_THAT(keys.keys_of("new", 1059), IsEmpty());
  EXPECT_EQ(keys.keys_of("new", 1060).size(), 1U);
  for (int i = 0; i < 50; ++i) {
    keys.keys_of("other", 1061 + i);
  }
  EXPECT_EQ(server.asked.size(), 2U);
}

TEST(ClientKeys, AreFetchedAgainAfterHalfTheirTime) {
  KeyServer server;
  ClientKeys keys(client, 3600, server.fetch());
  keys.keys_of("ec", 1000);
  server.keys = {elliptic_key().jwk("new", "ES384")};

  EXPECT_EQ(keys.keys_of("ec", 2799).size(), 1U);
  EXPECT_THAT(keys.keys_of("ec", 2800), IsEmpty());
}

TEST(ClientKeys, AreStillUsedWhenTheServerFailsAndNotAfterTheirTime) {
  KeyServer server;
  ClientKeys keys(client, 3600, server.fetch());
  keys.keys_of("ec", 1000);
  server.answers = false;

  EXPECT_EQ(keys.keys_of("ec", 4599).size(), 1U);
  EXPECT_THAT(keys.keys_of("ec", 4600), IsEmpty());
  server.answers = true;
  EXPECT_EQ(keys.keys_of("ec", 4660).size(), 1U);
}

TEST(ClientKeys, OfAServerThatFailsAreNotAskedForMoreThanOnceAMinute) {
  KeyServer server{.answers = false};
  ClientKeys keys(client, 3600, server.fetch());
  for (int i = 0; i < 60; ++i) {
    EXPECT_THAT(keys.keys_of("ec", 1000 + i), IsEmpty());
  }

  EXPECT_EQ(server.asked.size(), 1U);
}

TEST(ClientKeys, OfManyThreadsAtOnceAreFetchedOnce) {
  KeyServer server;
  ClientKeys keys(client, 3600, server.fetch());
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] { EXPECT_EQ(keys.keys_of("ec", 1000).size(), 1U); });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }

  EXPECT_EQ(server.asked.size(), 1U);
}

TEST(ClientKeys, OfAClientWithAUrlAreNoneWhenNothingFetches) {
  ClientKeys keys(client, 3600, {});

  EXPECT_THAT(keys.keys_of("ec", 1000), IsEmpty());
}

TEST(TrustedClients, AreReadFromJson) {
  const auto options = read_trusted_clients(
      R"({"clients":[{"issuer":"a","tenant":"t","jku":"https://a/keys"},{"issuer":"b","keys":)" +
      key_set({elliptic_key().jwk("ec", "ES384")}) + "}]}");

  ASSERT_TRUE(options) << options.error().message;
  ASSERT_EQ(options->clients.size(), 2U);
  EXPECT_EQ(options->clients[0].tenant, "t");
  EXPECT_EQ(options->clients[0].key_set_url, "https://a/keys");
  EXPECT_EQ(options->clients[1].issuer, "b");
  EXPECT_EQ(read_key_set(options->clients[1].keys)->size(), 1U);
}

TEST(TrustedClients, TheShorterAlgorithmsAreAcceptedOnlyWhereTheFileSaysSo) {
  const std::string clients = R"("clients":[{"issuer":"a","jku":"https://a/keys"}]})";
  EXPECT_FALSE(read_trusted_clients("{" + clients)->also_256);
  EXPECT_TRUE(read_trusted_clients(R"({"also_256":true,)" + clients)->also_256);
  EXPECT_THAT(read_trusted_clients(R"({"also_256":"yes",)" + clients).error().message,
              testing::HasSubstr("also_256: expected true or false"));
}

TEST(TrustedClients, EachErrorNamesTheMember) {
  const auto words = [](const std::string& clients) {
    return read_trusted_clients(R"({"clients":)" + clients + "}").error().message;
  };
  EXPECT_EQ(words("{}"), "clients: expected an array of one client or more");
  EXPECT_EQ(words("[]"), "clients: expected an array of one client or more");
  EXPECT_EQ(words("[7]"), "clients[0]: expected an object");
  EXPECT_EQ(words(R"([{"jku":"https://a"}])"),
            "clients[0].issuer: expected a string that is not empty");
  EXPECT_EQ(words(R"([{"issuer":"a","tenant":7,"jku":"https://a"}])"),
            "clients[0].tenant: expected a string that is not empty");
  EXPECT_EQ(words(R"([{"issuer":"a"}])"), "clients[0]: expected either jku or keys");
  EXPECT_EQ(words(R"([{"issuer":"a","jku":"https://a","keys":{"keys":[]}}])"),
            "clients[0]: expected either jku or keys");
  EXPECT_EQ(words(R"([{"issuer":"a","jku":"http://a"}])"),
            "clients[0].jku: expected a URL that begins with https://");
  EXPECT_EQ(words(R"([{"issuer":"a","keys":{"keys":[]}}])"),
            R"(clients[0].keys: expected {"keys": [...]} with a key for ES384, RS384, ES256 or )"
            "RS256");
  EXPECT_EQ(words(R"([{"issuer":"a","jku":"https://a"},{"issuer":"a","jku":"https://b"}])"),
            "clients[1].issuer: expected one that no other client has");
  EXPECT_EQ(words(R"([{"issuer":"a","jwks":"https://a"}])"),
            "clients[0].jwks: expected issuer, tenant, jku or keys");
  EXPECT_EQ(read_trusted_clients("{").error().kind, engine::ErrorKind::malformed);
}

}  // namespace
}  // namespace paraspinal::service
