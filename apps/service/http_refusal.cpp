#include "apps/service/http_refusal.h"

#include <utility>

namespace paraspinal::service {

std::string_view refusal_reason(int status) {
  constexpr std::pair<int, std::string_view> reasons[] = {{400, "Bad Request"},
                                                          {408, "Request Timeout"},
                                                          {411, "Length Required"},
                                                          {413, "Payload Too Large"},
                                                          {414, "URI Too Long"},
                                                          {415, "Unsupported Media Type"},
                                                          {431, "Header Fields Too Large"},
                                                          {503, "Service Unavailable"}};
  for (const auto& [known, words] : reasons) {
    if (known == status) {
      return words;
    }
  }
  return "Error";
}

std::string refusal_body(const HeadFault& fault) {
  return R"({"error": {"kind": "http", "message": ")" + fault.words + "\"}}";
}

std::string refusal_text(const HeadFault& fault) {
  const std::string body = refusal_body(fault);
  return "HTTP/1.1 " + std::to_string(fault.status) + " " +
         std::string(refusal_reason(fault.status)) +
         "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         (fault.status == 503 ? "\r\nRetry-After: 1" : "") + "\r\nConnection: close\r\n\r\n" + body;
}

HeadFault fault_of(HeadState state) {
  switch (state) {
    case HeadState::line_too_long:
      return {414, "request line: is too long"};
    case HeadState::fields_too_large:
      return {431, "header fields: are too many or too long"};
    case HeadState::incomplete:
    case HeadState::complete:
    case HeadState::malformed:
      break;
  }
  return {400, "request: is no HTTP/1.1"};
}

}  // namespace paraspinal::service
