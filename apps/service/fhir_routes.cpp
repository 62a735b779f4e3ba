// The entry point is fhir_routes; one function for each route.

#include "apps/service/fhir_routes.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <optional>
#include <utility>

#include "apps/service/audited.h"
#include "apps/service/error_answer.h"
#include "apps/service/fhir_negotiation.h"
#include "apps/service/serving.h"
#include "engine/require.h"
#include "fhir/adaptive_questionnaire.h"
#include "fhir/assess_operation.h"
#include "fhir/capability_statement.h"
#include "fhir/export_words.h"
#include "fhir/json_text.h"
#include "fhir/questionnaire.h"

namespace paraspinal::service {
namespace {

using engine::Error;
using engine::ErrorKind;
using fhir::Json;
using fhir::words;

std::string fhir_base(const Serving& serving) {
  return serving.base_url.empty() ? std::string() : serving.base_url + "/fhir";
}

HttpAnswer resource_answer(const HttpRequest& request, const Json& resource) {
  return fhir_answer(200, fhir_text(request, resource));
}

HttpAnswer metadata(const HttpRequest& request, const Serving& serving) {
  return resource_answer(
      request, fhir::capability_statement(
                   {.base = fhir_base(serving), .version = serving.version, .date = serving.now}));
}

// Both, the adaptive one first.
std::vector<Json> questionnaires(const Serving& serving) {
  const knowledge::KnowledgeBase& knowledge = serving.clinic->knowledge();
  return {fhir::adaptive_questionnaire(knowledge, fhir_base(serving)),
          fhir::complete_questionnaire(knowledge)};
}

std::string member_text(const Json& resource, std::string_view name) {
  const Json* const member = resource.member(name);
  return member == nullptr ? std::string() : std::string(member->text());
}

HttpAnswer questionnaire(const HttpRequest& request, const Serving& serving) {
  const std::string& id = request.captured.at("id");
  for (const Json& resource : questionnaires(serving)) {
    if (member_text(resource, "id") == id) {
      return resource_answer(request, resource);
    }
  }
  return error_answer(
      "fhir", Error{ErrorKind::not_found, "Questionnaire/" + fhir::printable(id.substr(0, 64)) +
                                              ": not here, expected \"adaptive\" or \"complete\""});
}

HttpAnswer definition(const HttpRequest& request, const Serving& serving) {
  const std::string& id = request.captured.at("id");
  if (id == fhir::assess_id) {
    return resource_answer(request, fhir::assess_definition(serving.version));
  }
  return error_answer("fhir", Error{ErrorKind::not_found, "OperationDefinition/" +
                                                              fhir::printable(id.substr(0, 64)) +
                                                              ": not here, expected \"assess\""});
}

// A search parameter, and the member it looks at.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> search_parameters = {
    {{"_id", "id"}, {"url", "url"}, {"version", "version"}}};

bool is_general(std::string_view name) {
  return name == "_format" || name == "_pretty";
}

// The first parameter of a search that is not known; empty without one.
std::string unknown_parameter(const HttpRequest& request) {
  for (const auto& [name, value] : request.query) {
    const bool known =
        is_general(name) || std::any_of(search_parameters.begin(), search_parameters.end(),
                                        [&](const auto& row) { return row.first == name; });
    if (!known) {
      return name;
    }
  }
  return {};
}

bool matches(const Json& resource, const HttpRequest& request) {
  return std::all_of(search_parameters.begin(), search_parameters.end(), [&](const auto& row) {
    const auto [first, last] = request.query.equal_range(std::string(row.first));
    return std::all_of(first, last, [&](const auto& wanted) {
      return wanted.second == member_text(resource, row.second);
    });
  });
}

Json search_entry(const Json& resource, const std::string& base) {
  std::vector<Json::Member> members;
  if (!base.empty()) {
    members.emplace_back("fullUrl", words(base + "/Questionnaire/" + member_text(resource, "id")));
  }
  members.emplace_back("resource", resource);
  members.emplace_back("search", Json::object({{"mode", words("match")}}));
  return Json::object(std::move(members));
}

HttpAnswer questionnaire_search(const HttpRequest& request, const Serving& serving) {
  const std::string unknown = unknown_parameter(request);
  if (!unknown.empty() && is_strict(request)) {
    return error_answer("fhir", 400,
                        Error{ErrorKind::invalid_argument,
                              "the search parameter " + fhir::printable(unknown.substr(0, 64)) +
                                  " is not known, expected _id, url or version"});
  }
  const std::string base = fhir_base(serving);
  std::vector<Json> entries;
  for (const Json& resource : questionnaires(serving)) {
    if (matches(resource, request)) {
      entries.push_back(search_entry(resource, base));
    }
  }
  std::vector<Json::Member> members = {
      {"resourceType", words("Bundle")},
      {"type", words("searchset")},
      {"total", Json::number(static_cast<double>(entries.size()))}};
  if (!entries.empty()) {
    members.emplace_back("entry", Json::array(std::move(entries)));
  }
  return resource_answer(request, Json::object(std::move(members)));
}

HttpAnswer next(const HttpRequest& request, const Serving& serving, const std::string& key) {
  const auto answer =
      fhir::next_question(request.body, *serving.clinic, {.key = key, .now = serving.now});
  return answer ? resource_answer(request, *answer) : error_answer("fhir", answer.error());
}

HttpAnswer assess_bundle(const HttpRequest& request, const Serving& serving) {
  std::optional<fhir::Importer> own;
  const fhir::Importer& importer =
      serving.importer == nullptr ? own.emplace(serving.clinic->knowledge()) : *serving.importer;
  auto made = fhir::assessed_case(request.body, *serving.clinic, importer, serving.now);
  if (!made) {
    return error_answer("fhir", made.error());
  }
  if (const auto told =
          audit_assessment(serving, made->imported, made->request.depth, made->assessment);
      !told) {
    return store_failure("fhir", told.error());
  }
  const auto pretty = request.query.find("_pretty");
  if (pretty == request.query.end()) {
    return fhir_answer(200, std::move(made->bundle));
  }
  const auto parsed = fhir::parse_json(made->bundle);
  return resource_answer(request, parsed.value());
}

using Answer = std::function<HttpAnswer(const HttpRequest&, const Serving&)>;

// Other formats are refused before the route is asked.
Answer negotiated(Answer answer) {
  return [answer = std::move(answer)](const HttpRequest& request, const Serving& serving) {
    if (auto refusal = refused_format(request)) {
      return std::move(*refusal);
    }
    return answer(request, serving);
  };
}

std::vector<Parameter> general_query() {
  return {
      {.name = "_format", .description = "json; overrides Accept."},
      {.name = "_pretty", .description = "true: indented.", .schema = R"({"type": "boolean"})"}};
}

std::vector<Parameter> search_query() {
  std::vector<Parameter> query = {{.name = "_id", .description = "adaptive or complete."},
                                  {.name = "url", .description = "The canonical url."},
                                  {.name = "version", .description = "That of the knowledge."}};
  std::ranges::move(general_query(), std::back_inserter(query));
  return query;
}

Route get(std::string path, std::string summary, std::vector<int> statuses, Answer answer) {
  return {.method = "GET",
          .path = std::move(path),
          .summary = std::move(summary),
          .tag = "fhir",
          .query = general_query(),
          .statuses = std::move(statuses),
          .answer = negotiated(std::move(answer))};
}

Route post(std::string path, std::string summary, Answer answer) {
  return {.method = "POST",
          .path = std::move(path),
          .summary = std::move(summary),
          .tag = "fhir",
          .consumes = {"application/fhir+json", "application/json"},
          .query = general_query(),
          .statuses = {200, 400, 406, 413, 415, 422, 503},
          .heavy = true,
          .answer = negotiated(std::move(answer))};
}

}  // namespace

std::vector<Route> fhir_routes(std::string key) {
  engine::require(!key.empty(), "a key signs what an adaptive questionnaire has asked");
  std::vector<Route> routes = {
      get("/fhir/metadata", "What the FHIR interface can do: a CapabilityStatement.", {200, 406},
          metadata),
      get("/fhir/Questionnaire", "The Questionnaires, as a searchset.", {200, 400, 406},
          questionnaire_search),
      get("/fhir/Questionnaire/{id}", "One Questionnaire: adaptive or complete.", {200, 404, 406},
          questionnaire),
      get("/fhir/OperationDefinition/{id}", "The definition of an operation: assess.",
          {200, 404, 406}, definition),
      post("/fhir/Questionnaire/$next-question",
           "The next question of the adaptive Questionnaire (HL7 SDC): a QuestionnaireResponse in, "
           "the same one out, longer by it.",
           [key = std::move(key)](const HttpRequest& request, const Serving& serving) {
             return next(request, serving, key);
           }),
      post("/fhir/$assess", "A Bundle, or Parameters with one, in; the assessment as a Bundle out.",
           assess_bundle)};
  routes.front().access = Access::open;
  routes[1].query = search_query();
  return routes;
}

}  // namespace paraspinal::service
