// Answers CDS Hooks requests from files, without a server, for validators of other people.
// usage: cds_answers FOLDER FILE...
// Writes the answer to each FILE, and the discovery document, into FOLDER, and prints each answer's
// status with the file's name. A file that holds only a context is made a request for the hook in
// its name ("context-patient-view.json"); one that holds feedback is posted as such.

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "apps/service/cds_routes.h"
#include "apps/service/serving.h"
#include "fhir/cds_hooks_services.h"
#include "fhir/json.h"
#include "knowledge/triage/clinic.h"

namespace {

using paraspinal::fhir::Json;
using paraspinal::service::HttpAnswer;
using paraspinal::service::HttpRequest;
using paraspinal::service::Route;
using paraspinal::service::Serving;

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// "order-select" of "context-order-select-r4.json".
std::string hook_in(std::string name) {
  name = name.substr(name.find('-') + 1);
  name = name.substr(0, name.find('.'));
  return name.ends_with("-r4") ? name.substr(0, name.size() - 3) : name;
}

HttpAnswer asked(const std::string& text, const std::string& file, const std::vector<Route>& routes,
                 const Serving& serving) {
  const auto body = paraspinal::fhir::parse_json(text);
  if (!body) {
    return {.status = 400, .body = body.error().message};
  }
  HttpRequest request;
  request.method = "POST";
  request.body = text;
  std::string hook(paraspinal::fhir::text_member(*body, "hook"));
  if (hook.empty() && body->member("context") != nullptr) {
    hook = hook_in(file);
    request.body = R"({"hook":")" + hook +
                   R"(","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",)" +
                   text.substr(text.find('{') + 1);
  }
  const bool is_feedback = body->member("feedback") != nullptr;
  for (const auto& service : paraspinal::fhir::cds_services(serving.clinic->knowledge())) {
    if (is_feedback || name(service.hook) == hook) {
      request.captured["id"] = service.id;
      return routes[is_feedback ? 2 : 1].answer(request, serving);
    }
  }
  return {.status = 404, .body = "{}"};
}

}  // namespace

int main(int count, char** arguments) {
  auto clinic = paraspinal::triage::open_clinic(std::nullopt);
  if (count < 2 || !clinic) {
    std::cerr << "usage: cds_answers FOLDER FILE...\n";
    return 2;
  }
  const std::filesystem::path folder(arguments[1]);
  Serving serving;
  serving.clinic = std::move(*clinic);
  serving.now = "2026-11-20T18:30:00Z";
  serving.base_url = "https://cds.example.org";
  const auto routes = paraspinal::service::cds_routes();
  std::ofstream(folder / "discovery.json") << routes[0].answer({}, serving).body;
  for (int i = 2; i < count; ++i) {
    const std::filesystem::path path(arguments[i]);
    const HttpAnswer answer = asked(read(path), path.filename().string(), routes, serving);
    std::ofstream(folder / path.filename()) << answer.body;
    std::cout << answer.status << ' ' << path.filename().string() << '\n';
  }
  return 0;
}
