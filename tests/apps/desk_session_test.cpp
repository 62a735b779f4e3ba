// Who may ask: signing in and out, roles, CSRF, origins, lock-out.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/desk/session.h"
#include "tests/apps/desk_fixture.h"
#include "tests/apps/service_fixture.h"

namespace paraspinal::desk {
namespace {

using apps_tests::desk_password;
using apps_tests::DeskHouse;
using apps_tests::DeskPage;
using apps_tests::header;
using apps_tests::member;
using apps_tests::message;
using service::HttpAnswer;
using service::HttpRequest;
using testing::HasSubstr;

HttpAnswer sign_in(const DeskHouse& house, const std::string& name, const std::string& password) {
  return house.dispatch(apps_tests::post(
      "/desk/session", R"({"name": ")" + name + R"(", "password": ")" + password + "\"}"));
}

TEST(DeskSession, SigningInGivesACookieThatNoScriptReads) {
  DeskHouse house("cookie");

  const HttpAnswer answer = sign_in(house, "nurse1", desk_password);

  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(header(answer, "Set-Cookie"), HasSubstr("HttpOnly"));
  EXPECT_THAT(header(answer, "Set-Cookie"), HasSubstr("SameSite=Strict"));
  EXPECT_THAT(header(answer, "Set-Cookie"), HasSubstr("Path=/desk;"));
  EXPECT_EQ(member(answer.body, "user.name"), "nurse1");
  EXPECT_EQ(member(answer.body, "user.role"), "nurse");
  EXPECT_EQ(header(answer, "Cache-Control"), "no-store");
}

TEST(DeskSession, CookieGoesOverTlsOnlyWhereThereIsTls) {
  EXPECT_THAT(session_cookie("t", 60, true), HasSubstr("; Secure"));
  EXPECT_THAT(session_cookie("t", 60, false), Not(HasSubstr("Secure")));
}

TEST(DeskSession, WrongPasswordAndUnknownNameAreOneAnswer) {
  DeskHouse house("wrong");

  const HttpAnswer wrong = sign_in(house, "nurse1", "not the password");
  const HttpAnswer unknown = sign_in(house, "nobody", "not the password");
  const HttpAnswer impossible = sign_in(house, "No Body", "not the password");

  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.body, unknown.body);
  EXPECT_EQ(wrong.body, impossible.body);
  EXPECT_EQ(impossible.status, 401);
  EXPECT_EQ(header(wrong, "Set-Cookie"), "(none)");
}

TEST(DeskSession, FiveWrongPasswordsLockTheName) {
  DeskHouse house("locked");
  for (int i = 0; i < 5; ++i) {
    sign_in(house, "nurse1", "not the password");
  }

  const HttpAnswer locked = sign_in(house, "nurse1", desk_password);

  EXPECT_EQ(locked.status, 429);
  EXPECT_NE(header(locked, "Retry-After"), "(none)");
  EXPECT_EQ(sign_in(house, "nurse2", desk_password).status, 200);
}

TEST(DeskSession, OneAddressMayTryTwentyTimesAMinute) {
  DeskHouse house("rate");
  for (int i = 0; i < 20; ++i) {
    sign_in(house, "name" + std::to_string(i), "not the password");
  }

  EXPECT_EQ(sign_in(house, "nurse1", desk_password).status, 429);
  house.wait(60);
  EXPECT_EQ(sign_in(house, "nurse1", desk_password).status, 200);
}

TEST(SignInGate, LetsOnlySoManyInAtOneTime) {
  SignInGate gate({.at_once = 1, .a_minute = 9});

  {
    const auto first = gate.enter("a", 0);
    EXPECT_TRUE(first.may_go());
    EXPECT_FALSE(gate.enter("b", 0).may_go());
    EXPECT_EQ(gate.enter("b", 0).wait_seconds(), 1);
  }

  EXPECT_TRUE(gate.enter("b", 0).may_go());
}

TEST(DeskSession, WhoIsNotSignedInIsToldSoEverywhere) {
  DeskHouse house("nobody");
  for (const service::Route& route : house.routes()) {
    if (route.access != service::Access::session) {
      continue;
    }
    HttpRequest request =
        route.method == "POST" ? apps_tests::post(route.path, "{}") : apps_tests::get(route.path);
    request.method = route.method;

    EXPECT_EQ(house.dispatch(std::move(request)).status, 401) << route.method << route.path;
  }
}

TEST(DeskSession, ATokenThatNobodyHasIsNobody) {
  DeskHouse house("token");
  HttpRequest request = apps_tests::get("/desk/session");
  request.headers.emplace("cookie", "a=b; paraspinal_session=0123456789abcdef; c=d");

  EXPECT_EQ(house.dispatch(request).status, 401);
}

TEST(DeskSession, EndsHalfAnHourAfterTheLastKeyWhateverThePageAsks) {
  DeskHouse house("idle");
  const DeskPage page = house.sign_in("nurse1");
  int status = 200;
  int minutes = 0;
  for (; status == 200 && minutes < 60; ++minutes) {
    house.wait(60);
    HttpRequest request = page.request("GET", "/desk/calls");
    request.headers.emplace("x-idle-seconds", std::to_string(60 * (minutes + 1)));
    status = house.dispatch(request).status;
  }

  EXPECT_EQ(status, 401);
  EXPECT_EQ(minutes, 30);
}

// Whether the session still stands 35 minutes after signing in, when it was asked so after 20.
bool is_prolonged_by(DeskHouse& house, const char* idle_seconds) {
  const DeskPage page = house.sign_in("nurse1");
  house.wait(20 * 60);
  HttpRequest request = page.request("GET", "/desk/session");
  if (idle_seconds != nullptr) {
    request.headers.emplace("x-idle-seconds", idle_seconds);
  }
  EXPECT_EQ(house.dispatch(request).status, 200);
  house.wait(15 * 60);
  return page.get("/desk/session").status == 200;
}

TEST(DeskSession, AnIdleTimeThatIsNoNumberProlongsNothing) {
  DeskHouse house("no_number");
  for (const char* words : {"", "-5", "+5", "9x", "1 ", "1e9", "99999999999999999999"}) {
    EXPECT_FALSE(is_prolonged_by(house, words)) << words;
  }
  EXPECT_TRUE(is_prolonged_by(house, "0"));
  EXPECT_TRUE(is_prolonged_by(house, "60"));
  EXPECT_TRUE(is_prolonged_by(house, nullptr));
}

TEST(DeskSession, AnswersTellWhoItIs) {
  DeskHouse house("who");
  const DeskPage page = house.sign_in("clinician1");

  const HttpAnswer answer = page.get("/desk/session");

  EXPECT_EQ(member(answer.body, "user.role"), "clinician");
  EXPECT_EQ(member(answer.body, "csrf"), page.csrf());
}

TEST(DeskSession, SigningOutEndsIt) {
  DeskHouse house("out");
  const DeskPage page = house.sign_in("nurse1");

  const HttpAnswer out = house.dispatch(page.request("DELETE", "/desk/session"));

  EXPECT_EQ(out.status, 204);
  EXPECT_THAT(header(out, "Set-Cookie"), HasSubstr("Max-Age=0"));
  EXPECT_EQ(page.get("/desk/session").status, 401);
}

TEST(DeskSession, HalfAnHourWithoutUseEndsIt) {
  DeskHouse house("expired");
  const DeskPage page = house.sign_in("nurse1");

  house.wait(31 * 60);

  EXPECT_EQ(page.get("/desk/session").status, 401);
}

TEST(DeskSession, EveryChangeNeedsTheCsrfToken) {
  DeskHouse house("csrf");
  const DeskPage page = house.sign_in("nurse1");
  for (const service::Route& route : house.routes()) {
    if (route.access != service::Access::session || route.method == "GET") {
      continue;
    }
    HttpRequest request = page.request(route.method, route.path, "{}");
    request.headers.erase("x-csrf-token");
    const HttpAnswer without = house.dispatch(request);
    request.headers.emplace("x-csrf-token", page.csrf() + "0");
    const HttpAnswer other = house.dispatch(request);

    EXPECT_EQ(without.status, 403) << route.method << route.path;
    EXPECT_EQ(other.status, 403) << route.method << route.path;
    EXPECT_THAT(message(without), HasSubstr("X-CSRF-Token"));
  }
}

TEST(DeskSession, PagesOfElsewhereMayNotAsk) {
  DeskHouse house("origin");
  const DeskPage page = house.sign_in("nurse1");
  HttpRequest request = page.request("GET", "/desk/calls");
  request.headers.erase("origin");
  request.headers.emplace("origin", "https://evil.example");
  HttpRequest first = apps_tests::post("/desk/session", R"({"name": "nurse1", "password": "x"})");
  first.headers.emplace("origin", "null");
  HttpRequest fetched = page.request("GET", "/desk/calls");
  fetched.headers.emplace("sec-fetch-site", "cross-site");

  EXPECT_EQ(house.dispatch(request).status, 403);
  EXPECT_EQ(house.dispatch(first).status, 403);
  EXPECT_EQ(house.dispatch(fetched).status, 403);
}

// Where clients need tokens, people do not: they sign in.
TEST(DeskSession, NeedsNoTokenOfAClient) {
  DeskHouse house("no_token");
  const service::Router router(
      desk_routes(house.desk()),
      {.caller = [](const HttpRequest&, const std::string&,
                    const service::Serving&) -> engine::Result<std::string> {
        return engine::fail(engine::ErrorKind::invalid_argument, "no token");
      }});

  const HttpAnswer answer =
      router
          .dispatch(apps_tests::post("/desk/session", R"({"name": "nurse1", "password": ")" +
                                                          std::string(desk_password) + "\"}"),
                    apps_tests::serving())
          .answer;

  EXPECT_EQ(answer.status, 200) << answer.body;
}

TEST(DeskSession, AnAdminManagesAndTakesNoCalls) {
  DeskHouse house("admin");
  const DeskPage admin = house.sign_in("admin1");
  const DeskPage nurse = house.sign_in("nurse1");

  const HttpAnswer users = admin.get("/desk/users");

  EXPECT_EQ(users.status, 200);
  EXPECT_EQ(member(users.body, "users.0.name"), "admin1");
  EXPECT_EQ(admin.get("/desk/calls").status, 403);
  EXPECT_THAT(message(admin.get("/desk/calls")), HasSubstr("expected nurse or clinician"));
  EXPECT_EQ(nurse.get("/desk/users").status, 403);
}

TEST(DeskSession, AddressBehindAProxyIsWhatTheProxySaw) {
  HttpRequest request = apps_tests::get("/");
  request.peer = "10.0.0.1";
  request.headers.emplace("x-forwarded-for", "1.2.3.4, 203.0.113.9");

  EXPECT_EQ(address_of(request, false), "10.0.0.1");
  EXPECT_EQ(address_of(request, true), "203.0.113.9");
}

}  // namespace
}  // namespace paraspinal::desk
