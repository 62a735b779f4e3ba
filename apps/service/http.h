#pragma once

// HTTP as plain values: a request, its answer, and a route that makes one of the other. Everything
// that the service answers is written over these, so that it is tested without a socket; only
// http_server.cpp, http_conversation.cpp and http_client.cpp know an HTTP library.
//
//   Route route{.method = "GET", .path = "/healthz", .summary = "Is the process alive?"};
//   route.answer = [](const HttpRequest&, const Serving&) { return json_answer(200, "{}"); };

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace paraspinal::service {

struct Serving;  // serving.h: what a request is answered from

struct HttpRequest {
  std::string method;                           // "GET"
  std::string path;                             // "/score/news2": decoded, without the query
  std::map<std::string, std::string> captured;  // of the route's "{name}" parts
  std::multimap<std::string, std::string> query;
  std::multimap<std::string, std::string> headers;  // names in lower case
  std::string body;
  std::string peer = {};  // address of who is at the other end of the socket; a proxy's, behind one

  // The first header of that name (in lower case); empty without one.
  std::string_view header(std::string_view name) const;
};

struct HttpAnswer {
  int status = 200;
  std::string content_type = "application/json";
  std::string body = {};
  std::vector<std::pair<std::string, std::string>> headers = {};

  bool operator==(const HttpAnswer&) const = default;
};

// Who may call a route.
enum class Access {
  open,     // anybody who can reach the port: operations, the CapabilityStatement
  client,   // a client with a token where the service demands tokens (CDS Hooks, FHIR)
  session,  // a person who signed in at a screen; the route itself asks (apps/desk/session.h)
};

// A query parameter, for OpenAPI.
struct Parameter {
  std::string name;
  std::string description;
  std::string schema = R"({"type": "string"})";  // JSON Schema as JSON text
  bool required = false;
};

struct Route {
  std::string method;   // "GET", "POST" or "DELETE"
  std::string path;     // a template: "/score/{name}"; a "{part}" is one segment of the path
  std::string summary;  // a sentence, for OpenAPI
  std::string tag;  // "json", "fhir", "cds-hooks", "desk", "screen" or "operations", for OpenAPI
  Access access = Access::client;
  std::vector<std::string> consumes = {};  // media types of the body; others are 415; none: no body
  std::string produces = {};  // media type of the 200 answer; empty: JSON, or FHIR's for "fhir"
  std::vector<Parameter> query = {};
  std::vector<int> statuses = {200};  // that it can answer, for OpenAPI
  std::string request_schema = {};    // JSON Schema of the body as JSON text; empty: any object
  std::string response_schema = {};   // of the 200 answer; empty: any object
  // Who accepts application/fhir+json before JSON gets FHIR: a Bundle, or an OperationOutcome.
  bool or_fhir = false;
  bool heavy = false;  // may take seconds: few of these are answered at one time
  std::function<HttpAnswer(const HttpRequest&, const Serving&)> answer;
};

// Small letters for the large ones of ASCII.
std::string lower_case(std::string_view text);

HttpAnswer json_answer(int status, std::string body);
// With the media type application/fhir+json.
HttpAnswer fhir_answer(int status, std::string body);

}  // namespace paraspinal::service
