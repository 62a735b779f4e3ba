#pragma once

// Calendar days as ISO text. The day of a time is the day as written, in the time's own zone: where
// the person is, "2026-01-31T23:30:00-05:00" is the 31st, whatever the day is in London.
//
//   const auto day = day_of("2024-02-29T08:00:00+01:00");   // 2024-02-29
//   day_words(*day + std::chrono::days(280));                // "2024-12-05"
//
// Not for: instants; a difference of days here counts midnights, not hours.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace paraspinal::scores {

using Day = std::chrono::sys_days;

// The text is "2026-01-31", or that followed by "T" and a time, which is not read. Nothing when it
// is not so, or not a day of the Gregorian calendar.
std::optional<Day> day_of(std::string_view text);

std::string day_words(Day day);

// As a number for a score's input, and back; whole days since 1970-01-01.
double day_number(Day day);
Day day_from_number(double number);

}  // namespace paraspinal::scores
