// POST /assess, /next-question and /explain. Entry point: case_routes, at the end.

#include <algorithm>
#include <utility>

#include <spdlog/fmt/fmt.h>

#include "apps/cli/answer_case.h"
#include "apps/cli/where_and_when.h"
#include "apps/service/audited.h"
#include "apps/service/error_answer.h"
#include "apps/service/explanation.h"
#include "apps/service/json_routes.h"
#include "apps/service/query.h"
#include "apps/service/question.h"
#include "apps/service/schemas.h"
#include "apps/service/serving.h"
#include "fhir/import.h"
#include "knowledge/triage/inquire.h"

namespace paraspinal::service {
namespace {

using engine::ErrorKind;

constexpr std::uint64_t most_draws = cli::whole_depth.draws;  // what the intervals are made for

// FHIR when the client names it, and plain JSON not before it.
bool wants_fhir(const HttpRequest& request) {
  const std::string_view accept = request.header("accept");
  const std::size_t fhir = accept.find("application/fhir+json");
  return fhir != std::string_view::npos && fhir < accept.find("application/json");
}

// Where and when, of the query.
fhir::ImportOptions import_options(QueryReader& query, const Serving& serving) {
  const std::string setting =
      query.choice("setting", {cli::setting_names.begin(), cli::setting_names.end()});
  return {.as_of = query.text("as_of"),
          .setting = knowledge::setting_from(setting),
          .now = serving.now};
}

std::optional<engine::Error> query_error(QueryReader& query, const std::string& as_of) {
  if (auto error = query.error()) {
    return error;
  }
  const std::string fault = as_of.empty() ? "" : cli::time_fault(as_of);
  return fault.empty()
             ? std::nullopt
             : std::optional(engine::Error{ErrorKind::invalid_argument, "as_of: " + fault});
}

triage::AssessOptions depth_of(QueryReader& query) {
  return {.fit = query.truth("fit", cli::whole_depth.fit),
          .draws = query.whole("draws", cli::whole_depth.draws, most_draws),
          .seed = query.whole("seed", cli::whole_depth.seed, UINT64_MAX),
          .changes = query.truth("changes", cli::whole_depth.changes)};
}

HttpAnswer assess_case(const HttpRequest& request, const Serving& serving) {
  QueryReader query(request.query);
  const auto options = import_options(query, serving);
  const auto depth = depth_of(query);
  const bool fhir = wants_fhir(request);
  const std::string_view tag = fhir ? "fhir" : "json";
  if (const auto error = query_error(query, options.as_of)) {
    return error_answer(tag, *error);
  }
  const auto imported = imported_case(serving, request.body, options);
  if (!imported) {
    return error_answer(tag, imported.error());
  }
  const auto assessment = serving.clinic->assessor().assess(imported->presentation, depth);
  if (!assessment) {
    return error_answer(tag, assessment.error());
  }
  if (const auto told = audit_assessment(serving, *imported, depth, *assessment); !told) {
    return store_failure(tag, told.error());
  }
  std::string answer =
      cli::answer_assessed(*assessment, *imported, request.body, serving.clinic->knowledge(),
                           {.setting = options.setting,
                            .as_of = options.as_of,
                            .now = options.now,
                            .format = fhir ? cli::Format::fhir : cli::Format::json,
                            .depth = depth});
  return fhir ? fhir_answer(200, std::move(answer)) : json_answer(200, std::move(answer));
}

HttpAnswer next_question(const HttpRequest& request, const Serving& serving) {
  QueryReader query(request.query);
  const auto options = import_options(query, serving);
  const triage::InquiryLimits usual;
  const triage::InquiryLimits limits{
      .asked = query.whole("asked", usual.asked, 1'000),
      .most_asked = query.whole("most_asked", usual.most_asked, 1'000),
      .draws = query.whole("draws", usual.draws, most_draws),
      .seed = query.whole("seed", usual.seed, UINT64_MAX)};
  const std::size_t most = query.whole("questions", 1, 1'000);
  if (const auto error = query_error(query, options.as_of)) {
    return error_answer("json", *error);
  }
  const triage::Clinic& clinic = *serving.clinic;
  const auto imported = imported_case(serving, request.body, options);
  if (!imported) {
    return error_answer("json", imported.error());
  }
  const auto inquiry = triage::inquire(imported->presentation, clinic.inference(),
                                       clinic.knowledge(), clinic.network(), limits);
  return inquiry ? json_answer(200, inquiry_json(*inquiry, clinic.knowledge(), most))
                 : error_answer("json", inquiry.error());
}

HttpAnswer explain(const HttpRequest& request, const Serving& serving) {
  QueryReader query(request.query);
  const auto options = import_options(query, serving);
  const std::string condition = query.text("condition");
  const std::uint64_t draws = query.whole("draws", cli::whole_depth.draws, most_draws);
  const std::uint64_t seed = query.whole("seed", cli::whole_depth.seed, UINT64_MAX);
  if (const auto error = query_error(query, options.as_of)) {
    return error_answer("json", *error);
  }
  const triage::Clinic& clinic = *serving.clinic;
  if (!clinic.knowledge().condition(condition)) {
    return error_answer("json", {ErrorKind::invalid_argument,
                                 "condition: " + condition +
                                     ": no such condition: expected an id that GET /search finds"});
  }
  const auto imported = imported_case(serving, request.body, options);
  if (!imported) {
    return error_answer("json", imported.error());
  }
  const auto assessment =
      clinic.assessor().assess(imported->presentation, {.draws = draws, .seed = seed});
  if (!assessment) {
    return error_answer("json", assessment.error());
  }
  auto explanation = explanation_json(*assessment, condition, clinic.knowledge());
  return explanation ? json_answer(200, std::move(*explanation))
                     : error_answer("json", explanation.error());
}

Parameter whole_number(const char* name, const char* description, std::uint64_t otherwise,
                       std::uint64_t most) {
  return {
      .name = name,
      .description = description,
      .schema = fmt::format(R"({{"type": "integer", "minimum": 0, "maximum": {}, "default": {}}})",
                            most, otherwise)};
}

std::vector<Parameter> and_where(std::vector<Parameter> others) {
  others.push_back(
      {.name = "setting",
       .description = "Where the person is asked; overrides the input's own.",
       .schema = R"({"enum": ["telephone", "primary_care", "emergency_department"]})"});
  others.push_back({.name = "as_of",
                    .description = "The time to judge at, ISO; else the input's own, else now."});
  others.push_back(whole_number("seed", "Of the draws.", 1, UINT64_MAX));
  return others;
}

Parameter draws(std::uint64_t otherwise) {
  return whole_number("draws", "How often all uncertain figures are drawn anew, for intervals.",
                      otherwise, most_draws);
}

Route case_route(const char* path, const char* summary, std::vector<Parameter> query,
                 std::string response, HttpAnswer (*answer)(const HttpRequest&, const Serving&)) {
  return {.method = "POST",
          .path = path,
          .summary = summary,
          .tag = "json",
          .consumes = {"application/json", "application/fhir+json"},
          .query = and_where(std::move(query)),
          .statuses = {200, 400, 413, 422, 503},
          .request_schema = case_schema(),
          .response_schema = std::move(response),
          .heavy = true,
          .answer = answer};
}

}  // namespace

std::vector<Route> case_routes() {
  constexpr const char* truth = R"({"type": "boolean", "default": true})";
  std::vector<Route> routes = {
      case_route(
          "/assess",
          "How soon, where, and why: the assessment of a presentation or a FHIR R4 "
          "bundle; with Accept: application/fhir+json, as a FHIR bundle.",
          {draws(cli::whole_depth.draws),
           {.name = "fit",
            .description = "Whether the findings fit together, and what is unexplained.",
            .schema = truth},
           {.name = "changes", .description = "What would change the urgency.", .schema = truth}},
          assessment_schema(), assess_case),
      case_route("/next-question", "What to ask this person next, and whether to go on asking.",
                 {draws(0), whole_number("asked", "Questions put so far.", 0, 1'000),
                  whole_number("most_asked", "Then a clinician takes over.", 40, 1'000),
                  whole_number("questions", "How many to list, the best first.", 1, 1'000)},
                 inquiry_schema(), next_question),
      case_route(
          "/explain",
          "Why one condition is as likely as it is: what each finding did to its odds, "
          "by which evidence rows and mechanisms, with their sources.",
          {{.name = "condition", .description = "Its id; GET /search finds it.", .required = true},
           draws(cli::whole_depth.draws)},
          explanation_schema(), explain)};
  routes.front().or_fhir = true;
  return routes;
}

}  // namespace paraspinal::service
