#include "tests/apps/service_fixture.h"

#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include "fhir/json.h"
#include "tests/support/json_place.h"

namespace paraspinal::apps_tests {

using service::HttpAnswer;
using service::HttpRequest;

std::shared_ptr<const triage::Clinic> embedded_clinic() {
  static const std::shared_ptr<const triage::Clinic> clinic = [] {
    auto opened = triage::open_clinic(std::nullopt);
    if (!opened) {
      throw std::runtime_error(opened.error().message);
    }
    return std::shared_ptr<const triage::Clinic>(std::move(*opened));
  }();
  return clinic;
}

service::Serving serving() {
  service::Serving made;
  made.clinic = embedded_clinic();
  made.now = "2026-11-20T18:30:00Z";
  made.now_seconds = 1795199400;
  made.base_url = "http://127.0.0.1:8420";
  made.version = "0.0.1";
  return made;
}

HttpRequest get(std::string path) {
  HttpRequest request;
  request.method = "GET";
  request.path = std::move(path);
  request.headers = {{"host", "127.0.0.1:8420"}};
  return request;
}

HttpRequest post(std::string path, std::string body, std::string type) {
  HttpRequest request = get(std::move(path));
  request.method = "POST";
  request.body = std::move(body);
  request.headers.emplace("content-type", std::move(type));
  return request;
}

std::string header(const HttpAnswer& answer, std::string_view name) {
  for (const auto& [given, value] : answer.headers) {
    if (given == name) {
      return value;
    }
  }
  return "(none)";
}

std::string member(const std::string& json, const std::string& place) {
  const auto parsed = fhir::parse_json(json);
  if (!parsed) {
    return parsed.error().message;
  }
  std::vector<std::string> steps;
  std::istringstream names(place);
  for (std::string name; std::getline(names, name, '.');) {
    steps.push_back(name);
  }
  const fhir::Json* const at = tests::at_place(*parsed, steps);
  if (at != nullptr && at->is_boolean()) {
    return at->truth() ? "true" : "false";
  }
  return at == nullptr ? "(none)" : std::string(at->text());
}

}  // namespace paraspinal::apps_tests
