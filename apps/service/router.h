#pragma once

// From a request to the answer of one of a list of routes, or to the error that says why there is
// none. Pure but for what the routes do.
//
//   const Router router(json_routes(), {.visitors = {.hosts = loopback_hosts(8420)}});
//   const Dispatched done = router.dispatch(request, serving);
//   done.answer.status;   // 404, 405 with Allow, 415, 401, ... or the route's
//   done.route;           // "/score/{name}", for logs: never the path itself
//
// In this order: Host and Origin (421, 403), path (404), method (405; OPTIONS is 204), client (401,
// no body), media type (415), the route. HEAD is answered as GET, with the body that the server
// counts and leaves out. What a route throws is a 500. Const and thread-safe.

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "apps/service/http.h"
#include "apps/service/serving.h"
#include "apps/service/visitor.h"
#include "engine/result.h"

namespace paraspinal::service {

struct RouterOptions {
  VisitorRule visitors = {};
  // The name of a client that may call this URL; the error is for the log. No client is asked who
  // it is when empty.
  std::function<engine::Result<std::string>(const HttpRequest&, const std::string& url,
                                            const Serving&)>
      caller = {};
};

// Whose turn a request waits for: nobody's, that of the hooks, of what may take seconds, or the
// usual one.
enum class Share { none, hooks, heavy, usual };

struct Dispatched {
  HttpAnswer answer;
  std::string route = {};   // the template of the path; empty when none matched
  std::string client = {};  // its name; empty when none was asked
  std::string why = {};     // of a 401 or 500, for the log; holds nothing of the request
};

class Router {
 public:
  // Requires that no two routes have the same method and path.
  Router(std::vector<Route> routes, RouterOptions options);

  Dispatched dispatch(HttpRequest request, Serving serving) const;
  // By the route: "none" of the tag "operations".
  Share share_of(const HttpRequest& request) const;
  // An error for a request that no route is asked about (too large, too late, too many), in the
  // form of the routes that it is nearest to and with the headers of any other answer. What is not
  // known of the request may be empty.
  HttpAnswer refusal(const HttpRequest& request, int status, const engine::Error& error) const;
  std::span<const Route> routes() const { return routes_; }

 private:
  struct Match {
    std::vector<const Route*> routes;  // those of the path that fits best
    std::map<std::string, std::string> captured;
  };

  Match match(std::string_view path) const;
  Dispatched routed(HttpRequest& request, Serving& serving) const;
  Dispatched answered(const Route& route, const HttpRequest& request, Serving& serving) const;
  std::string_view tag_near(std::string_view path) const;

  std::vector<Route> routes_;
  std::vector<std::vector<std::string>> segments_;  // of each route's path
  RouterOptions options_;
};

// The parts of a path between slashes: "/a/b" gives "a", "b"; "/" gives "".
std::vector<std::string> path_segments(std::string_view path);

}  // namespace paraspinal::service
