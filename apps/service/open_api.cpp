// Entry point: open_api, at the end.

#include "apps/service/open_api.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "apps/service/schemas.h"
#include "engine/require.h"
#include "fhir/export_words.h"
#include "fhir/json.h"

namespace paraspinal::service {
namespace {

using fhir::Json;
using fhir::words;

Json object_schema() {
  return Json::object({{"type", words("object")}});
}

Json schema(const std::string& text) {
  if (text.empty()) {
    return object_schema();
  }
  auto parsed = fhir::parse_json(text);
  engine::require(parsed.has_value(), "a route's schema is JSON: " + text);
  return std::move(*parsed);
}

Json reference(const char* name) {
  return Json::object({{"$ref", words(std::string("#/components/schemas/") + name)}});
}

const char* reason(int status) {
  constexpr std::pair<int, const char*> reasons[] = {{200, "Answered"},
                                                     {201, "Made"},
                                                     {204, "Done"},
                                                     {302, "Elsewhere"},
                                                     {304, "Not changed since"},
                                                     {400, "Cannot be read"},
                                                     {401, "Who asks is not known; no body"},
                                                     {403, "May not ask"},
                                                     {404, "No such thing"},
                                                     {409, "Contradicts what is there"},
                                                     {412, "Data are missing"},
                                                     {413, "Too large"},
                                                     {415, "Wrong media type"},
                                                     {422, "Read, and cannot be answered"},
                                                     {429, "Asked too often"},
                                                     {500, "The service has failed"},
                                                     {503, "Not ready, or busy"}};
  for (const auto& [known, words] : reasons) {
    if (known == status) {
      return words;
    }
  }
  return "Error";
}

Json media(Json schema) {
  return Json::object({{"schema", std::move(schema)}});
}

constexpr const char* fhir_json = "application/fhir+json";

Json answered(const Route& route) {
  const std::string type = route.tag == "fhir" ? fhir_json : "application/json";
  std::vector<Json::Member> types = {
      {route.produces.empty() ? type : route.produces, media(schema(route.response_schema))}};
  if (route.or_fhir) {
    types.emplace_back(fhir_json, media(schema(bundle_schema())));
  }
  return Json::object(std::move(types));
}

// CDS clients get OperationOutcomes too (error_answer.h).
Json failed(const Route& route) {
  const bool fhir = route.tag == "fhir" || route.tag == "cds-hooks";
  std::vector<Json::Member> types = {{fhir ? fhir_json : "application/json",
                                      media(reference(fhir ? "OperationOutcome" : "Error"))}};
  if (route.or_fhir) {
    types.emplace_back(fhir_json, media(reference("OperationOutcome")));
  }
  return Json::object(std::move(types));
}

Json response(const Route& route, int status) {
  std::vector<Json::Member> members = {{"description", words(reason(status))}};
  if (status == 200 || status == 201) {
    members.emplace_back("content", answered(route));
  } else if (status >= 400 && (status != 401 || route.access != Access::client)) {
    members.emplace_back("content", failed(route));
  }
  return Json::object(std::move(members));
}

// What the router answers before the route is asked, beside what the route says of itself.
Json responses(const Route& route) {
  std::vector<int> statuses = route.statuses;
  if (route.access != Access::open) {
    statuses.push_back(401);
  }
  if (!route.consumes.empty()) {
    statuses.push_back(415);
  }
  statuses.push_back(500);
  std::ranges::sort(statuses);
  statuses.erase(std::unique(statuses.begin(), statuses.end()), statuses.end());
  std::vector<Json::Member> members;
  for (const int status : statuses) {
    members.emplace_back(std::to_string(status), response(route, status));
  }
  return Json::object(std::move(members));
}

Json parameter(const char* in, const std::string& name, const std::string& description, Json type,
               bool required) {
  std::vector<Json::Member> members = {{"name", words(name)}, {"in", words(in)}};
  if (!description.empty()) {
    members.emplace_back("description", words(description));
  }
  members.emplace_back("required", Json::boolean(required));
  members.emplace_back("schema", std::move(type));
  return Json::object(std::move(members));
}

Json parameters(const Route& route) {
  std::vector<Json> all;
  for (std::size_t open = route.path.find('{'); open != std::string::npos;
       open = route.path.find('{', open + 1)) {
    const std::string name = route.path.substr(open + 1, route.path.find('}', open) - open - 1);
    all.push_back(parameter("path", name, "", Json::object({{"type", words("string")}}), true));
  }
  for (const Parameter& query : route.query) {
    all.push_back(
        parameter("query", query.name, query.description, schema(query.schema), query.required));
  }
  return Json::array(std::move(all));
}

// "post /score/{name}" as a name: "post_score_name".
std::string operation_id(const Route& route) {
  std::string id;
  for (const char c : route.method + route.path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (plain || small != c) {
      id += small;
    } else if (!id.empty() && id.back() != '_') {
      id += '_';
    }
  }
  return id.ends_with('_') ? id.substr(0, id.size() - 1) : id;
}

Json operation(const Route& route) {
  std::vector<Json::Member> members = {{"summary", words(route.summary)},
                                       {"operationId", words(operation_id(route))},
                                       {"tags", Json::array({words(route.tag)})}};
  Json given = parameters(route);
  if (!given.items().empty()) {
    members.emplace_back("parameters", std::move(given));
  }
  if (!route.consumes.empty()) {
    std::vector<Json::Member> types;
    for (const std::string& type : route.consumes) {
      types.emplace_back(type, Json::object({{"schema", schema(route.request_schema)}}));
    }
    members.emplace_back("requestBody",
                         Json::object({{"required", Json::boolean(true)},
                                       {"content", Json::object(std::move(types))}}));
  }
  members.emplace_back("responses", responses(route));
  if (route.access == Access::client) {
    members.emplace_back(
        "security", Json::array({Json::object({{"token", Json::array({})}}), Json::object({})}));
  } else if (route.access == Access::session) {
    members.emplace_back("security", Json::array({Json::object({{"session", Json::array({})}})}));
  }
  return Json::object(std::move(members));
}

Json paths(std::span<const Route> routes) {
  std::set<std::string_view> seen;
  std::vector<Json::Member> all;
  for (const Route& first : routes) {
    if (!seen.insert(first.path).second) {
      continue;
    }
    std::vector<Json::Member> operations;
    for (const Route& route : routes) {
      if (route.path == first.path) {
        operations.emplace_back(lower_case(route.method), operation(route));
      }
    }
    all.emplace_back(first.path, Json::object(std::move(operations)));
  }
  return Json::object(std::move(all));
}

}  // namespace

std::string open_api(std::span<const Route> routes, const OpenApiOptions& options) {
  std::vector<Json::Member> members = {
      {"openapi", words("3.1.0")},
      {"info",
       Json::object(
           {{"title", words("Paraspinal")},
            {"version", words(options.version.empty() ? "0" : options.version)},
            {"description",
             words("Clinical decision support for back cramps. Supports a clinician; it is no "
                   "diagnosis and no approved medical device.")}})}};
  if (!options.base_url.empty()) {
    members.emplace_back("servers",
                         Json::array({Json::object({{"url", words(options.base_url)}})}));
  }
  members.emplace_back("paths", paths(routes));
  members.emplace_back(
      "components",
      Json::object(
          {{"schemas", Json::object({{"Error", schema(error_schema())},
                                     {"OperationOutcome", schema(outcome_schema())}})},
           {"securitySchemes",
            Json::object({{"token", Json::object({{"type", words("http")},
                                                  {"scheme", words("bearer")},
                                                  {"bearerFormat", words("JWT")}})},
                          {"session", Json::object({{"type", words("apiKey")},
                                                    {"in", words("cookie")},
                                                    {"name", words("paraspinal_session")}})}})}}));
  return write_json(Json::object(std::move(members))) + '\n';
}

}  // namespace paraspinal::service
