// What a page looks up beside a call. Scores and what the knowledge says are those of the JSON API,
// for people instead of clients. Entry point: look_up_routes, at the end.

#include <algorithm>
#include <iterator>
#include <utility>

#include "apps/cli/interview_typing.h"
#include "apps/desk/call_answers.h"
#include "apps/desk/desk_schemas.h"
#include "apps/desk/override_reasons.h"
#include "apps/service/asked_members.h"
#include "apps/service/error_answer.h"
#include "apps/service/json_parts.h"
#include "apps/service/json_routes.h"
#include "apps/service/query.h"
#include "engine/require.h"
#include "fhir/export_words.h"

namespace paraspinal::desk {
namespace {

using engine::ErrorKind;
using fhir::Json;
using fhir::words;
using knowledge::Finding;
using knowledge::FindingId;
using service::error_answer;
using service::HttpAnswer;
using service::json_answer;
using service::list_of;
using service::QueryReader;
using service::Route;

constexpr std::size_t most_found = 20;
constexpr std::size_t most_words = 200;

Json finding_json(const Finding& finding, bool is_answered) {
  std::vector<Json::Member> members = {{"id", words(finding.id)}};
  std::ranges::move(service::asked_members(finding), std::back_inserter(members));
  members.emplace_back("answered", Json::boolean(is_answered));
  return Json::object(std::move(members));
}

// Those answered in the call that the query names; none without one.
engine::Result<std::vector<FindingId>> answered_in(const Asked& asked, const std::string& call) {
  std::vector<FindingId> answered;
  if (call.empty()) {
    return answered;
  }
  const auto held = asked.desk.calls.read(call, asked.serving.clinic);
  const auto audited = held ? audit_reading(asked, **held, records::call_read)
                            : engine::Result<void>(engine::fail(held.error()));
  if (!audited) {
    return engine::fail(audited.error());
  }
  for (const StandingAnswer& standing : (*held)->facts.answers) {
    answered.push_back(standing.given.finding);
  }
  return answered;
}

HttpAnswer find_findings(const Asked& asked) {
  QueryReader query(asked.request.query);
  const std::string text = query.text("q");
  const std::string call = query.text("call");
  if (const auto error = query.error()) {
    return error_answer("json", *error);
  }
  if (text.size() > most_words) {
    return error_answer("json", {ErrorKind::invalid_argument, "q: expected at most 200 bytes"});
  }
  const auto answered = answered_in(asked, call);
  if (!answered) {
    return failed(answered.error());
  }
  const knowledge::KnowledgeBase& knowledge = asked.serving.clinic->knowledge();
  const auto found = cli::findings_for(knowledge, text, most_found);
  return json_answer(
      200, write_json(Json::object({{"findings", list_of(found,
                                                         [&](FindingId id) {
                                                           const bool is_answered =
                                                               std::ranges::find(*answered, id) !=
                                                               answered->end();
                                                           return finding_json(
                                                               knowledge.findings[id], is_answered);
                                                         })}})) +
               '\n');
}

HttpAnswer tell_finding(const Asked& asked) {
  const knowledge::KnowledgeBase& knowledge = asked.serving.clinic->knowledge();
  const auto finding = knowledge.findings.find(asked.request.captured.at("id"));
  if (!finding) {
    return error_answer(
        "json", {ErrorKind::not_found, "finding: no such: expected an id of GET /desk/findings"});
  }
  return json_answer(200, write_json(finding_json(knowledge.findings[*finding], false)) + '\n');
}

HttpAnswer list_reasons(const Asked&) {
  return json_answer(
      200,
      write_json(Json::object(
          {{"reasons",
            list_of(
                override_reasons(),
                [](const OverrideReason& reason) {
                  return Json::object({{"code", words(reason.code)}, {"name", words(reason.name)}});
                })}})) +
          '\n');
}

HttpAnswer about(const Asked& asked) {
  const knowledge::KnowledgeBase& knowledge = asked.serving.clinic->knowledge();
  return json_answer(
      200,
      write_json(Json::object(
          {{"software", words(asked.serving.version)},
           {"knowledge",
            Json::object({{"version", words(knowledge.version)}, {"hash", words(knowledge.hash)}})},
           {"limits",
            Json::array({words("Supports a trained nurse or a clinician; it is no diagnosis and "
                               "no approved medical device."),
                         words("For people of 16 years and more whose complaint is back cramp, "
                               "spasm or pain."),
                         words("Unknown is not no: what was not asked can hide a danger."),
                         words("If in doubt, choose the faster urgency.")})}})) +
          '\n');
}

// A route of the JSON API under /desk, for people.
Route for_people(const SharedDesk& desk, Route route, std::string path,
                 std::map<std::string, std::string> captured) {
  const bool changes = route.method != "GET";
  const auto answer = std::move(route.answer);
  route.path = std::move(path);
  route.tag = "desk";
  route.access = service::Access::session;
  route.statuses.push_back(403);
  route.answer = signed_in(desk, {.who = Who::call_takers, .changes = changes},
                           [answer, captured = std::move(captured)](const Asked& asked) {
                             service::HttpRequest request = asked.request;
                             request.captured.insert(captured.begin(), captured.end());
                             return answer(request, asked.serving);
                           });
  return route;
}

// Those of the JSON API, found by method and path.
Route of_service(std::string_view method, std::string_view path) {
  for (Route& route : service::json_routes()) {
    if (route.method == method && route.path == path) {
      return std::move(route);
    }
  }
  engine::require(false, "the JSON API has the route: " + std::string(path));
  return {};
}

}  // namespace

std::vector<Route> look_up_routes(const SharedDesk& desk) {
  Route findings =
      reading_route(desk, "/desk/findings",
                    "What can be asked and holds these words, the best first.", find_findings);
  findings.query = {{.name = "q", .description = "Words; case does not matter.", .required = true},
                    {.name = "call", .description = "Marks what is answered in this call."}};
  findings.statuses = {200, 403, 404, 422};
  findings.response_schema = findings_schema();
  constexpr const char* knowledge = "/knowledge/{kind}/{id}";
  return {
      std::move(findings),
      reading_route(desk, "/desk/findings/{id}", "One finding, as a question.", tell_finding),
      reading_route(desk, "/desk/reasons", "Why an urgency may be overridden.", list_reasons),
      reading_route(desk, "/desk/about", "Software, knowledge, limits.", about),
      for_people(desk, of_service("GET", "/score"), "/desk/scores", {}),
      for_people(desk, of_service("GET", "/score/{name}"), "/desk/scores/{name}", {}),
      for_people(desk, of_service("POST", "/score/{name}"), "/desk/scores/{name}", {}),
      for_people(desk, of_service("GET", knowledge), "/desk/conditions/{id}",
                 {{"kind", "condition"}}),
      for_people(desk, of_service("GET", knowledge), "/desk/sources/{id}", {{"kind", "source"}})};
}

}  // namespace paraspinal::desk
