#pragma once

// FHIR's dates and times, which may be partial: a moment is the interval that the text can mean,
// and two moments are ordered only when every reading of them agrees (FHIR R4, datatypes: date,
// dateTime, instant).
//
//   const auto a = moment_from("2024");  const auto b = moment_from("2024-03");
//   order(*a, *b) == Order::unclear;
//   order(*b, *moment_from("2025-01-01T08:00:00Z")) == Order::before;
//
// Not for: durations, repeating times, or calendars other than the Gregorian.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace paraspinal::fhir {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

// From `first` up to, not including, `end`. A time of day without a zone (FHIR forbids it, systems
// send it) is held as if it were UTC and is off by at most 14 hours.
struct Moment {
  Instant first;
  Instant end;
  bool zone_known = true;  // false only for a time of day without a zone
  bool to_the_day = true;  // false for a year, or a year and month

  bool operator==(const Moment&) const = default;
};

// YYYY, YYYY-MM, YYYY-MM-DD, or YYYY-MM-DDThh:mm[:ss[.fff]] with Z, +hh:mm, -hh:mm or nothing.
// Nothing for anything else: a year of three digits, 30 February, 24:00, second 60.
std::optional<Moment> moment_from(std::string_view text);

enum class Order { before, after, unclear };

// How `a` stands to `b`. Equal and overlapping moments are `unclear`. Times without a zone are
// compared with each other as written, and with zoned ones 14 hours wide on each side.
Order order(const Moment& a, const Moment& b);

// The greatest number of days from `older` to `newer`'s first instant; negative when `older` is
// later.
double days_between(const Moment& older, const Moment& newer);

// The calendar day as written, "2024-02-29" of "2024-02-29T23:00:00-05:00"; nothing when partial.
std::optional<std::chrono::year_month_day> day_from(std::string_view text);
// ISO text of a day, "2024-02-29".
std::string iso(std::chrono::year_month_day day);

inline constexpr double days_in_week = 7;
// Days from one calendar day to another; negative when `to` is earlier.
int days_from_to(std::chrono::year_month_day from, std::chrono::year_month_day to);

// Completed years of age; the two differ when the birth date is partial.
struct AgeRange {
  int lowest = 0;
  int highest = 0;

  bool operator==(const AgeRange&) const = default;
};

// Nothing when `birth` is no date. Negative when it lies after `on`. Someone born on 29 February
// completes a year on 1 March of a common year.
std::optional<AgeRange> age_from(std::string_view birth, std::chrono::year_month_day on);

}  // namespace paraspinal::fhir
