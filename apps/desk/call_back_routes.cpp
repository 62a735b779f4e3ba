// Promises to call back: made, listed, kept. Entry point: call_back_routes, at the end.

#include <charconv>
#include <utility>

#include "apps/desk/call_answers.h"
#include "apps/desk/call_times.h"
#include "apps/desk/desk_schemas.h"
#include "apps/desk/state_json.h"
#include "apps/service/error_answer.h"
#include "fhir/export_words.h"

namespace paraspinal::desk {
namespace {

using engine::ErrorKind;
using fhir::Json;
using fhir::words;
using service::error_answer;
using service::HttpAnswer;
using service::json_answer;
using service::Route;

constexpr std::int64_t seconds_a_year = 365 * seconds_a_day;

HttpAnswer promise(const Asked& asked) {
  auto body = BodyReader::read(asked.request.body, most_change_bytes);
  if (!body) {
    return error_answer("json", body.error());
  }
  Wish wish = read_wish(*body, "call back");
  const auto due = utc_time(body->text("due_at", 40));
  if (!due) {
    body->wrong("due_at", "a time with its zone: 2026-01-31T10:00:00Z");
  } else if (*due < later(asked.serving.now, -seconds_a_day) ||
             *due > later(asked.serving.now, seconds_a_year)) {
    body->wrong("due_at", "a time not more than a day ago and within a year");
  }
  const std::string why = body->text("why", 1'000);
  const std::string telephone = body->optional_text("telephone", 50);
  if (const auto error = body->error()) {
    return error_answer("json", *error);
  }
  wish.due_at = *due;
  wish.content = {{"due_at", words(*due)}, {"why", words(why)}, {"telephone", words(telephone)}};
  return changed_answer(
      asked, asked.desk.calls.change(asked.request.captured.at("id"), wish, asked.moment()));
}

engine::Result<Json> listed(const Asked& asked, const records::CallBack& call_back) {
  CallBook& book = asked.desk.calls;
  const auto call = book.calls().find(call_back.call);
  if (!call) {
    return engine::fail(call.error());
  }
  return book.told(*call, asked.serving.clinic).map([&](const Told& told) {
    return call_back_json(call_back, begun(*call), told, asked.serving.now);
  });
}

HttpAnswer list_call_backs(const Asked& asked) {
  const auto due = asked.desk.calls.calls().call_backs(false, all_there_are);
  if (!due) {
    return failed(due.error());
  }
  std::vector<Json> lines;
  for (const records::CallBack& call_back : *due) {
    auto line = listed(asked, call_back);
    if (!line) {
      return failed(line.error());
    }
    lines.push_back(std::move(*line));
  }
  if (const auto audited = audit_listing(asked, "call-backs listed", lines.size()); !audited) {
    return failed(audited.error());
  }
  return json_answer(
      200, write_json(Json::object({{"call_backs", Json::array(std::move(lines))}})) + '\n');
}

HttpAnswer done(const Asked& asked) {
  const std::string& text = asked.request.captured.at("id");
  std::int64_t id = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), id);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) {
    return error_answer("json", {ErrorKind::not_found,
                                 "call-back: no such: expected an id of GET "
                                 "/desk/call-backs"});
  }
  auto body = BodyReader::read(asked.request.body, most_change_bytes);
  if (!body) {
    return error_answer("json", body.error());
  }
  const std::string outcome = body->text("outcome", 20);
  if (outcome != "reached" && outcome != "not_reached" && outcome != "cancelled") {
    body->wrong("outcome", "reached, not_reached or cancelled");
  }
  if (const auto error = body->error()) {
    return error_answer("json", *error);
  }
  const auto was =
      asked.desk.calls.calls().done(id, outcome, asked.serving.now, asked.session.user.name);
  if (!was) {
    return failed(was.error());
  }
  return *was ? HttpAnswer{.status = 204}
              : conflict_answer("done", "call-back: what came of it was said already, and stands");
}

}  // namespace

std::vector<Route> call_back_routes(const SharedDesk& desk) {
  Route list =
      reading_route(desk, "/desk/call-backs", "Whom to call back, soonest first, and what is late.",
                    list_call_backs);
  list.response_schema = call_backs_schema();
  Route kept = changing_route(desk, "/desk/call-backs/{id}/done", "What came of a call-back.",
                              outcome_schema(), done);
  kept.statuses = {204, 400, 403, 404, 409, 413, 422};
  kept.response_schema.clear();
  return {changing_route(desk, "/desk/calls/{id}/call-back", "Promises to call back by a time.",
                         call_back_schema(), promise),
          std::move(list), std::move(kept)};
}

}  // namespace paraspinal::desk
