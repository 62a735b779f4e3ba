// What a call is handed on as. Each is made by what the commands use: the same bytes for the same
// answers. Entry point: document_routes, at the end.

#include <utility>

#include "apps/cli/answer_case.h"
#include "apps/cli/interview_transcript.h"
#include "apps/desk/call_answers.h"
#include "apps/desk/desk_schemas.h"
#include "apps/desk/handover.h"
#include "apps/desk/network_json.h"
#include "apps/service/error_answer.h"
#include "apps/service/explanation.h"
#include "apps/service/query.h"
#include "apps/service/schemas.h"
#include "fhir/export_words.h"

namespace paraspinal::desk {
namespace {

using engine::Error;
using engine::ErrorKind;
using service::error_answer;
using service::HttpAnswer;
using service::json_answer;
using service::QueryReader;
using service::Route;

constexpr std::uint64_t most_draws = 1'000;

HttpAnswer attached(std::string content_type, std::string body) {
  return {.content_type = std::move(content_type), .body = std::move(body)};
}

// The presentation that the commands read.
std::string presentation_text(const HeldCall& held, const knowledge::KnowledgeBase& knowledge) {
  return cli::transcript_text(*held.now, knowledge);
}

HttpAnswer exported(const Asked& asked, const HeldCall& held, cli::Format format,
                    const triage::AssessOptions& depth) {
  const triage::Clinic& clinic = *asked.serving.clinic;
  const fhir::Imported imported{held.now->presentation, held.facts.chart, held.facts.patient};
  auto text = cli::answer_imported(
      imported, presentation_text(held, clinic.knowledge()), clinic,
      {.as_of = held.facts.opened_at, .now = asked.serving.now, .format = format, .depth = depth});
  if (!text) {
    return error_answer("json", text.error());
  }
  return format == cli::Format::fhir ? service::fhir_answer(200, std::move(*text))
                                     : json_answer(200, std::move(*text));
}

// Reads the call, with a line of the audit of that kind, and answers of it.
template <typename Answer>
HttpAnswer of_call(const Asked& asked, std::string_view kind, const Answer& answer) {
  const auto held = read_call(asked, kind);
  return held ? answer(**held) : failed(held.error());
}

HttpAnswer summary(const Asked& asked) {
  return of_call(asked, records::call_given_as_summary, [&](const HeldCall& held) {
    const auto call_backs = asked.desk.calls.calls().call_backs_of(held.facts.id);
    return call_backs
               ? attached("text/plain; charset=utf-8",
                          handover_text(held, *call_backs, asked.serving.clinic->knowledge()))
               : failed(call_backs.error());
  });
}

HttpAnswer presentation(const Asked& asked) {
  return of_call(asked, records::call_given_as_presentation, [&](const HeldCall& held) {
    return json_answer(200, presentation_text(held, asked.serving.clinic->knowledge()));
  });
}

// What leaves for another system is a line of the audit each time.
engine::Result<void> audit_leaving(const Asked& asked, const HeldCall& held) {
  return asked.desk.calls.calls().person(held.facts.id).and_then([&](const std::string& person) {
    const auto payload = fhir::Json::object(
        {{"call", fhir::words(held.facts.id)},
         {"revision", fhir::Json::number(static_cast<double>(held.facts.revision))}});
    return asked.desk.records()
        .append({.at = asked.serving.now,
                 .kind = std::string(records::call_given_as_fhir),
                 .person = person,
                 .user = asked.session.user.name,
                 .knowledge_hash = held.knowledge_hash,
                 .payload = write_json(payload)})
        .map([](const records::AuditLine&) {});
  });
}

HttpAnswer fhir_bundle(const Asked& asked) {
  const auto held = call_of(asked);
  if (!held) {
    return failed(held.error());
  }
  HttpAnswer answer = exported(asked, **held, cli::Format::fhir, cli::whole_depth);
  if (answer.status != 200) {
    return answer;
  }
  auto whole = fhir::with_decisions(std::move(answer.body),
                                    decisions_of(**held, asked.serving.clinic->knowledge()));
  const auto audited =
      whole ? audit_leaving(asked, **held) : engine::Result<void>(engine::fail(whole.error()));
  return audited ? service::fhir_answer(200, std::move(*whole)) : failed(audited.error());
}

HttpAnswer assessment(const Asked& asked) {
  QueryReader query(asked.request.query);
  const triage::AssessOptions depth{
      .fit = query.truth("fit", cli::whole_depth.fit),
      .draws = query.whole("draws", cli::whole_depth.draws, most_draws),
      .seed = query.whole("seed", cli::whole_depth.seed, UINT64_MAX),
      .changes = query.truth("changes", cli::whole_depth.changes)};
  if (const auto error = query.error()) {
    return error_answer("json", *error);
  }
  return of_call(asked, records::call_read, [&](const HeldCall& held) {
    return exported(asked, held, cli::Format::json, depth);
  });
}

HttpAnswer explain(const Asked& asked) {
  QueryReader query(asked.request.query);
  const std::string condition = query.text("condition");
  const std::uint64_t draws = query.whole("draws", cli::whole_depth.draws, most_draws);
  const std::uint64_t seed = query.whole("seed", cli::whole_depth.seed, UINT64_MAX);
  if (const auto error = query.error()) {
    return error_answer("json", *error);
  }
  const triage::Clinic& clinic = *asked.serving.clinic;
  if (!clinic.knowledge().condition(condition)) {
    return error_answer("json", Error{ErrorKind::invalid_argument,
                                      "condition: no such condition: expected an id of the "
                                      "causes"});
  }
  return of_call(asked, records::call_read, [&](const HeldCall& held) {
    auto explained = clinic.assessor()
                         .assess(held.now->presentation, {.draws = draws, .seed = seed})
                         .and_then([&](const triage::Assessment& made) {
                           return service::explanation_json(made, condition, clinic.knowledge());
                         });
    return explained ? json_answer(200, std::move(*explained))
                     : error_answer("json", explained.error());
  });
}

HttpAnswer network(const Asked& asked) {
  return of_call(asked, records::call_read, [&](const HeldCall& held) {
    const auto picture = network_json(*held.now, *asked.serving.clinic);
    return picture ? json_answer(200, write_json(*picture) + '\n')
                   : error_answer("json", picture.error());
  });
}

service::Parameter draws_parameter() {
  return {.name = "draws",
          .description = "How often all uncertain figures are drawn anew, for intervals.",
          .schema = R"({"type": "integer", "minimum": 0, "maximum": 1000, "default": 400})"};
}

service::Parameter seed_parameter() {
  return {.name = "seed", .description = "Of the draws.", .schema = R"({"type": "integer"})"};
}

}  // namespace

std::vector<Route> document_routes(const SharedDesk& desk) {
  constexpr const char* truth = R"({"type": "boolean", "default": true})";
  Route text = reading_route(
      desk, "/desk/calls/{id}/summary",
      "The SBAR summary of `paraspinal interview`, with what people decided.", summary);
  text.produces = "text/plain";
  text.response_schema = R"({"type": "string"})";
  Route bundle = reading_route(desk, "/desk/calls/{id}/fhir",
                               "The bundle of `paraspinal assess --format fhir`.", fhir_bundle);
  bundle.produces = "application/fhir+json";
  Route given = reading_route(desk, "/desk/calls/{id}/presentation",
                              "The presentation that the commands read.", presentation);
  given.response_schema = service::case_schema();
  Route whole =
      reading_route(desk, "/desk/calls/{id}/assessment",
                    "The assessment with intervals and what would change it.", assessment);
  whole.query = {draws_parameter(),
                 seed_parameter(),
                 {.name = "fit", .description = "What is unexplained.", .schema = truth},
                 {.name = "changes", .description = "What would change it.", .schema = truth}};
  whole.response_schema = service::assessment_schema();
  Route why = reading_route(desk, "/desk/calls/{id}/explain",
                            "Why one condition is as likely as it is.", explain);
  why.query = {{.name = "condition", .description = "Its id.", .required = true},
               draws_parameter(),
               seed_parameter()};
  why.response_schema = service::explanation_schema();
  Route picture = reading_route(desk, "/desk/calls/{id}/network",
                                "What of the network is active for this person.", network);
  picture.response_schema = network_schema();
  for (Route* route : {&bundle, &whole, &why, &picture}) {
    route->statuses.push_back(422);
    route->heavy = route != &picture;
  }
  return {std::move(text),  std::move(bundle), std::move(given),
          std::move(whole), std::move(why),    std::move(picture)};
}

}  // namespace paraspinal::desk
