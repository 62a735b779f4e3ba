#include "apps/service/router.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

#include "apps/cli/text_layout.h"
#include "apps/service/error_answer.h"
#include "engine/require.h"

namespace paraspinal::service {
namespace {

using engine::ErrorKind;

bool is_capture(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

// The captured parts, or nothing when the path does not fit.
std::optional<std::map<std::string, std::string>> fit(const std::vector<std::string>& wanted,
                                                      const std::vector<std::string>& path) {
  if (wanted.size() != path.size()) {
    return std::nullopt;
  }
  std::map<std::string, std::string> captured;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (is_capture(wanted[i]) && !path[i].empty()) {
      captured[wanted[i].substr(1, wanted[i].size() - 2)] = path[i];
    } else if (wanted[i] != path[i]) {
      return std::nullopt;
    }
  }
  return captured;
}

std::string trimmed_lower(std::string_view text) {
  std::string small;
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '"') {
      small += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return small;
}

// JSON is UTF-8 (RFC 8259, 8.1), so that no other charset is accepted.
bool consumes(const Route& route, std::string_view content_type) {
  const std::string given = trimmed_lower(content_type);
  const std::string type = given.substr(0, given.find(';'));
  const std::size_t charset = given.find(";charset=");
  if (charset != std::string::npos) {
    const std::string name = given.substr(charset + 9, given.find(';', charset + 1) - charset - 9);
    if (name != "utf-8" && name != "utf8") {
      return false;
    }
  }
  return std::ranges::find(route.consumes, type) != route.consumes.end();
}

// Every method that these routes answer.
std::string allowed(const std::vector<const Route*>& routes) {
  std::vector<std::string> methods;
  for (const Route* route : routes) {
    methods.push_back(route->method);
    if (route->method == "GET") {
      methods.emplace_back("HEAD");
    }
  }
  methods.emplace_back("OPTIONS");
  return cli::joined(methods, ", ");
}

HttpAnswer wrong_media_type(const Route& route) {
  return error_answer(
      route.tag, 415,
      {ErrorKind::invalid_argument, "Content-Type: is not accepted: expected " +
                                        cli::joined(route.consumes, ", ") + " in UTF-8"});
}

void add_common_headers(HttpAnswer& answer) {
  const auto is_cache_control = [](const auto& header) { return header.first == "Cache-Control"; };
  if (std::ranges::none_of(answer.headers, is_cache_control)) {
    answer.headers.emplace_back("Cache-Control", "no-store");
  }
  answer.headers.emplace_back("X-Content-Type-Options", "nosniff");
}

}  // namespace

std::vector<std::string> path_segments(std::string_view path) {
  std::vector<std::string> segments;
  path.remove_prefix(path.starts_with('/') ? 1 : 0);
  for (;;) {
    const std::size_t slash = path.find('/');
    segments.emplace_back(path.substr(0, slash));
    if (slash == std::string_view::npos) {
      return segments;
    }
    path.remove_prefix(slash + 1);
  }
}

Router::Router(std::vector<Route> routes, RouterOptions options)
    : routes_(std::move(routes)), options_(std::move(options)) {
  for (const Route& route : routes_) {
    const auto same = [&route](const Route& other) {
      return other.method == route.method && other.path == route.path;
    };
    engine::require(std::ranges::count_if(routes_, same) == 1,
                    "routes differ in method or path: " + route.method + " " + route.path);
    segments_.push_back(path_segments(route.path));
  }
}

// A literal segment fits better than a captured one.
Router::Match Router::match(std::string_view path) const {
  const std::vector<std::string> segments = path_segments(path);
  Match best;
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    auto captured = fit(segments_[i], segments);
    if (!captured) {
      continue;
    }
    if (!best.routes.empty() && captured->size() < best.captured.size()) {
      best.routes.clear();
    }
    if (!best.routes.empty() && routes_[i].path != best.routes.front()->path) {
      continue;
    }
    best.routes.push_back(&routes_[i]);
    best.captured = std::move(*captured);
  }
  return best;
}

Share Router::share_of(const HttpRequest& request) const {
  const Match found = match(request.path);
  for (const Route* const route : found.routes) {
    if (route->tag == "operations") {
      return Share::none;
    }
    if (route->tag == "cds-hooks") {
      return Share::hooks;
    }
    if (route->heavy && route->method == request.method) {
      return Share::heavy;
    }
  }
  return Share::usual;
}

// Of the routes that share the first segment.
std::string_view Router::tag_near(std::string_view path) const {
  const std::string first = path_segments(path).front();
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    if (segments_[i].front() == first) {
      return routes_[i].tag;
    }
  }
  return "json";
}

HttpAnswer Router::refusal(const HttpRequest& request, int status,
                           const engine::Error& error) const {
  const std::string_view tag = tag_near(request.path);
  HttpAnswer answer =
      status == 503 ? busy_answer(tag, error.message) : error_answer(tag, status, error);
  add_common_headers(answer);
  add_cross_origin_headers(request, options_.visitors, answer);
  return answer;
}

Dispatched Router::answered(const Route& route, const HttpRequest& request,
                            Serving& serving) const {
  Dispatched done{.answer = {}, .route = route.path};
  if (route.access == Access::client && options_.caller) {
    const auto caller = options_.caller(request, serving.base_url + request.path, serving);
    if (!caller && caller.error().kind == ErrorKind::too_large) {  // the records are in use
      done.answer = store_failure(route.tag, caller.error());
      done.why = caller.error().message;
      return done;
    }
    if (!caller) {
      done.answer = {.status = 401, .headers = {{"WWW-Authenticate", "Bearer"}}};
      done.why = caller.error().message;
      return done;
    }
    serving.client_name = done.client = *caller;
  }
  if (!route.consumes.empty() && !consumes(route, request.header("content-type"))) {
    done.answer = wrong_media_type(route);
    return done;
  }
  try {
    done.answer = route.answer(request, serving);
  } catch (const std::logic_error& error) {  // a broken contract: its words are ours
    done.why = error.what();
  } catch (const std::exception&) {
    done.why = "an exception";
  }
  if (done.answer.status == 500) {
    done.why = done.answer.body;  // the words of a store or a file, not the client's to read
  }
  if (!done.why.empty()) {
    done.answer = error_answer(route.tag, 500,
                               {ErrorKind::corrupt,
                                "the service has failed: nothing is wrong with "
                                "what was sent; try again later"});
  }
  return done;
}

Dispatched Router::routed(HttpRequest& request, Serving& serving) const {
  if (auto refused = refused_visitor(request, options_.visitors)) {
    return {.answer = std::move(*refused)};
  }
  Match found = match(request.path);
  if (found.routes.empty()) {
    return {.answer =
                error_answer(tag_near(request.path), 404,
                             {ErrorKind::not_found,
                              request.path + ": no such path: expected one of /openapi.json"})};
  }
  const std::string_view path = found.routes.front()->path;
  if (request.method == "OPTIONS") {
    return {.answer = {.status = 204, .headers = {{"Allow", allowed(found.routes)}}},
            .route = std::string(path)};
  }
  const std::string method = request.method == "HEAD" ? "GET" : request.method;
  const auto route = std::ranges::find(found.routes, method, &Route::method);
  if (route == found.routes.end()) {
    HttpAnswer answer =
        error_answer(found.routes.front()->tag, 405,
                     {ErrorKind::invalid_argument, "method: expected " + allowed(found.routes)});
    answer.headers.emplace_back("Allow", allowed(found.routes));
    return {.answer = std::move(answer), .route = std::string(path)};
  }
  request.captured = std::move(found.captured);
  return answered(**route, request, serving);
}

Dispatched Router::dispatch(HttpRequest request, Serving serving) const {
  Dispatched done = routed(request, serving);
  add_common_headers(done.answer);
  add_cross_origin_headers(request, options_.visitors, done.answer);
  return done;
}

}  // namespace paraspinal::service
