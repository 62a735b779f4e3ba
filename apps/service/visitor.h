#pragma once

// Whether a request may come from where it says it comes: a service on loopback is reached by every
// page that the machine's browser shows, so that a page of elsewhere must not be able to ask it
// ("DNS rebinding": a name of the attacker's that points to 127.0.0.1), and pages on the list must.
//
//   if (auto refused = refused_visitor(request, {.hosts = loopback_hosts(8420)})) return *refused;
//   add_cross_origin_headers(request, rule, answer);
//
// Not for: who asks; that is authentication.h.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apps/service/http.h"

namespace paraspinal::service {

struct VisitorRule {
  // "127.0.0.1:8420", in lower case; the Host header must be one of them. Empty: any, and then no
  // Origin is refused either.
  std::vector<std::string> hosts = {};
  std::vector<std::string> origins = {};  // "https://ehr.example"; "*" for all
};

// 127.0.0.1, localhost and [::1] with that port; also `listened`, a name or an address without
// brackets, when it is another.
std::vector<std::string> loopback_hosts(int port, std::string_view listened = "127.0.0.1");

// 421 for a host, 403 for an origin that is neither on the list nor the host's own; both without
// CORS headers.
std::optional<HttpAnswer> refused_visitor(const HttpRequest& request, const VisitorRule& rule);

bool is_allowed_origin(std::string_view origin, const VisitorRule& rule);

// What a browser needs to show the answer, an error's too, to a page of an origin on the list.
void add_cross_origin_headers(const HttpRequest& request, const VisitorRule& rule,
                              HttpAnswer& answer);

// A browser asks whether it may ask.
bool is_preflight(const HttpRequest& request);

}  // namespace paraspinal::service
