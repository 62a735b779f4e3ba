#include "apps/service/http_refusal.h"

#include <algorithm>
#include <utility>

namespace paraspinal::service {
namespace {

// `beginning` is in lower case.
bool begins_with(std::string_view text, std::string_view beginning) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return text.size() >= beginning.size() &&
         std::equal(beginning.begin(), beginning.end(), text.begin(),
                    [&](char expected, char c) { return lower(c) == expected; });
}

}  // namespace

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

HttpAnswer refusal_of(const HeadFault& fault) {
  HttpAnswer answer = json_answer(
      fault.status, R"({"error": {"kind": "http", "message": ")" + fault.words + "\"}}");
  if (fault.status == 503) {
    answer.headers.emplace_back("Retry-After", "1");
  }
  return answer;
}

std::string refusal_text(const HttpAnswer& answer) {
  std::string text = "HTTP/1.1 " + std::to_string(answer.status) + " " +
                     std::string(refusal_reason(answer.status)) +
                     "\r\nContent-Type: " + answer.content_type +
                     "\r\nContent-Length: " + std::to_string(answer.body.size());
  for (const auto& [name, value] : answer.headers) {
    text += "\r\n" + name + ": " + value;
  }
  return text + "\r\nConnection: close\r\n\r\n" + answer.body;
}

HttpRequest as_far_as_known(std::string_view head) {
  HttpRequest request;
  std::size_t end = head.find("\r\n");
  const std::string_view line = head.substr(0, end);
  const std::size_t space = line.find(' ');
  if (space != std::string_view::npos) {
    request.method = line.substr(0, space);
    const std::string_view target = line.substr(space + 1);
    request.path = target.substr(0, target.find_first_of("? "));
  }
  while (end != std::string_view::npos) {
    head.remove_prefix(end + 2);
    end = head.find("\r\n");
    const std::string_view field = head.substr(0, end);
    constexpr std::string_view origin = "origin:";
    if (end != std::string_view::npos && begins_with(field, origin)) {
      std::string value(field.substr(origin.size()));
      std::erase_if(value, [](char c) { return c <= ' ' || c > '~'; });
      request.headers.emplace("origin", std::move(value));
    }
  }
  return request;
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
