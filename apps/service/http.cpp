#include "apps/service/http.h"

namespace paraspinal::service {

std::string_view HttpRequest::header(std::string_view name) const {
  const auto found = headers.find(std::string(name));
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

std::string lower_case(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return small;
}

HttpAnswer json_answer(int status, std::string body) {
  return {.status = status, .body = std::move(body)};
}

HttpAnswer fhir_answer(int status, std::string body) {
  return {.status = status, .content_type = "application/fhir+json", .body = std::move(body)};
}

}  // namespace paraspinal::service
