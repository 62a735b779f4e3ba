#include "apps/desk/screen_route.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "apps/desk/screen_files.h"
#include "apps/service/error_answer.h"
#include "knowledge/base/sha256.h"

namespace paraspinal::desk {
namespace {

using engine::ErrorKind;
using service::HttpAnswer;
using service::HttpRequest;
using service::Route;
using service::Serving;

constexpr const char* policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src "
    "'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'self'";

HttpAnswer redirected(std::string to) {
  return {.status = 302, .headers = {{"Location", std::move(to)}}};
}

using Tags = std::map<std::string_view, std::string>;

// Of every file, made once.
Tags all_tags() {
  Tags tags;
  for (const ScreenFile& file : screen_files()) {
    tags[file.path] = '"' + knowledge::sha256(file.bytes).substr(0, 32) + '"';
  }
  return tags;
}

HttpAnswer file_answer(const HttpRequest& request, const ScreenFile& file, const std::string& tag) {
  const bool keeps = file.path.starts_with("assets/");
  HttpAnswer answer{.content_type = std::string(file.media_type)};
  if (request.header("if-none-match") == tag) {
    answer.status = 304;
  } else {
    answer.body = std::string(file.bytes);
  }
  answer.headers = {{"Cache-Control", keeps ? "public, max-age=31536000, immutable" : "no-cache"},
                    {"ETag", tag},
                    {"Content-Security-Policy", policy},
                    {"Referrer-Policy", "no-referrer"},
                    {"Cross-Origin-Opener-Policy", "same-origin"}};
  return answer;
}

HttpAnswer answer(const HttpRequest& request, const Tags& tags) {
  constexpr std::string_view root = "/screen/";
  const std::string_view path = std::string_view(request.path).substr(root.size());
  const ScreenFile* file = find_screen_file(path);
  if (file == nullptr && path.find('.') == std::string_view::npos) {
    file = find_screen_file("index.html");
  }
  return file != nullptr
             ? file_answer(request, *file, tags.at(file->path))
             : service::error_answer(
                   "json", {ErrorKind::not_found, "screen: has no such file: expected /screen/"});
}

Route screen_route(std::string path, const char* summary, const std::shared_ptr<const Tags>& tags) {
  return {.method = "GET",
          .path = std::move(path),
          .summary = summary,
          .tag = "screen",
          .access = service::Access::open,
          .produces = "text/html",
          .statuses = {200, 304, 404},
          .response_schema = R"({"type": "string"})",
          .answer = [tags](const HttpRequest& request, const Serving&) {
            return answer(request, *tags);
          }};
}

}  // namespace

std::vector<Route> screen_routes() {
  if (find_screen_file("index.html") == nullptr) {
    return {};
  }
  const auto tags = std::make_shared<const Tags>(all_tags());
  Route bare = screen_route("/screen", "To the screen.", tags);
  bare.statuses = {302};
  bare.answer = [](const HttpRequest&, const Serving&) { return redirected("/screen/"); };
  constexpr const char* file = "A page of the screen, or one of its files.";
  return {std::move(bare), screen_route("/screen/", "The screen.", tags),
          screen_route("/screen/{a}", file, tags), screen_route("/screen/{a}/{b}", file, tags),
          screen_route("/screen/{a}/{b}/{c}", file, tags)};
}

Answer front_page(Answer otherwise) {
  return [otherwise = std::move(otherwise)](const HttpRequest& request, const Serving& serving) {
    const bool is_browser = request.header("accept").find("text/html") != std::string_view::npos;
    return is_browser ? redirected("/screen/") : otherwise(request, serving);
  };
}

}  // namespace paraspinal::desk
