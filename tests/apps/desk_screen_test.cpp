// The screen's files, with a list of them that stands for those that a build takes in.

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "apps/desk/screen_files.h"
#include "apps/desk/screen_route.h"
#include "apps/service/router.h"
#include "tests/apps/service_fixture.h"

namespace paraspinal::desk {

std::span<const ScreenFile> screen_files() {
  static constexpr std::array<ScreenFile, 3> files = {
      {{"assets/index-4f2a.js", "text/javascript; charset=utf-8", "start();"},
       {"index.html", "text/html; charset=utf-8", "<!doctype html>"},
       {"worker.js", "text/javascript; charset=utf-8", "keep();"}}};
  return files;
}

namespace {

using apps_tests::get;
using apps_tests::header;
using apps_tests::serving;
using service::HttpAnswer;
using service::HttpRequest;
using testing::HasSubstr;

HttpAnswer answer(HttpRequest request) {
  static const service::Router router(screen_routes(), {});
  return router.dispatch(std::move(request), serving()).answer;
}

TEST(Screen, IsAPageThatLoadsFromHereOnly) {
  const HttpAnswer page = answer(get("/screen/"));

  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.body, "<!doctype html>");
  EXPECT_THAT(header(page, "Content-Security-Policy"), HasSubstr("default-src 'none'"));
  EXPECT_THAT(header(page, "Content-Security-Policy"), HasSubstr("frame-ancestors 'none'"));
  EXPECT_THAT(header(page, "Content-Security-Policy"), Not(HasSubstr("unsafe")));
  EXPECT_EQ(header(page, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(header(page, "Referrer-Policy"), "no-referrer");
  EXPECT_EQ(header(page, "Cache-Control"), "no-cache");
}

TEST(Screen, HashedFilesAreKeptForGood) {
  EXPECT_THAT(header(answer(get("/screen/assets/index-4f2a.js")), "Cache-Control"),
              HasSubstr("immutable"));
  EXPECT_EQ(header(answer(get("/screen/worker.js")), "Cache-Control"), "no-cache");
}

TEST(Screen, PathsWithoutADotAreItsOwnPages) {
  EXPECT_EQ(answer(get("/screen/call/0123abcd")).body, "<!doctype html>");
  EXPECT_EQ(answer(get("/screen/call/0123abcd/map")).body, "<!doctype html>");
  EXPECT_EQ(answer(get("/screen/missing.js")).status, 404);
  EXPECT_EQ(answer(get("/screen/../secret.txt")).status, 404);
}

TEST(Screen, IsNotSentAgainWhileItIsTheSame) {
  HttpRequest request = get("/screen/");
  request.headers.emplace("if-none-match", header(answer(request), "ETag"));

  const HttpAnswer again = answer(request);

  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
}

TEST(Screen, BrowsersAreSentToIt) {
  const Answer front = front_page(
      [](const HttpRequest&, const service::Serving&) { return HttpAnswer{.body = "list"}; });
  HttpRequest browser = get("/");
  browser.headers.emplace("accept", "text/html,application/xhtml+xml");

  EXPECT_EQ(header(front(browser, serving()), "Location"), "/screen/");
  EXPECT_EQ(front(get("/"), serving()).body, "list");
  EXPECT_EQ(header(answer(get("/screen")), "Location"), "/screen/");
}

}  // namespace
}  // namespace paraspinal::desk
