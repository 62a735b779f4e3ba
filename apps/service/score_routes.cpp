// GET /score, GET and POST /score/{name}. Entry point: score_routes, at the end.

#include <cmath>
#include <utility>

#include "apps/service/error_answer.h"
#include "apps/service/json_parts.h"
#include "apps/service/json_routes.h"
#include "apps/service/query.h"
#include "apps/service/schemas.h"
#include "apps/service/serving.h"
#include "fhir/export_words.h"
#include "fhir/json.h"
#include "knowledge/scores/input_checks.h"
#include "knowledge/scores/score.h"

namespace paraspinal::service {
namespace {

using engine::ErrorKind;
using fhir::Json;
using fhir::words;

// Null for infinity: a bound that an input's range does not give.
Json bound(double value) {
  return std::isfinite(value) ? Json::number(value) : Json();
}

Json band_json(const scores::Band& band) {
  return Json::object(
      {{"from", bound(band.from)}, {"name", words(band.name)}, {"action", words(band.action)}});
}

Json input_json(const scores::ScoreInput& input) {
  std::vector<Json::Member> members = {{"name", words(input.name)},
                                       {"meaning", words(input.meaning)},
                                       {"unit", words(input.unit)},
                                       {"expected", words(scores::expectation(input))},
                                       {"optional", Json::boolean(input.optional)}};
  if (input.assumed) {
    members.emplace_back("assumed", words(scores::input_words(input, *input.assumed)));
    members.emplace_back("assumed_because", words(input.assumed_because));
  }
  return Json::object(std::move(members));
}

Json described(const scores::Score& score, const knowledge::KnowledgeBase& knowledge) {
  return Json::object({{"score", words(score.id)},
                       {"name", words(score.name)},
                       {"caution", words(score.caution)},
                       {"unit", words(score.unit)},
                       {"inputs", list_of(score.inputs, input_json)},
                       {"bands", list_of(score.bands, band_json)},
                       {"sources", list_of(score.sources, [&](std::string_view id) {
                          return source_json(std::string(id), knowledge);
                        })}});
}

Json result_json(const scores::Score& score, const scores::ScoreResult& result,
                 const knowledge::KnowledgeBase& knowledge) {
  return Json::object({{"score", words(result.score)},
                       {"name", words(score.name)},
                       {"value", result.value ? bound(*result.value) : Json()},
                       {"lowest", bound(result.lowest)},
                       {"highest", bound(result.highest)},
                       {"unit", words(result.unit)},
                       {"bands", list_of(result.bands, band_json)},
                       {"parts", list_of(result.parts,
                                         [](const scores::PartBounds& part) {
                                           return Json::object({{"name", words(part.name)},
                                                                {"lowest", bound(part.lowest)},
                                                                {"highest", bound(part.highest)},
                                                                {"unit", words(part.unit)}});
                                         })},
                       {"missing", list_of(result.missing, words)},
                       {"assumed", list_of(result.assumed, words)},
                       {"caution", words(score.caution)},
                       {"sources", list_of(result.sources, [&](const std::string& id) {
                          return source_json(id, knowledge);
                        })}});
}

// Each value as a person would type it: numbers keep their digits.
engine::Result<std::map<std::string, std::string>> typed_inputs(std::string_view body) {
  const auto parsed = fhir::parse_json(body);
  if (!parsed) {
    return engine::fail(parsed.error());
  }
  if (!parsed->is_object()) {
    return engine::fail(ErrorKind::invalid_argument,
                        "body: expected an object of inputs by name: {\"neck\": 2}");
  }
  std::map<std::string, std::string> inputs;
  for (const auto& [name, value] : parsed->members()) {
    if (value.is_boolean()) {
      inputs[std::string(name)] = value.truth() ? "yes" : "no";
    } else if (value.is_string() || value.is_number()) {
      inputs[std::string(name)] = std::string(value.text());
    } else if (value.kind() != Json::Kind::null) {  // null is unknown
      return engine::fail(ErrorKind::invalid_argument,
                          std::string(name) + ": expected a number, a word, a date or null");
    }
  }
  return inputs;
}

HttpAnswer unknown_score(const std::string& id) {
  return error_answer(
      "json",
      {ErrorKind::not_found, id + ": unknown score: expected one of those that GET /score lists"});
}

HttpAnswer list_scores(const HttpRequest& request, const Serving&) {
  QueryReader query(request.query);
  if (const auto error = query.error()) {
    return error_answer("json", *error);
  }
  return json_answer(200,
                     write_json(list_of(scores::all_scores(),
                                        [](const scores::Score& score) {
                                          return Json::object({{"score", words(score.id)},
                                                               {"name", words(score.name)},
                                                               {"caution", words(score.caution)}});
                                        })) +
                         '\n');
}

HttpAnswer describe_score(const HttpRequest& request, const Serving& serving) {
  const std::string& id = request.captured.at("name");
  const scores::Score* score = scores::find_score(id);
  return score == nullptr
             ? unknown_score(id)
             : json_answer(200, write_json(described(*score, serving.clinic->knowledge())) + '\n');
}

HttpAnswer compute_score(const HttpRequest& request, const Serving& serving) {
  const std::string& id = request.captured.at("name");
  const scores::Score* score = scores::find_score(id);
  if (score == nullptr) {
    return unknown_score(id);
  }
  const auto result = typed_inputs(request.body)
                          .and_then([score](const std::map<std::string, std::string>& inputs) {
                            return scores::read_inputs(*score, inputs);
                          })
                          .and_then([score](const scores::Given& given) {
                            return scores::evaluate(*score, given);
                          });
  if (!result) {
    return error_answer("json", result.error());
  }
  return json_answer(200,
                     write_json(result_json(*score, *result, serving.clinic->knowledge())) + '\n');
}

}  // namespace

std::vector<Route> score_routes() {
  return {{.method = "GET",
           .path = "/score",
           .summary = "The scores there are.",
           .tag = "json",
           .statuses = {200, 422},
           .response_schema = score_list_schema(),
           .answer = list_scores},
          {.method = "GET",
           .path = "/score/{name}",
           .summary = "What a score asks for, its bands and its sources.",
           .tag = "json",
           .statuses = {200, 404},
           .answer = describe_score},
          {.method = "POST",
           .path = "/score/{name}",
           .summary = "A score of inputs by name; one that is not given is unknown, and the answer "
                      "is then a range.",
           .tag = "json",
           .consumes = {"application/json"},
           .statuses = {200, 400, 404, 413, 422},
           .request_schema = score_inputs_schema(),
           .response_schema = score_schema(),
           .answer = compute_score}};
}

}  // namespace paraspinal::service
