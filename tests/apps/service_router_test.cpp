#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/service/router.h"
#include "tests/apps/service_fixture.h"

namespace paraspinal::service {
namespace {

using apps_tests::get;
using apps_tests::header;
using apps_tests::member;
using apps_tests::post;
using apps_tests::serving;
using testing::HasSubstr;

HttpAnswer said(const HttpRequest& request, const Serving& serving) {
  std::string text = serving.client_name;
  for (const auto& [name, value] : request.captured) {
    text += name + "=" + value + ";";
  }
  return json_answer(200, text);
}

HttpAnswer broken(const HttpRequest&, const Serving&) {
  throw std::runtime_error("Anna Example, born 1950");
}

HttpAnswer without_store(const HttpRequest&, const Serving&) {
  return json_answer(500, R"("/var/lib/records.sqlite: database is locked")");
}

HttpAnswer badly_called(const HttpRequest&, const Serving&) {
  throw std::logic_error("x.cpp:1: required: order");
}

Route route(const char* method, const char* path, const char* tag = "json") {
  return {.method = method,
          .path = path,
          .summary = "A route.",
          .tag = tag,
          .consumes = method == std::string("POST")
                          ? std::vector<std::string>{"application/json", "application/fhir+json"}
                          : std::vector<std::string>(),
          .answer = said};
}

Router router(RouterOptions options = {}) {
  Route open = route("GET", "/open");
  open.access = Access::open;
  Route failing = route("GET", "/fails");
  failing.answer = broken;
  Route wrong = route("GET", "/wrong");
  wrong.answer = badly_called;
  Route stuck = route("GET", "/stuck");
  stuck.answer = without_store;
  return Router(
      {stuck, route("GET", "/"), route("GET", "/item/{id}"), route("GET", "/item/new"),
       route("POST", "/item/{id}"), route("POST", "/fhir/$assess", "fhir"), open, failing, wrong},
      std::move(options));
}

Dispatched dispatched(const HttpRequest& request, RouterOptions options = {}) {
  return router(std::move(options)).dispatch(request, serving());
}

HttpRequest with(HttpRequest request, const char* name, const char* value) {
  request.headers.erase(name);
  request.headers.emplace(name, value);
  return request;
}

TEST(Router, CapturesANamedSegment) {
  const Dispatched done = dispatched(get("/item/7"));

  EXPECT_EQ(done.answer.body, "id=7;");
  EXPECT_EQ(done.route, "/item/{id}");
}

TEST(Router, LiteralSegmentFitsBetterThanACapturedOne) {
  EXPECT_EQ(dispatched(get("/item/new")).route, "/item/new");
}

TEST(Router, RootIsAPath) {
  EXPECT_EQ(dispatched(get("/")).route, "/");
}

TEST(Router, EmptySegmentIsNotCaptured) {
  EXPECT_EQ(dispatched(get("/item/")).answer.status, 404);
}

TEST(Router, UnknownPathIs404InTheFormOfItsNeighbours) {
  const HttpAnswer json = dispatched(get("/nothing")).answer;
  const HttpAnswer fhir = dispatched(get("/fhir/nothing")).answer;

  EXPECT_EQ(json.status, 404);
  EXPECT_EQ(member(json.body, "error.kind"), "not_found");
  EXPECT_EQ(fhir.status, 404);
  EXPECT_EQ(member(fhir.body, "resourceType"), "OperationOutcome");
  EXPECT_EQ(fhir.content_type, "application/fhir+json");
}

TEST(Router, UnknownPathHasNoRouteToLog) {
  EXPECT_EQ(dispatched(get("/Patient/Anna")).route, "");
}

TEST(Router, WrongMethodIs405WithThoseThatThePathHas) {
  HttpRequest request = get("/item/7");
  request.method = "DELETE";

  const HttpAnswer answer = dispatched(request).answer;

  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(header(answer, "Allow"), "GET, HEAD, POST, OPTIONS");
}

TEST(Router, HeadIsAnsweredAsGet) {
  HttpRequest request = get("/item/7");
  request.method = "HEAD";

  EXPECT_EQ(dispatched(request).answer, dispatched(get("/item/7")).answer);
}

TEST(Router, OptionsIs204WithAllowAndNeedsNoToken) {
  HttpRequest request = get("/fhir/$assess");
  request.method = "OPTIONS";
  const RouterOptions strict{.caller = [](const auto&, const auto&, const auto&) {
    return engine::Result<std::string>(engine::fail(engine::ErrorKind::invalid_argument, "no"));
  }};

  const HttpAnswer answer = dispatched(request, strict).answer;

  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(header(answer, "Allow"), "POST, OPTIONS");
}

TEST(Router, MediaTypeWithParametersAndCapitalsIsAccepted) {
  EXPECT_EQ(dispatched(post("/item/7", "{}", "Application/JSON; charset=UTF-8")).answer.status,
            200);
}

TEST(Router, OtherMediaTypeIs415AndSaysWhatIsExpected) {
  for (const char* type : {"text/plain", "application/x-www-form-urlencoded", "",
                           "application/json; charset=latin1", "application/jsonx"}) {
    const HttpAnswer answer = dispatched(post("/fhir/$assess", "{}", type)).answer;
    EXPECT_EQ(answer.status, 415) << type;
    EXPECT_THAT(answer.body, HasSubstr("expected application/json, application/fhir+json"));
  }
}

TEST(Router, RefusedClientIs401WithoutAWordToIt) {
  const RouterOptions strict{.caller = [](const auto&, const std::string& url, const auto&) {
    return engine::Result<std::string>(
        engine::fail(engine::ErrorKind::invalid_argument, "aud: not " + url));
  }};

  const Dispatched done = dispatched(get("/item/7"), strict);

  EXPECT_EQ(done.answer.status, 401);
  EXPECT_EQ(done.answer.body, "");
  EXPECT_EQ(done.why, "aud: not http://127.0.0.1:8420/item/7");
}

TEST(Router, AcceptedClientIsKnownToTheRouteAndTheLog) {
  const RouterOptions friendly{.caller = [](const auto&, const auto&, const auto&) {
    return engine::Result<std::string>("https://ehr.example");
  }};

  const Dispatched done = dispatched(get("/item/7"), friendly);

  EXPECT_EQ(done.answer.body, "https://ehr.exampleid=7;");
  EXPECT_EQ(done.client, "https://ehr.example");
}

TEST(Router, OpenRouteAsksNobody) {
  const RouterOptions strict{.caller = [](const auto&, const auto&, const auto&) {
    return engine::Result<std::string>(engine::fail(engine::ErrorKind::invalid_argument, "no"));
  }};

  EXPECT_EQ(dispatched(get("/open"), strict).answer.status, 200);
}

TEST(Router, ExceptionIs500AndItsWordsGoNowhere) {
  const Dispatched done = dispatched(get("/fails"));

  EXPECT_EQ(done.answer.status, 500);
  EXPECT_THAT(done.answer.body, Not(HasSubstr("Anna")));
  EXPECT_EQ(done.why, "an exception");
}

TEST(Router, BrokenContractIs500AndIsToldInTheLog) {
  EXPECT_EQ(dispatched(get("/wrong")).why, "x.cpp:1: required: order");
}

TEST(Router, WordsOfARoutesOwn500AreForTheLogOnly) {
  const Dispatched done = dispatched(get("/stuck"));

  EXPECT_EQ(done.answer.status, 500);
  EXPECT_THAT(done.answer.body, Not(HasSubstr("records.sqlite")));
  EXPECT_THAT(done.why, HasSubstr("database is locked"));
}

TEST(Router, AnswersAreNotKeptByCaches) {
  EXPECT_EQ(header(dispatched(get("/item/7")).answer, "Cache-Control"), "no-store");
}

TEST(Router, TwoRoutesOfOneMethodAndPathAreAMistake) {
  EXPECT_THROW(Router({route("GET", "/a"), route("GET", "/a")}, {}), std::logic_error);
}

// "DNS rebinding": a name of somebody else's that points to this machine.
TEST(Visitors, ForeignHostIs421) {
  const RouterOptions loopback{.visitors = {.hosts = loopback_hosts(8420)}};
  for (const char* host : {"evil.example:8420", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.evil:8420",
                           "localhost:8421", ""}) {
    EXPECT_EQ(dispatched(with(get("/item/7"), "host", host), loopback).answer.status, 421) << host;
  }
}

TEST(Visitors, EveryNameOfLoopbackIsItsOwn) {
  const RouterOptions loopback{.visitors = {.hosts = loopback_hosts(8420)}};
  for (const char* host : {"127.0.0.1:8420", "LocalHost:8420", "[::1]:8420"}) {
    EXPECT_EQ(dispatched(with(get("/item/7"), "host", host), loopback).answer.status, 200) << host;
  }
}

TEST(Visitors, APortThatClientsLeaveOutMayBeLeftOut) {
  const RouterOptions loopback{.visitors = {.hosts = loopback_hosts(80)}};
  for (const char* host : {"127.0.0.1", "localhost", "[::1]:80"}) {
    EXPECT_EQ(dispatched(with(get("/item/7"), "host", host), loopback).answer.status, 200) << host;
  }
}

TEST(Visitors, PageOfAnotherOriginIs403OnLoopback) {
  const RouterOptions loopback{.visitors = {.hosts = loopback_hosts(8420)}};
  for (const char* origin : {"http://evil.example", "null", "http://127.0.0.1:3000"}) {
    const HttpAnswer answer = dispatched(with(get("/item/7"), "origin", origin), loopback).answer;
    EXPECT_EQ(answer.status, 403) << origin;
    EXPECT_EQ(header(answer, "Access-Control-Allow-Origin"), "(none)");
  }
}

TEST(Visitors, OwnPageMayAsk) {
  const RouterOptions loopback{.visitors = {.hosts = loopback_hosts(8420)}};
  const auto request = with(get("/item/7"), "origin", "http://127.0.0.1:8420");
  EXPECT_EQ(dispatched(request, loopback).answer.status, 200);
}

RouterOptions one_origin() {
  return {.visitors = {.hosts = loopback_hosts(8420), .origins = {"https://ehr.example"}}};
}

TEST(CrossOrigin, CaseOfTheAllowedOriginDoesNotMatter) {
  const RouterOptions options{
      .visitors = {.hosts = loopback_hosts(8420), .origins = {"https://EHR.example"}}};
  const auto request = with(get("/item/7"), "origin", "https://ehr.example");
  EXPECT_EQ(dispatched(request, options).answer.status, 200);
}

TEST(CrossOrigin, AllowedOriginIsNamedInAnswersAndErrors) {
  for (const char* path : {"/item/7", "/nothing", "/fails"}) {
    const HttpAnswer answer =
        dispatched(with(get(path), "origin", "https://ehr.example"), one_origin()).answer;
    EXPECT_EQ(header(answer, "Access-Control-Allow-Origin"), "https://ehr.example") << path;
    EXPECT_EQ(header(answer, "Vary"), "Origin") << path;
  }
}

TEST(CrossOrigin, AnswersVaryByOriginThoughNoneIsGiven) {
  EXPECT_EQ(header(dispatched(get("/item/7"), one_origin()).answer, "Vary"), "Origin");
}

TEST(CrossOrigin, PreflightIs204WithMethodsAndHeadersAndNeedsNoToken) {
  HttpRequest request = get("/item/7");
  request.method = "OPTIONS";
  request.headers.emplace("origin", "https://ehr.example");
  request.headers.emplace("access-control-request-method", "POST");
  request.headers.emplace("access-control-request-headers", "authorization,content-type");
  RouterOptions options = one_origin();
  options.caller = [](const auto&, const auto&, const auto&) {
    return engine::Result<std::string>(engine::fail(engine::ErrorKind::invalid_argument, "no"));
  };

  const HttpAnswer answer = dispatched(request, options).answer;

  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(header(answer, "Access-Control-Allow-Origin"), "https://ehr.example");
  EXPECT_EQ(header(answer, "Access-Control-Allow-Methods"), "GET, HEAD, POST, OPTIONS");
  EXPECT_EQ(header(answer, "Access-Control-Allow-Headers"), "authorization, content-type, accept");
  EXPECT_EQ(header(answer, "Access-Control-Max-Age"), "600");
}

TEST(CrossOrigin, StarAllowsEveryOrigin) {
  const RouterOptions options{.visitors = {.origins = {"*"}}};
  const auto request = with(get("/item/7"), "origin", "https://any.example");
  EXPECT_EQ(header(dispatched(request, options).answer, "Access-Control-Allow-Origin"),
            "https://any.example");
}

TEST(Visitors, TheAddressListenedOnIsItsOwn) {
  const RouterOptions second{.visitors = {.hosts = loopback_hosts(8420, "127.0.0.2")}};
  EXPECT_EQ(dispatched(with(get("/item/7"), "host", "127.0.0.2:8420"), second).answer.status, 200);
  EXPECT_EQ(dispatched(with(get("/item/7"), "host", "127.0.0.1:8420"), second).answer.status, 200);
  EXPECT_EQ(dispatched(with(get("/item/7"), "host", "127.0.0.3:8420"), second).answer.status, 421);
  EXPECT_THAT(loopback_hosts(80, "::1"), testing::SizeIs(6));
}

TEST(Router, ARefusalHasTheFormAndTheHeadersOfItsNeighbours) {
  Route hook = route("POST", "/cds-services/{id}");
  hook.tag = "cds-hooks";
  const Router router({route("GET", "/item/{id}"), hook}, one_origin());
  const engine::Error error{engine::ErrorKind::too_large, "body: Payload Too Large"};

  const HttpAnswer answer =
      router.refusal(with(get("/cds-services/a"), "origin", "https://ehr.example"), 413, error);
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(answer.content_type, "application/fhir+json");
  EXPECT_EQ(header(answer, "Access-Control-Allow-Origin"), "https://ehr.example");
  EXPECT_EQ(header(answer, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(router.refusal(get("/item/7"), 413, error).content_type, "application/json");
  EXPECT_EQ(header(router.refusal({}, 503, error), "Retry-After"), "1");
}

// HL7's issue-type: `too-long` would say that the request is wrong.
TEST(Router, WhatIsBusyIsTransientAndNotTooLong) {
  Route hook = route("POST", "/cds-services/{id}");
  hook.tag = "cds-hooks";
  const Router router({route("GET", "/item/{id}"), hook}, {});
  const engine::Error error{engine::ErrorKind::too_large, "connections: are too many"};

  EXPECT_THAT(router.refusal(get("/cds-services/a"), 503, error).body,
              testing::AllOf(testing::HasSubstr(R"("code":"transient")"),
                             testing::HasSubstr("connections: are too many")));
  EXPECT_THAT(router.refusal(get("/item/7"), 503, error).body,
              testing::HasSubstr(R"("kind":"busy")"));
}

TEST(Router, RecordsThatAreInUseAreNoReasonToRefuseAClient) {
  RouterOptions options;
  options.caller = [](const HttpRequest&, const std::string&,
                      const Serving&) -> engine::Result<std::string> {
    return engine::fail(engine::ErrorKind::too_large, "records: database is locked");
  };
  const HttpAnswer answer = dispatched(get("/item/7"), options).answer;
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(header(answer, "Retry-After"), "1");
  EXPECT_THAT(answer.body, testing::Not(testing::HasSubstr("locked")));
}

TEST(Router, SharesAreByRoute) {
  Route hook = route("POST", "/cds-services/{id}");
  hook.tag = "cds-hooks";
  Route slow = route("POST", "/slow");
  slow.heavy = true;
  Route health = route("GET", "/healthz");
  health.tag = "operations";
  const Router router({route("GET", "/item/{id}"), hook, slow, health}, {});
  const auto share = [&router](const char* method, const char* path) {
    HttpRequest request = get(path);
    request.method = method;
    return router.share_of(request);
  };
  EXPECT_EQ(share("POST", "/cds-services/a"), Share::hooks);
  EXPECT_EQ(share("POST", "/slow"), Share::heavy);
  EXPECT_EQ(share("GET", "/slow"), Share::usual);
  EXPECT_EQ(share("GET", "/healthz"), Share::none);
  EXPECT_EQ(share("GET", "/item/7"), Share::usual);
  EXPECT_EQ(share("GET", "/nowhere"), Share::usual);
}

}  // namespace
}  // namespace paraspinal::service
