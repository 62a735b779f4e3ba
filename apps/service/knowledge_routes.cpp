// GET /knowledge, /knowledge/{kind}/{id} and /search: what `paraspinal knowledge` shows, as JSON.
// Entry point: knowledge_routes, at the end.

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "apps/cli/knowledge_command.h"
#include "apps/cli/knowledge_search.h"
#include "apps/cli/knowledge_show.h"
#include "apps/service/error_answer.h"
#include "apps/service/json_routes.h"
#include "apps/service/query.h"
#include "apps/service/schemas.h"
#include "apps/service/serving.h"
#include "fhir/export_words.h"
#include "fhir/json.h"

namespace paraspinal::service {
namespace {

using engine::ErrorKind;
using fhir::Json;
using fhir::words;

constexpr std::array<std::string_view, 7> kinds = {"condition", "finding", "red_flag", "action",
                                                   "mechanism", "link",    "source"};

// The same until the knowledge is another: a client may keep it and ask whether it still holds.
HttpAnswer kept(const HttpRequest& request, const Serving& serving, const auto& make) {
  const std::string tag = '"' + serving.clinic->knowledge().hash + '"';
  HttpAnswer answer = request.header("if-none-match") == tag ? HttpAnswer{.status = 304} : make();
  if (answer.status == 200 || answer.status == 304) {
    answer.headers.emplace_back("ETag", tag);
    answer.headers.emplace_back("Cache-Control", "no-cache");
  }
  return answer;
}

Json count(std::size_t size) {
  return Json::number_text(std::to_string(size));
}

HttpAnswer about(const HttpRequest& request, const Serving& serving) {
  return kept(request, serving, [&serving] {
    const knowledge::KnowledgeBase& knowledge = serving.clinic->knowledge();
    return json_answer(200,
                       write_json(Json::object({{"version", words(knowledge.version)},
                                                {"hash", words(knowledge.hash)},
                                                {"conditions", count(knowledge.conditions.size())},
                                                {"findings", count(knowledge.findings.size())},
                                                {"red_flags", count(knowledge.red_flags.size())},
                                                {"actions", count(knowledge.actions.size())},
                                                {"mechanisms", count(knowledge.mechanisms.size())},
                                                {"links", count(knowledge.links.size())},
                                                {"sources", count(knowledge.sources.size())}})) +
                           '\n');
  });
}

HttpAnswer page(const HttpRequest& request, const Serving& serving) {
  const std::string& kind = request.captured.at("kind");
  const std::string& id = request.captured.at("id");
  if (std::ranges::find(kinds, kind) == kinds.end()) {
    return error_answer("json", {ErrorKind::not_found,
                                 kind + ": no such kind: expected condition, finding, red_flag, "
                                        "action, mechanism, link or source"});
  }
  return kept(request, serving, [&] {
    const knowledge::KnowledgeBase& knowledge = serving.clinic->knowledge();
    for (const cli::KnowledgePage& found : cli::pages_of(knowledge, id)) {
      if (found.kind == (kind == "red_flag" ? "red flag" : kind)) {
        return json_answer(200, write_json(page_json(found)) + '\n');
      }
    }
    return error_answer(
        "json", {ErrorKind::not_found,
                 kind + " " + id + ": " + cli::unknown_id_words(cli::known_ids(knowledge), id)});
  });
}

HttpAnswer search(const HttpRequest& request, const Serving& serving) {
  QueryReader query(request.query);
  const std::string text = query.text("q");
  if (const auto error = query.error()) {
    return error_answer("json", *error);
  }
  constexpr std::size_t most_bytes = 200;
  if (text.empty() || text.size() > most_bytes) {
    return error_answer(
        "json", {ErrorKind::invalid_argument, "q: expected words, of 1 to 200 bytes together"});
  }
  std::vector<Json> found;
  for (const cli::Match& match : cli::matches(serving.clinic->knowledge(), text)) {
    found.push_back(Json::object({{"kind", words(match.kind)},
                                  {"id", words(match.id)},
                                  {"name", words(match.name)},
                                  {"where", words(match.where)}}));
  }
  return json_answer(200, write_json(Json::array(std::move(found))) + '\n');
}

}  // namespace

std::vector<Route> knowledge_routes() {
  return {
      {.method = "GET",
       .path = "/knowledge",
       .summary = "Version, hash and size of the knowledge that answers.",
       .tag = "json",
       .statuses = {200, 304},
       .answer = about},
      {.method = "GET",
       .path = "/knowledge/{kind}/{id}",
       .summary = "All that the knowledge says of a condition, finding, red_flag, action, "
                  "mechanism, link or source, with figures and sources.",
       .tag = "json",
       .statuses = {200, 304, 404},
       .response_schema = page_schema(),
       .answer = page},
      {.method = "GET",
       .path = "/search",
       .summary = "Where all of these words stand: ids, names, questions, codes, sources.",
       .tag = "json",
       .query = {{.name = "q", .description = "Words; case does not matter.", .required = true}},
       .statuses = {200, 422},
       .response_schema = matches_schema(),
       .answer = search}};
}

}  // namespace paraspinal::service
