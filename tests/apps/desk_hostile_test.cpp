// Whatever is sent, nobody gets a failure of the service's, and nothing is changed by half.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/apps/desk_fixture.h"
#include "tests/apps/service_fixture.h"

namespace paraspinal::desk {
namespace {

using apps_tests::DeskHouse;
using apps_tests::DeskPage;
using apps_tests::member;
using service::HttpAnswer;
using testing::HasSubstr;

std::string filled(std::string path, const std::string& call) {
  const std::size_t open = path.find('{');
  return open == std::string::npos
             ? path
             : path.substr(0, open) + call + path.substr(path.find('}', open) + 1);
}

const std::vector<std::string>& bodies() {
  static const std::vector<std::string> all = {
      "",
      "{",
      "[]",
      "null",
      "{}",
      "\xff\xfe",
      R"({"request": 1})",
      R"({"request": "a", "revision": -1})",
      R"({"request": "a", "revision": 0.5})",
      R"({"request": "a", "revision": 1e300})",
      R"({"request": "a", "revision": 0, "answers": {}})",
      R"({"request": "a", "revision": 0, "answers": [null]})",
      R"({"request": "a", "revision": 0, "answers": [{"finding": null, "value": null, "said_by": null}]})",
      R"({"request": "a", "revision": 0, "answers": [{"finding": "age_years", "value": 1e308, "said_by": "caller"}]})",
      R"({"request": "a", "revision": 0, "answers": [{"finding": "lmp", "value": "2026-02-31", "said_by": "caller"}]})",
      R"({"request": "a b", "revision": 0})",
      R"({"request": "a", "revision": 0, "text": "\u0000"})",
      R"({"request": "a", "revision": 0, "urgency": 3, "reason": [], "text": {}, "second": "x"})",
      R"({"request": "a", "revision": 0, "due_at": "9999-12-31T23:59:59Z", "why": 3})",
      R"({"request": "a", "setting": "telephone", "chart": [1]})",
      R"({"request": "a", "setting": "telephone", "caller": "me"})",
      R"({"request": "a", "setting": "telephone", "chart": {"resourceType": "Bundle", "entry": 3}})",
      R"({"name": {}, "password": []})",
      R"({"outcome": "reached", "outcome": "reached"})",
      "{\"request\": \"a\", \"x\": " + std::string(200, '[') + std::string(200, ']') + "}",
      R"({"request": "a", "revision": 0, "text": ")" + std::string(70'000, 'x') + "\"}"};
  return all;
}

TEST(DeskHostile, NoBodyIsAFailureOfTheService) {
  DeskHouse house("bodies");
  DeskPage page = house.sign_in("nurse1");
  page.open_call();
  for (const service::Route& route : house.routes()) {
    if (route.method != "POST") {
      continue;
    }
    for (const std::string& body : bodies()) {
      const HttpAnswer answer = page.post(filled(route.path, page.call()), body);
      EXPECT_LT(answer.status, 500) << route.path << " " << body.substr(0, 80);
    }
  }
  EXPECT_EQ(page.read().status, 200);
}

TEST(DeskHostile, NoPathIsAFailureOfTheService) {
  DeskHouse house("paths");
  const DeskPage page = house.sign_in("nurse1");
  for (const service::Route& route : house.routes()) {
    for (const std::string id : {"x", "..", "\xff", "%", "' OR 1=1 --"}) {
      if (route.method == "GET") {
        EXPECT_LT(page.get(filled(route.path, id), {{"q", id}, {"condition", id}}).status, 500)
            << route.path << " " << id;
      }
    }
  }
}

TEST(DeskHostile, AMemberThatIsMisspeltIsNamed) {
  DeskHouse house("member");
  DeskPage page = house.sign_in("nurse1");
  page.open_call();

  const HttpAnswer answer = page.change("close", R"("repeated_back": true,
      "disposition_accepted": true, "txet": "x")");

  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(member(answer.body, "error.message"), HasSubstr("txet: expected no such member"));
}

TEST(DeskHostile, ABodyThatIsTooLargeIsNotRead) {
  DeskHouse house("large");
  DeskPage page = house.sign_in("nurse1");
  page.open_call();

  const HttpAnswer answer = page.change("notes", R"("text": ")" + std::string(70'000, 'x') + "\"");

  EXPECT_EQ(answer.status, 413);
}

TEST(DeskHostile, WhatANoteSaysIsNotMarkup) {
  DeskHouse house("markup");
  DeskPage page = house.sign_in("nurse1");
  page.open_call();

  const HttpAnswer answer = page.change("notes", R"("text": "<script>alert(1)</script>")");

  EXPECT_EQ(answer.content_type, "application/json");
  EXPECT_EQ(apps_tests::header(answer, "X-Content-Type-Options"), "nosniff");
}

}  // namespace
}  // namespace paraspinal::desk
