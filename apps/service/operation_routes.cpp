// Entry point: operation_routes, at the end.

#include "apps/service/operation_routes.h"

#include <fstream>
#include <string>

#include <spdlog/fmt/fmt.h>
#include <unistd.h>

#include "apps/service/knowledge_shelf.h"
#include "apps/service/metrics.h"
#include "apps/service/open_api.h"
#include "apps/service/serving.h"
#include "fhir/export_words.h"
#include "fhir/json.h"

namespace paraspinal::service {
namespace {

using fhir::Json;
using fhir::words;

// The process answers; nothing is asked of it.
HttpAnswer health(const HttpRequest&, const Serving& serving) {
  return json_answer(
      200,
      write_json(Json::object({{"status", words("pass")}, {"version", words(serving.version)}})) +
          '\n');
}

// Ready with what was loaded last and well; a reload that failed is told, and changes nothing.
HttpAnswer readiness(const HttpRequest&, const Serving& serving) {
  const ShelfState state = serving.shelf == nullptr ? ShelfState{} : serving.shelf->state();
  const knowledge::KnowledgeBase& knowledge = serving.clinic->knowledge();
  return json_answer(
      200,
      write_json(Json::object(
          {{"status", words(state.last_error.empty() ? "pass" : "warn")},
           {"knowledge", Json::object({{"version", words(knowledge.version)},
                                       {"hash", words(knowledge.hash)},
                                       {"loaded", Json::number(static_cast<double>(state.loaded))},
                                       {"failed", Json::number(static_cast<double>(state.failed))},
                                       {"last_error", words(state.last_error)}})},
           {"records", Json::boolean(serving.records != nullptr)}})) +
          '\n');
}

// Resident memory; 0 where the machine does not tell.
std::uint64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t all = 0;
  std::uint64_t resident = 0;
  file >> all >> resident;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

HttpAnswer metrics(const HttpRequest&, const Serving& serving) {
  const knowledge::KnowledgeBase& knowledge = serving.clinic->knowledge();
  std::string text = serving.metrics == nullptr ? "" : serving.metrics->text();
  text += metric_help("paraspinal_knowledge_info", "gauge", "The knowledge that answers.");
  text += fmt::format("paraspinal_knowledge_info{{version=\"{}\",hash=\"{}\",software=\"{}\"}} 1\n",
                      knowledge.version, knowledge.hash, serving.version);
  if (serving.shelf != nullptr) {
    const ShelfState state = serving.shelf->state();
    text += metric_help("paraspinal_knowledge_loads_total", "counter",
                        "Loads of the knowledge, the first among them.");
    text +=
        fmt::format("paraspinal_knowledge_loads_total{{outcome=\"loaded\"}} {}\n", state.loaded);
    text +=
        fmt::format("paraspinal_knowledge_loads_total{{outcome=\"failed\"}} {}\n", state.failed);
  }
  text += metric_help("process_resident_memory_bytes", "gauge", "Resident memory.");
  text += fmt::format("process_resident_memory_bytes {}\n", resident_bytes());
  return {.content_type = "text/plain; version=0.0.4; charset=utf-8", .body = std::move(text)};
}

HttpAnswer document(const HttpRequest&, const Serving& serving) {
  return json_answer(
      200, open_api(serving.routes, {.version = serving.version, .base_url = serving.base_url}));
}

HttpAnswer front_page(const HttpRequest&, const Serving& serving) {
  std::string text = "Paraspinal " + serving.version +
                     ": clinical decision support for back cramps.\n"
                     "Supports a clinician; it is no diagnosis and no approved medical device.\n\n";
  for (const Route& route : serving.routes) {
    text += fmt::format("{:<4} {:<32} {}\n", route.method, route.path, route.summary);
  }
  return {.content_type = "text/plain; charset=utf-8", .body = std::move(text)};
}

Route operation(const char* path, const char* summary, const char* produces,
                HttpAnswer (*answer)(const HttpRequest&, const Serving&)) {
  return {.method = "GET",
          .path = path,
          .summary = summary,
          .tag = "operations",
          .access = Access::open,
          .produces = produces,
          .response_schema = produces == std::string("application/json") ? R"({"type": "object"})"
                                                                         : R"({"type": "string"})",
          .answer = answer};
}

}  // namespace

std::vector<Route> operation_routes() {
  constexpr const char* json = "application/json";
  constexpr const char* text = "text/plain";
  return {operation("/", "This list.", text, front_page),
          operation("/healthz", "Is the process alive?", json, health),
          operation("/readyz", "With which knowledge does it answer?", json, readiness),
          operation("/metrics", "Counts for Prometheus.", text, metrics),
          operation("/openapi.json", "These routes as an OpenAPI 3.1 document.", json, document)};
}

}  // namespace paraspinal::service
