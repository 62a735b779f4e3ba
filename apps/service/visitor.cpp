#include "apps/service/visitor.h"

#include <algorithm>

#include "apps/service/error_answer.h"

namespace paraspinal::service {
namespace {

using engine::ErrorKind;

bool holds(const std::vector<std::string>& list, std::string_view one) {
  return std::ranges::find(list, one) != list.end();
}

}  // namespace

std::vector<std::string> loopback_hosts(int port, std::string_view listened) {
  std::vector<std::string> names = {"127.0.0.1", "localhost", "[::1]"};
  std::string own = lower_case(listened);
  own = own.find(':') == std::string::npos ? own : "[" + own + "]";
  if (!holds(names, own)) {
    names.push_back(std::move(own));
  }
  std::vector<std::string> hosts;
  for (const std::string& name : names) {
    hosts.push_back(name + ":" + std::to_string(port));
  }
  if (port == 80 || port == 443) {  // those that clients leave out
    hosts.insert(hosts.end(), names.begin(), names.end());
  }
  return hosts;
}

std::optional<HttpAnswer> refused_visitor(const HttpRequest& request, const VisitorRule& rule) {
  if (rule.hosts.empty()) {
    return std::nullopt;
  }
  const std::string host = lower_case(request.header("host"));
  if (!holds(rule.hosts, host)) {
    return error_answer(
        "json", 421,
        {ErrorKind::invalid_argument, "Host: is not this service's: expected " +
                                          rule.hosts.front() + " or another of its names"});
  }
  const std::string origin = lower_case(request.header("origin"));
  if (!origin.empty() && !is_allowed_origin(origin, rule) && origin != "http://" + host &&
      origin != "https://" + host) {
    return error_answer("json", 403,
                        {ErrorKind::invalid_argument,
                         "Origin: is not allowed: expected one given as --allow-origin"});
  }
  return std::nullopt;
}

bool is_allowed_origin(std::string_view origin, const VisitorRule& rule) {
  return std::ranges::any_of(rule.origins, [&origin](const std::string& allowed) {
    return allowed == "*" || lower_case(allowed) == origin;
  });
}

void add_cross_origin_headers(const HttpRequest& request, const VisitorRule& rule,
                              HttpAnswer& answer) {
  if (rule.origins.empty()) {
    return;
  }
  answer.headers.emplace_back("Vary", "Origin");
  const std::string origin(request.header("origin"));
  if (origin.empty() || !is_allowed_origin(lower_case(origin), rule)) {
    return;
  }
  answer.headers.emplace_back("Access-Control-Allow-Origin", origin);
  if (is_preflight(request)) {
    answer.headers.emplace_back("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS");
    answer.headers.emplace_back("Access-Control-Allow-Headers",
                                "authorization, content-type, accept");
    answer.headers.emplace_back("Access-Control-Max-Age", "600");
  } else {
    answer.headers.emplace_back("Access-Control-Expose-Headers", "ETag, Retry-After");
  }
}

bool is_preflight(const HttpRequest& request) {
  return request.method == "OPTIONS" && !request.header("origin").empty() &&
         !request.header("access-control-request-method").empty();
}

}  // namespace paraspinal::service
