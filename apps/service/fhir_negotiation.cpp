// The entry point is refused_format.

#include "apps/service/fhir_negotiation.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "apps/service/error_answer.h"
#include "fhir/json_text.h"

namespace paraspinal::service {
namespace {

using engine::Error;
using engine::ErrorKind;

std::string lower_without_spaces(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '"') {
      plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return plain;
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (auto end = text.find(separator); end != std::string::npos;
       end = text.find(separator, begin)) {
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  parts.push_back(text.substr(begin));
  return parts;
}

// "application/json;q=0.5" as its type and its parameters.
struct MediaType {
  std::string type;
  std::vector<std::string> parameters;

  // Empty without one.
  std::string parameter(const std::string& name) const {
    for (const std::string& each : parameters) {
      if (each.starts_with(name + '=')) {
        return each.substr(name.size() + 1);
      }
    }
    return {};
  }
};

MediaType media_type(const std::string& text) {
  std::vector<std::string> parts = split(text, ';');
  MediaType media{parts.front(), {}};
  media.parameters.assign(parts.begin() + 1, parts.end());
  return media;
}

bool is_our_version(const MediaType& media) {
  const std::string version = media.parameter("fhirversion");
  return version.empty() || version == "4.0" || version == "4.0.1" || version == "4.3";
}

bool is_json(std::string_view type) {
  constexpr std::array<std::string_view, 3> names = {"application/fhir+json", "application/json",
                                                     "text/json"};
  return std::find(names.begin(), names.end(), type) != names.end();
}

bool is_taken(const MediaType& media) {
  const std::string quality = media.parameter("q");
  const bool wanted = quality.empty() || std::strtod(quality.c_str(), nullptr) > 0;
  const bool fits = is_json(media.type) || media.type == "*/*" || media.type == "application/*" ||
                    media.type == "*";
  return wanted && fits && is_our_version(media);
}

// All headers of that name, as one list.
std::string header_list(const HttpRequest& request, const std::string& name) {
  std::string list;
  const auto [first, last] = request.headers.equal_range(name);
  for (auto header = first; header != last; ++header) {
    list += (list.empty() ? "" : ",") + header->second;
  }
  return list;
}

HttpAnswer refusal(int status, const std::string& message) {
  return error_answer("fhir", status, Error{ErrorKind::invalid_argument, message});
}

constexpr std::string_view expected =
    ", expected application/fhir+json or application/json, with fhirVersion 4.0 if any";

std::optional<HttpAnswer> refused_answer(const HttpRequest& request) {
  const auto format = request.query.find("_format");
  if (format != request.query.end()) {
    // A plus in a query is a space, unless the client wrote it as %2B.
    std::string named = format->second;
    std::ranges::replace(named, ' ', '+');
    const MediaType media = media_type(lower_without_spaces(named));
    if ((media.type == "json" || is_json(media.type)) && is_our_version(media)) {
      return std::nullopt;
    }
    return refusal(406, "_format: " + fhir::printable(format->second) + std::string(expected));
  }
  const std::string accept = header_list(request, "accept");
  if (accept.empty()) {
    return std::nullopt;
  }
  const auto ranges = split(lower_without_spaces(accept), ',');
  const bool taken = std::ranges::any_of(
      ranges, [](const std::string& range) { return is_taken(media_type(range)); });
  return taken ? std::nullopt
               : std::optional(refusal(406, "Accept: " + fhir::printable(accept.substr(0, 100)) +
                                                std::string(expected)));
}

}  // namespace

std::optional<HttpAnswer> refused_format(const HttpRequest& request) {
  if (request.method == "POST") {
    const std::string sent(request.header("content-type"));
    const MediaType media = media_type(lower_without_spaces(sent));
    if (!is_json(media.type) || !is_our_version(media)) {
      return refusal(
          415, "Content-Type: " + fhir::printable(sent.substr(0, 100)) + std::string(expected));
    }
  }
  return refused_answer(request);
}

bool is_strict(const HttpRequest& request) {
  const auto preferences = split(lower_without_spaces(header_list(request, "prefer")), ',');
  return std::ranges::any_of(preferences, [](const std::string& preference) {
    return split(preference, ';').front() == "handling=strict";
  });
}

std::string fhir_text(const HttpRequest& request, const fhir::Json& resource) {
  const auto pretty = request.query.find("_pretty");
  const bool indented = pretty != request.query.end() && pretty->second == "true";
  return fhir::write_json(resource, indented ? 2 : 0);
}

}  // namespace paraspinal::service
