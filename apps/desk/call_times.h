#pragma once

// ISO times in UTC, as the records hold them, moved and checked.
//
//   later("2026-11-20T18:30:00Z", -7 * seconds_a_day) == "2026-11-13T18:30:00Z";
//   utc_time("2026-11-20T19:30:00+01:00") == "2026-11-20T18:30:00Z";

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace paraspinal::desk {

inline constexpr std::int64_t seconds_a_day = 24 * 60 * 60;

// The same time in UTC, to the second; nothing for text that is no time with a zone.
std::optional<std::string> utc_time(std::string_view iso);

// Requires such a time.
std::string later(std::string_view iso, std::int64_t seconds);

}  // namespace paraspinal::desk
