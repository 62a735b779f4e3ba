// Entry point: signed_in, at the end.

#include "apps/desk/session.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "apps/service/error_answer.h"

namespace paraspinal::desk {
namespace {

using engine::ErrorKind;
using records::Role;
using service::error_answer;
using service::HttpAnswer;
using service::HttpRequest;
using service::Serving;

constexpr std::string_view cookie_name = "paraspinal_session";

// No sooner for a first byte that differs.
bool is_same(std::string_view a, std::string_view b) {
  unsigned difference = a.size() == b.size() ? 0U : 1U;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    difference |= static_cast<unsigned>(static_cast<unsigned char>(a[i] ^ b[i]));
  }
  return difference == 0;
}

bool may(Role role, Who who) {
  switch (who) {
    case Who::anybody:
      return true;
    case Who::call_takers:
      return role != Role::admin;
    case Who::managers:
      return role == Role::admin;
  }
  return false;
}

HttpAnswer not_signed_in() {
  return error_answer("json", 401,
                      {ErrorKind::invalid_argument, "nobody is signed in: sign in first"});
}

HttpAnswer forbidden(const std::string& words) {
  return error_answer("json", 403, {ErrorKind::invalid_argument, words});
}

// 0 where a page does not say it; what is no number of 0 or more is as if nobody had ever done
// anything.
std::int64_t idle_seconds(const HttpRequest& request) {
  if (!request.headers.contains("x-idle-seconds")) {
    return 0;
  }
  const std::string_view text = request.header("x-idle-seconds");
  std::int64_t seconds = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool is_number = read.ec == std::errc() && read.ptr == text.data() + text.size();
  return is_number && seconds >= 0 ? seconds : std::numeric_limits<std::int64_t>::max();
}

// scheme://host of an address.
std::string origin_of(std::string_view url) {
  const std::size_t host = url.find("://");
  return std::string(host == std::string_view::npos ? url : url.substr(0, url.find('/', host + 3)));
}

std::string lower(std::string_view text) {
  std::string small(text);
  std::ranges::transform(small, small.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return small;
}

}  // namespace

Moment Asked::moment() const {
  return {serving.clinic, serving.now, session.user.name, serving.version};
}

std::string session_token(const HttpRequest& request) {
  std::string_view cookies = request.header("cookie");
  while (!cookies.empty()) {
    const std::string_view one = cookies.substr(0, cookies.find(';'));
    cookies.remove_prefix(std::min(cookies.size(), one.size() + 1));
    const std::string_view pair = one.substr(std::min(one.size(), one.find_first_not_of(' ')));
    if (pair.starts_with(cookie_name) && pair.substr(cookie_name.size()).starts_with('=')) {
      return std::string(pair.substr(cookie_name.size() + 1));
    }
  }
  return "";
}

std::string session_cookie(std::string_view token, std::int64_t seconds, bool secure) {
  return std::string(cookie_name) + "=" + std::string(token) +
         "; Path=/desk; Max-Age=" + std::to_string(seconds) + "; HttpOnly; SameSite=Strict" +
         (secure ? "; Secure" : "");
}

std::optional<HttpAnswer> refused_origin(const HttpRequest& request, const Serving& serving) {
  const std::string origin = lower(request.header("origin"));
  const std::string host = lower(request.header("host"));
  const bool own = origin.empty() || origin == "http://" + host || origin == "https://" + host ||
                   origin == lower(origin_of(serving.base_url));
  const std::string_view site = request.header("sec-fetch-site");
  if (own && (site.empty() || site == "same-origin" || site == "none")) {
    return std::nullopt;
  }
  return forbidden("Origin: is not this service's own: only its own screen may ask this");
}

std::string address_of(const HttpRequest& request, bool behind_proxy) {
  const std::string_view forwarded = request.header("x-forwarded-for");
  if (!behind_proxy || forwarded.empty()) {
    return request.peer;
  }
  const std::size_t comma = forwarded.rfind(',');
  std::string_view last = comma == std::string_view::npos ? forwarded : forwarded.substr(comma + 1);
  last.remove_prefix(std::min(last.size(), last.find_first_not_of(' ')));
  return std::string(last.substr(0, 64));
}

HttpAnswer conflict_answer(const std::string& kind, const std::string& message) {
  return service::json_answer(
      409, R"({"error": {"kind": ")" + kind + R"(", "message": ")" + message + "\"}}\n");
}

HttpAnswer failed(const engine::Error& error) {
  if (error.message == records::other_wish) {
    return conflict_answer("other_wish", error.message);
  }
  const bool of_store = error.kind == ErrorKind::too_large || error.kind == ErrorKind::corrupt;
  return of_store ? service::store_failure("json", error) : error_answer("json", error);
}

HttpAnswer too_often(std::int64_t wait_seconds, const std::string& words) {
  return service::throttled_answer("json", words, static_cast<int>(wait_seconds));
}

std::function<HttpAnswer(const HttpRequest&, const Serving&)> signed_in(const SharedDesk& desk,
                                                                        Admission admission,
                                                                        SignedIn answer) {
  return [desk, admission, answer = std::move(answer)](const HttpRequest& request,
                                                       const Serving& serving) {
    if (auto refused = refused_origin(request, serving)) {
      return std::move(*refused);
    }
    const std::string token = session_token(request);
    if (token.empty()) {
      return not_signed_in();
    }
    const auto session = desk->users.session(token, serving.now_seconds, idle_seconds(request));
    if (!session) {
      return failed(session.error());
    }
    if (!*session) {
      return not_signed_in();
    }
    if (admission.changes && !is_same(request.header("x-csrf-token"), (*session)->csrf)) {
      return forbidden(
          "X-CSRF-Token: is not that of this session: expected the csrf of GET "
          "/desk/session");
    }
    if (!may((*session)->user.role, admission.who)) {
      return forbidden("role: " + std::string(name((*session)->user.role)) +
                       " may not do this: expected " +
                       (admission.who == Who::managers ? "admin" : "nurse or clinician"));
    }
    return answer({request, serving, *desk, **session, token});
  };
}

}  // namespace paraspinal::desk
