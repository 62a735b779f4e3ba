// GET and POST /desk/calls, GET /desk/calls/{id}. Entry point: call_routes, at the end.

#include <utility>

#include "apps/desk/call_answers.h"
#include "apps/desk/call_times.h"
#include "apps/desk/chart_answers.h"
#include "apps/desk/desk_schemas.h"
#include "apps/desk/state_json.h"
#include "apps/service/error_answer.h"

namespace paraspinal::desk {
namespace {

using engine::Result;
using fhir::Json;
using service::error_answer;
using service::HttpAnswer;
using service::json_answer;
using service::Route;

constexpr std::size_t most_closed = 200;
constexpr std::size_t most_name = 200;

Result<Json> listed(const Asked& asked, const records::Call& call) {
  CallBook& book = asked.desk.calls;
  CallFacts facts = begun(call);
  facts.revision = call.revision;
  facts.closed_at = call.closed_at;
  const auto told = book.told(call, asked.serving.clinic);
  if (!told) {
    return engine::fail(told.error());
  }
  return book.contacts_7_days(call.id, call.at).map([&](std::int64_t contacts) {
    return call_json({facts, *told, contacts});
  });
}

Result<Json> all_listed(const Asked& asked, const Result<std::vector<records::Call>>& calls) {
  if (!calls) {
    return engine::fail(calls.error());
  }
  std::vector<Json> lines;
  for (const records::Call& call : *calls) {
    auto line = listed(asked, call);
    if (!line) {
      return line;
    }
    lines.push_back(std::move(*line));
  }
  return Json::array(std::move(lines));
}

HttpAnswer list_calls(const Asked& asked) {
  records::Calls& calls = asked.desk.calls.calls();
  const auto open = all_listed(asked, calls.open_calls(all_there_are));
  auto newest =
      calls.closed_since(later(asked.serving.now, -seconds_a_day), std::int64_t{most_closed} + 1);
  const bool more = newest && newest->size() > most_closed;
  if (more) {
    newest->pop_back();
  }
  const auto closed = all_listed(asked, newest);
  if (!open || !closed) {
    return failed(open ? closed.error() : open.error());
  }
  const std::size_t count = open->items().size() + closed->items().size();
  if (const auto audited = audit_listing(asked, "calls listed", count); !audited) {
    return failed(audited.error());
  }
  return json_answer(
      200, write_json(Json::object(
               {{"open", *open}, {"closed", *closed}, {"more_closed", Json::boolean(more)}})) +
               '\n');
}

Caller read_caller(BodyReader& body) {
  const Json* given = body.any("caller");
  if (given == nullptr || given->kind() == Json::Kind::null) {
    return {};
  }
  BodyReader reader(*given, "caller");
  Caller caller{.name = reader.optional_text("name", most_name),
                .telephone = reader.optional_text("telephone", 50),
                .reference = reader.optional_text("reference", 100),
                .is_the_person = reader.optional_truth("is_the_person", true)};
  if (const auto error = reader.error()) {
    body.wrong("caller", "an object as API.md says: " + error->message);
  }
  return caller;
}

// As an object, or as text that a page has read from a file.
std::string read_chart_text(BodyReader& body) {
  const Json* chart = body.any("chart");
  if (chart == nullptr || chart->kind() == Json::Kind::null) {
    return "";
  }
  if (!chart->is_object() && !chart->is_string()) {
    body.wrong("chart", "a FHIR bundle or a presentation, as an object or as text");
    return "";
  }
  return chart->is_string() ? std::string(chart->text()) : write_json(*chart);
}

HttpAnswer open_call(const Asked& asked) {
  auto body = BodyReader::read(asked.request.body, most_opening_bytes);
  if (!body) {
    return error_answer("json", body.error());
  }
  Opening opening;
  opening.request = read_request(*body);
  opening.setting = body->text("setting", 30);
  opening.caller = read_caller(*body);
  opening.chart = read_chart_text(*body);
  if (const auto error = body->error()) {
    return error_answer("json", *error);
  }
  if (const auto timely = check_time(opening.chart, asked.serving.now); !timely) {
    return error_answer("json",
                        engine::Error{timely.error().kind, "chart: " + timely.error().message});
  }
  const auto opened = asked.desk.calls.open(opening, asked.moment());
  if (!opened) {
    const bool of_chart = opened.error().message.starts_with("chart: ");
    return of_chart ? error_answer("json", opened.error()) : failed(opened.error());
  }
  const std::int64_t began_at = opening.chart.empty() ? 0 : 1;
  if ((*opened)->facts.revision > began_at) {  // sent again, to a call that has gone on
    if (const auto read = audit_reading(asked, **opened, records::call_read); !read) {
      return failed(read.error());
    }
  }
  return state_answer(asked, 201, **opened);
}

HttpAnswer tell_state(const Asked& asked) {
  const auto held = read_call(asked);
  return held ? state_answer(asked, 200, **held) : failed(held.error());
}

}  // namespace

std::vector<Route> call_routes(const SharedDesk& desk) {
  Route list =
      reading_route(desk, "/desk/calls",
                    "All open calls and those closed in the last day, newest first.", list_calls);
  list.response_schema = calls_schema();
  Route open = changing_route(desk, "/desk/calls", "Begin a call, with a chart where there is one.",
                              opening_schema(), open_call);
  open.statuses = {201, 400, 403, 409, 413, 422};
  Route state = reading_route(desk, "/desk/calls/{id}", "A call's whole state.", tell_state);
  state.response_schema = state_schema();
  return {std::move(list), std::move(open), std::move(state)};
}

}  // namespace paraspinal::desk
