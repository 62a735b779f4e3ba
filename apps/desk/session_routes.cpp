// POST, GET and DELETE /desk/session; GET /desk/users. Entry point: session_routes, at the end.

#include "apps/desk/body_reader.h"
#include "apps/desk/desk.h"
#include "apps/desk/desk_schemas.h"
#include "apps/desk/session.h"
#include "apps/service/error_answer.h"
#include "apps/service/json_parts.h"
#include "apps/service/request_log.h"
#include "fhir/export_words.h"

namespace paraspinal::desk {
namespace {

using engine::ErrorKind;
using fhir::Json;
using fhir::words;
using records::Session;
using records::User;
using service::Access;
using service::error_answer;
using service::HttpAnswer;
using service::HttpRequest;
using service::json_answer;
using service::Route;
using service::Serving;

constexpr std::size_t most_bytes = 4'096;
constexpr std::size_t most_password = 1'000;

std::string session_json(const Session& session) {
  return write_json(
             Json::object({{"user", Json::object({{"name", words(session.user.name)},
                                                  {"shown_as", words(session.user.shown_as)},
                                                  {"role", words(name(session.user.role))}})},
                           {"csrf", words(session.csrf)},
                           {"expires", words(service::iso_time(session.expires))}})) +
         '\n';
}

HttpAnswer wrong_password() {
  return error_answer("json", 401,
                      {ErrorKind::invalid_argument, "name or password: do not fit together"});
}

HttpAnswer sign_in(const SharedDesk& desk, const HttpRequest& request, const Serving& serving) {
  if (auto refused = refused_origin(request, serving)) {
    return std::move(*refused);
  }
  auto body = BodyReader::read(request.body, most_bytes);
  if (!body) {
    return error_answer("json", body.error());
  }
  const std::string user = body->text("name", 64);
  const std::string password = body->text("password", most_password);
  if (const auto error = body->error()) {
    return error_answer("json", *error);
  }
  const std::string address = address_of(request, desk->options().behind_proxy);
  const auto pass = desk->gate.enter(address, serving.now_seconds);
  if (!pass.may_go()) {
    return too_often(pass.wait_seconds(),
                     "too many sign in from here or at this moment: try "
                     "again a little later");
  }
  const auto signed_in = desk->users.sign_in(user, password, serving.now_seconds, address);
  if (!signed_in) {
    return signed_in.error().kind == ErrorKind::invalid_argument ? wrong_password()
                                                                 : failed(signed_in.error());
  }
  if (signed_in->wait_seconds > 0) {
    return too_often(signed_in->wait_seconds, "too many wrong passwords for this name: wait");
  }
  if (!signed_in->session) {
    return wrong_password();
  }
  constexpr std::int64_t longest = std::int64_t{12} * 60 * 60;
  HttpAnswer answer = json_answer(200, session_json(*signed_in->session));
  answer.headers.emplace_back(
      "Set-Cookie", session_cookie(signed_in->session->token, longest, desk->options().secure));
  return answer;
}

HttpAnswer tell_session(const Asked& asked) {
  return json_answer(200, session_json(asked.session));
}

HttpAnswer sign_out(const Asked& asked) {
  if (const auto done = asked.desk.users.sign_out(asked.token, asked.serving.now_seconds); !done) {
    return failed(done.error());
  }
  return {.status = 204,
          .headers = {{"Set-Cookie", session_cookie("", 0, asked.desk.options().secure)}}};
}

HttpAnswer list_users(const Asked& asked) {
  const auto users = asked.desk.users.all();
  if (!users) {
    return failed(users.error());
  }
  return json_answer(
      200, write_json(Json::object(
               {{"users", service::list_of(*users,
                                           [](const User& user) {
                                             return Json::object(
                                                 {{"name", words(user.name)},
                                                  {"shown_as", words(user.shown_as)},
                                                  {"role", words(name(user.role))},
                                                  {"is_active", Json::boolean(user.is_active)}});
                                           })}})) +
               '\n');
}

}  // namespace

std::vector<Route> session_routes(const SharedDesk& desk) {
  return {{.method = "POST",
           .path = "/desk/session",
           .summary = "Sign in: a cookie, and the token that changes need.",
           .tag = "desk",
           .access = Access::open,
           .consumes = {"application/json"},
           .statuses = {200, 400, 401, 403, 413, 422, 429},
           .request_schema = sign_in_schema(),
           .response_schema = session_schema(),
           .answer = [desk](const HttpRequest& request,
                            const Serving& serving) { return sign_in(desk, request, serving); }},
          {.method = "GET",
           .path = "/desk/session",
           .summary = "Who is signed in.",
           .tag = "desk",
           .access = Access::session,
           .response_schema = session_schema(),
           .answer = signed_in(desk, {.who = Who::anybody}, tell_session)},
          {.method = "DELETE",
           .path = "/desk/session",
           .summary = "Sign out.",
           .tag = "desk",
           .access = Access::session,
           .statuses = {204},
           .answer = signed_in(desk, {.who = Who::anybody, .changes = true}, sign_out)},
          {.method = "GET",
           .path = "/desk/users",
           .summary = "Who may sign in, for an admin; they are managed by command.",
           .tag = "desk",
           .access = Access::session,
           .answer = signed_in(desk, {.who = Who::managers}, list_users)}};
}

}  // namespace paraspinal::desk
