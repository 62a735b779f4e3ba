#pragma once

// Who asks, of the screens' routes: the session of a cookie, whether the page is the service's own,
// and whether this user may do that.
//
//   route.answer = signed_in(desk, {.who = Who::caller_takers, .changes = true},
//                            [](const Asked& asked) { ... asked.session.user.name ... });
//
// A page says with each request for how long nobody has pressed a key or moved the pointer at it
// (`X-Idle-Seconds`): what it asks by itself keeps no session alive.
//
// A request that changes something needs the session's CSRF token in `X-CSRF-Token`. Every request
// that names an Origin must name this service's own: pages that --allow-origin lets ask other
// routes may not ask these.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "apps/desk/desk.h"
#include "apps/records/users.h"
#include "apps/service/http.h"
#include "apps/service/serving.h"

namespace paraspinal::desk {

enum class Who {
  anybody,      // every role
  call_takers,  // nurses and clinicians
  managers,     // admins
};

struct Admission {
  Who who = Who::call_takers;
  bool changes = false;
};

struct Asked {
  const service::HttpRequest& request;
  const service::Serving& serving;
  Desk& desk;
  const records::Session& session;
  std::string token;  // of the cookie

  Moment moment() const;
};

using SignedIn = std::function<service::HttpAnswer(const Asked&)>;

std::function<service::HttpAnswer(const service::HttpRequest&, const service::Serving&)> signed_in(
    const SharedDesk& desk, Admission admission, SignedIn answer);

// The value of the session's cookie; empty without one.
std::string session_token(const service::HttpRequest& request);
// Set-Cookie for a token that is kept so long; 0 takes it away.
std::string session_cookie(std::string_view token, std::int64_t seconds, bool secure);

// 403 for an Origin, or a Sec-Fetch-Site, that is not the service's own.
std::optional<service::HttpAnswer> refused_origin(const service::HttpRequest& request,
                                                  const service::Serving& serving);

// From where a request comes, for the rate of signing in.
std::string address_of(const service::HttpRequest& request, bool behind_proxy);

// 409 with a kind of its own; neither may need an escape in JSON.
service::HttpAnswer conflict_answer(const std::string& kind, const std::string& message);

// What the records could not do: 404 and 422 as everywhere, 409 `other_wish` for a request that was
// another wish the first time, 503 while another process holds their file.
service::HttpAnswer failed(const engine::Error& error);

// 429 with Retry-After.
service::HttpAnswer too_often(std::int64_t wait_seconds, const std::string& words);

}  // namespace paraspinal::desk
