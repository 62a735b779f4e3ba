#include "apps/desk/call_times.h"

#include <chrono>

#include "apps/service/request_log.h"
#include "engine/require.h"
#include "fhir/primitives.h"

namespace paraspinal::desk {
namespace {

std::optional<std::int64_t> seconds_of(std::string_view iso) {
  constexpr std::size_t day_only = 10;
  const auto moment = iso.size() > day_only ? fhir::moment_from(iso) : std::nullopt;
  if (!moment || !moment->zone_known) {
    return std::nullopt;
  }
  return std::chrono::floor<std::chrono::seconds>(moment->first).time_since_epoch().count();
}

}  // namespace

std::optional<std::string> utc_time(std::string_view iso) {
  const auto seconds = seconds_of(iso);
  return seconds ? std::optional(service::iso_time(*seconds)) : std::nullopt;
}

std::string later(std::string_view iso, std::int64_t seconds) {
  const auto from = seconds_of(iso);
  engine::require(from.has_value(), "a time of the records is an ISO time in UTC");
  return service::iso_time(*from + seconds);
}

}  // namespace paraspinal::desk
