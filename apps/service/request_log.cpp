#include "apps/service/request_log.h"

#include <algorithm>
#include <array>
#include <ctime>

#include <spdlog/fmt/chrono.h>
#include <spdlog/fmt/fmt.h>

#include "fhir/json.h"

namespace paraspinal::service {
namespace {

std::string quoted(std::string_view text) {
  return write_json(fhir::Json::string(std::string(text)));
}

std::string_view known_method(std::string_view method) {
  constexpr std::array<std::string_view, 7> known = {"GET", "HEAD",   "POST", "OPTIONS",
                                                     "PUT", "DELETE", "PATCH"};
  return std::ranges::find(known, method) == known.end() ? "other" : method;
}

}  // namespace

std::string log_line(const LoggedRequest& request) {
  std::string line = fmt::format(
      R"({{"time":"{}","event":"request","method":"{}","route":{},"status":{},"ms":{:.3f},"bytes_in":{},"bytes_out":{})",
      request.time, known_method(request.method), quoted(request.route), request.status,
      request.milliseconds, request.bytes_in, request.bytes_out);
  if (!request.client.empty()) {
    line += R"(,"client":)" + quoted(request.client);
  }
  if (!request.why.empty()) {
    line += R"(,"why":)" + quoted(request.why);
  }
  return line + '}';
}

std::string event_line(std::string_view time, std::string_view event, std::string_view words) {
  return fmt::format(R"({{"time":"{}","event":{},"words":{}}})", time, quoted(event),
                     quoted(words));
}

std::string iso_time(std::int64_t seconds) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

}  // namespace paraspinal::service
