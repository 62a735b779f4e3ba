// The entry points are the two operation_outcome. FHIR R4 4.0.1, OperationOutcome.

#include "fhir/operation_outcome.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "fhir/export_words.h"

namespace paraspinal::fhir {
namespace {

using engine::Error;
using engine::ErrorKind;

struct Coded {
  std::string_view severity;
  std::string_view code;  // HL7 issue-type
};

std::string_view kind_name(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid_argument:
      return "invalid_argument";
    case ErrorKind::not_found:
      return "not_found";
    case ErrorKind::malformed:
      return "malformed";
    case ErrorKind::impossible:
      return "impossible";
    case ErrorKind::too_large:
      return "too_large";
    case ErrorKind::corrupt:
      return "corrupt";
  }
  return {};
}

Coded coded(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid_argument:
      return {"error", "value"};
    case ErrorKind::not_found:
      return {"error", "not-found"};
    case ErrorKind::malformed:
      return {"fatal", "structure"};
    case ErrorKind::impossible:
      return {"error", "processing"};
    case ErrorKind::too_large:
      return {"fatal", "too-long"};
    case ErrorKind::corrupt:
      return {"fatal", "exception"};
  }
  return {};
}

Coded coded(Severity severity) {
  switch (severity) {
    case Severity::error:
      return {"error", "invalid"};
    case Severity::warning:
      return {"warning", "processing"};
    case Severity::information:
      return {"information", "informational"};
  }
  return {};
}

Coded coded(Later later) {
  switch (later) {
    case Later::transient:
      return {"error", "transient"};
    case Later::throttled:
      return {"error", "throttled"};
  }
  return {};
}

bool is_path(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !text.empty() && is_letter(text.front()) &&
         text.find_first_of(".[") != std::string_view::npos &&
         std::ranges::all_of(text, [is_letter](char c) {
           return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '[' ||
                  c == ']';
         });
}

// The path at the front of "Bundle.entry[3].resource: words" or "at entry[3].id: words"; else none.
std::string_view place_of(std::string_view message) {
  constexpr std::string_view at = "at ";
  if (message.starts_with(at)) {
    message.remove_prefix(at.size());
  }
  const std::string_view place = message.substr(0, message.find(": "));
  return is_path(place) ? place : std::string_view{};
}

// Of a Bundle, or of what was prefetched and says whom it is about.
bool is_of_a_chart(std::string_view place) {
  return place.starts_with("Bundle") || (place.starts_with("request.prefetch.") &&
                                         (place.ends_with(".subject") || place.ends_with(".id")));
}

Json issue_json(const Coded& coded, std::string_view text, std::string_view diagnostics,
                std::string_view place) {
  Json::Member details{"details", Json::object({{"text", sent_text(text)}})};
  std::vector<Json::Member> members = {{"severity", words(coded.severity)},
                                       {"code", words(coded.code)},
                                       std::move(details),
                                       {"diagnostics", sent_text(diagnostics)}};
  if (!place.empty()) {
    members.emplace_back("expression", Json::array({sent_text(place)}));
  }
  return Json::object(std::move(members));
}

Json outcome_of(std::vector<Json> issues) {
  return Json::object(
      {{"resourceType", words("OperationOutcome")}, {"issue", Json::array(std::move(issues))}});
}

}  // namespace

Json operation_outcome(const std::vector<Issue>& issues) {
  constexpr std::string_view none = "Nothing to tell of the input.";
  std::vector<Json> told;
  for (const Issue& issue : issues) {
    told.push_back(
        issue_json(coded(issue.severity), issue.diagnostics, issue.diagnostics, issue.expression));
  }
  if (told.empty()) {
    told.push_back(issue_json(coded(Severity::information), none, none, {}));
  }
  return outcome_of(std::move(told));
}

Json operation_outcome(const engine::Error& error) {
  const std::string diagnostics = std::string(kind_name(error.kind)) + ": " + error.message;
  return outcome_of(
      {issue_json(coded(error.kind), for_a_reader(error), diagnostics, place_of(error.message))});
}

Json operation_outcome(Later later, std::string_view message) {
  return outcome_of({issue_json(coded(later), message, message, place_of(message))});
}

std::string_view for_a_reader(const Error& error) {
  const std::string_view message = error.message;
  const std::string_view place = place_of(message);
  if (!is_of_a_chart(place) || error.kind == ErrorKind::malformed) {
    return message;
  }
  constexpr std::string_view after = ": ";
  return message.substr(message.find(after) + after.size());
}

}  // namespace paraspinal::fhir
