#include "apps/records/sign_in_lines.h"

#include <string>

#include <spdlog/fmt/chrono.h>
#include <spdlog/fmt/fmt.h>

#include "apps/records/audit_line.h"

namespace paraspinal::records {
namespace {

// Of what addresses with ports and zones are made (RFC 4007), so that it needs no escape in JSON.
std::string only_address(std::string_view place) {
  std::string kept;
  for (const char c : place) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (is_letter || (c >= '0' && c <= '9') ||
        std::string_view(".:%[]-_").find(c) != std::string_view::npos) {
      kept += c;
    }
  }
  return kept;
}

std::string member(std::string_view name, std::string_view value) {
  return value.empty() ? "" : fmt::format(R"("{}":"{}",)", name, value);
}

std::string payload_of(const SignInLine& line) {
  std::string members = member("from", only_address(line.place)) + member("second", line.second) +
                        member("why", line.why) +
                        (line.tries > 1 ? fmt::format(R"("tries":{},)", line.tries) : "");
  if (!members.empty()) {
    members.pop_back();
  }
  return "{" + members + "}";
}

}  // namespace

engine::Result<void> append_sign_in_line(const knowledge::Connection& connection,
                                         const Keyring& keyring, const SignInLine& line) {
  return append_line(connection, keyring,
                     {.at = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                                        fmt::gmtime(static_cast<std::time_t>(line.seconds))),
                      .kind = std::string(line.kind),
                      .person = {},
                      .user = std::string(line.user),
                      .knowledge_hash = {},
                      .payload = payload_of(line)})
      .map([](const AuditLine&) {});
}

}  // namespace paraspinal::records
