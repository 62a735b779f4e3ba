// The client, against our own server over loopback.

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/service/http_client.h"
#include "apps/service/http_server.h"
#include "tests/apps/test_certificate.h"

namespace paraspinal::service {
namespace {

using apps_tests::make_certificate;
using apps_tests::TemporaryFolder;
using testing::HasSubstr;

// A FHIR server that answers what it was asked, slowly or largely where its path says so.
class Other {
 public:
  explicit Other(const std::string& certificate = "", const std::string& key = "")
      : server_(std::move(*HttpServer::open(
            {.port = 0, .tls_certificate = certificate, .tls_key = key},
            {.answer = [this](const HttpRequest& request) { return answer(request); }}))),
        thread_([this] { server_->run(); }) {}
  ~Other() {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    wake_.notify_all();
    server_->stop();
    thread_.join();
  }
  Other(const Other&) = delete;
  Other& operator=(const Other&) = delete;

  std::string at(const std::string& path, const std::string& scheme = "http") const {
    return scheme + "://127.0.0.1:" + std::to_string(server_->port()) + path;
  }

 private:
  HttpAnswer answer(const HttpRequest& request) {
    if (request.path == "/fhir/slow") {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, std::chrono::seconds(10), [this] { return ended_; });
    }
    if (request.path == "/fhir/large") {
      return {.body = std::string(5000, 'a')};
    }
    if (request.path == "/fhir/moved") {
      return {.status = 302, .headers = {{"Location", "http://127.0.0.1:1/elsewhere"}}};
    }
    if (request.path == "/fhir/missing") {
      return {.status = 404, .content_type = "application/fhir+json", .body = "{}"};
    }
    std::string text = request.path;
    for (const auto& [name, value] : request.query) {
      text += " " + name + "=" + value;
    }
    return {.body = text + " " + std::string(request.header("authorization"))};
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  bool ended_ = false;
  std::unique_ptr<HttpServer> server_;
  std::thread thread_;
};

HttpClient client_of(const std::string& base) {
  return HttpClient({.allowed = {base}, .most_bytes = 1000});
}

TEST(HttpClient, AsksAServerOfTheList) {
  const Other other;

  const auto answer = client_of(other.at("/fhir"))
                          .get(other.at("/fhir/Observation?code=a%7Cb&_count=1"),
                               {{"Authorization", "Bearer t"}}, 5);

  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "/fhir/Observation _count=1 code=a|b Bearer t");
}

TEST(HttpClient, AHeaderThatWouldBeginAnotherIsNotSent) {
  const auto answer = client_of("http://127.0.0.1:1/fhir")
                          .get("http://127.0.0.1:1/fhir/Patient/1",
                               {{"Authorization", "Bearer x\r\nX-Other: 1"}}, 0.1);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().message, "header: has a control character, expected none");
}

TEST(HttpClient, AnswerThatIsAnErrorIsAnAnswer) {
  const Other other;

  const auto answer = client_of(other.at("/fhir")).get(other.at("/fhir/missing"), {}, 5);

  EXPECT_EQ(answer->status, 404);
  EXPECT_EQ(answer->content_type, "application/fhir+json");
}

TEST(HttpClient, RedirectIsNotFollowed) {
  const Other other;
  EXPECT_EQ(client_of(other.at("/fhir")).get(other.at("/fhir/moved"), {}, 5)->status, 302);
}

TEST(HttpClient, GivesUpWhenItsTimeIsOver) {
  const Other other;
  const auto start = std::chrono::steady_clock::now();

  const auto answer = client_of(other.at("/fhir")).get(other.at("/fhir/slow"), {}, 0.1);

  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, engine::ErrorKind::not_found);
  EXPECT_LT(took.count(), 1);
}

TEST(HttpClient, LargeAnswerIsCutOff) {
  const Other other;

  const auto answer = client_of(other.at("/fhir")).get(other.at("/fhir/large"), {}, 5);

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, engine::ErrorKind::too_large);
  EXPECT_THAT(answer.error().message, HasSubstr("more than 1000 bytes"));
}

TEST(HttpClient, ServerThatIsNotThereIsAnError) {
  const auto answer = client_of("http://127.0.0.1:1/fhir").get("http://127.0.0.1:1/fhir/a", {}, 1);

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, engine::ErrorKind::not_found);
}

TEST(HttpClient, AsksOverTlsAndTrustsTheGivenAuthority) {
  const TemporaryFolder folder;
  const auto made = make_certificate(folder);
  const Other other(made.certificate, made.key);
  const HttpClient client(
      {.allowed = {other.at("/fhir", "https")}, .certificates = made.certificate});

  const auto answer = client.get(other.at("/fhir/Patient/1", "https"), {}, 5);

  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->body, "/fhir/Patient/1 ");
}

TEST(HttpClient, CertificateThatNobodyKnowsIsRefused) {
  const TemporaryFolder folder;
  const auto made = make_certificate(folder);
  const Other other(made.certificate, made.key);
  const HttpClient client({.allowed = {other.at("/fhir", "https")}});

  EXPECT_FALSE(client.get(other.at("/fhir/Patient/1", "https"), {}, 5));
}

TEST(HttpClient, UrlThatIsNotOnTheListIsNotAsked) {
  const auto answer = client_of("https://ehr.example/fhir").get("https://evil.example/", {}, 1);

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().message, "URL: is not on the list of servers that may be asked");
}

TEST(IsAllowed, IsByWholeSegmentsOfOneServer) {
  const HttpClient client({.allowed = {"https://ehr.example/fhir", "http://127.0.0.1:8080"}});
  for (const char* url :
       {"https://ehr.example/fhir", "https://ehr.example/fhir/", "https://EHR.example:443/fhir/a",
        "https://ehr.example/fhir/Patient/1?_x=a|b", "https://ehr.example/fhir?a=b",
        "http://127.0.0.1:8080/anything"}) {
    EXPECT_TRUE(client.is_allowed(url)) << url;
  }
}

TEST(IsAllowed, OtherServersPathsAndTricksAreNot) {
  const HttpClient client({.allowed = {"https://ehr.example/fhir", "http://127.0.0.1:8080"}});
  for (const char* url : {"http://ehr.example/fhir",
                          "https://ehr.example:8443/fhir",
                          "https://ehr.example/fhirx",
                          "https://ehr.example/",
                          "https://ehr.example.evil/fhir",
                          "https://ehr.example@evil/fhir",
                          "https://evil@ehr.example/fhir",
                          "https://ehr.example/fhir/../admin",
                          "https://ehr.example/fhir/%2e%2e/admin",
                          "https://ehr.example/fhir/..",
                          "https://ehr.example/fhir%2F..%2Fadmin",
                          "https://ehr.example/fhir\\..\\admin",
                          "https://ehr.example/fhir#a",
                          "https://ehr.example/fhir/a b",
                          "https://ehr.example/fhir/a\r\nHost: b",
                          "file:///etc/passwd",
                          "//ehr.example/fhir",
                          "http://127.0.0.1:08080x/",
                          "http://127.0.0.1",
                          "http://2130706433:8080/",
                          ""}) {
    EXPECT_FALSE(client.is_allowed(url)) << url;
  }
}

}  // namespace
}  // namespace paraspinal::service
