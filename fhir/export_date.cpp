#include "fhir/export_date.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "fhir/primitives.h"

namespace paraspinal::fhir {
namespace {

constexpr std::size_t date_length = 10;    // YYYY-MM-DD
constexpr std::size_t minute_length = 16;  // YYYY-MM-DDThh:mm
constexpr std::size_t second_length = 19;  // YYYY-MM-DDThh:mm:ss

// True when `text` has the form of `pattern`, where each 9 stands for any digit.
bool has_form(std::string_view text, std::string_view pattern) {
  return std::ranges::equal(text, pattern, [](char c, char wanted) {
    return wanted == '9' ? c >= '0' && c <= '9' : c == wanted;
  });
}

// The number that digits `from` to `from + length` write; they are digits.
unsigned number_at(std::string_view text, std::size_t from, std::size_t length) {
  unsigned value = 0;
  for (const char digit : text.substr(from, length)) {
    value = value * 10 + static_cast<unsigned>(digit - '0');
  }
  return value;
}

bool is_date(std::string_view text) {
  if (!has_form(text, "9999-99-99")) {
    return false;
  }
  const std::chrono::year_month_day day{std::chrono::year(static_cast<int>(number_at(text, 0, 4))),
                                        std::chrono::month(number_at(text, 5, 2)),
                                        std::chrono::day(number_at(text, 8, 2))};
  return day.ok();
}

// Z or an offset of hours and minutes.
bool is_zone(std::string_view text) {
  if (text == "Z") {
    return true;
  }
  return (has_form(text, "+99:99") || has_form(text, "-99:99")) && number_at(text, 1, 2) <= 14 &&
         number_at(text, 4, 2) <= 59;
}

// The length of a fraction of a second at the front of `text`, with its point; 0 without one.
std::size_t fraction_length(std::string_view text) {
  if (!text.starts_with('.')) {
    return 0;
  }
  const std::size_t end = text.find_first_not_of("0123456789", 1);
  const std::size_t length = end == std::string_view::npos ? text.size() : end;
  return length > 1 ? length : 0;
}

std::string two_digits(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

std::optional<std::string> instant(std::string_view iso) {
  if (iso.size() < minute_length || !is_date(iso.substr(0, date_length)) ||
      !has_form(iso.substr(date_length, minute_length - date_length), "T99:99") ||
      number_at(iso, 11, 2) > 23 || number_at(iso, 14, 2) > 59) {
    return std::nullopt;
  }
  std::string text(iso.substr(0, minute_length));
  std::size_t at = minute_length;
  if (iso.size() >= second_length && has_form(iso.substr(at, 3), ":99")) {
    if (number_at(iso, 17, 2) > 59) {
      return std::nullopt;
    }
    at = second_length + fraction_length(iso.substr(second_length));
    text = iso.substr(0, at);
  } else {
    text += ":00";
  }
  const std::string_view zone = iso.substr(at);
  if (!is_zone(zone)) {
    return std::nullopt;
  }
  return text.append(zone);
}

std::optional<std::string> date_time(std::string_view iso) {
  if (is_date(iso)) {
    return std::string(iso);
  }
  return instant(iso);
}

std::optional<std::string> later(std::string_view iso, std::chrono::minutes by) {
  const auto text = date_time(iso);
  const auto day = text ? day_from(*text) : std::nullopt;
  if (!day) {
    return std::nullopt;
  }
  const bool timed = text->size() > date_length;
  const auto time = timed ? std::chrono::hours(number_at(*text, 11, 2)) +
                                std::chrono::minutes(number_at(*text, 14, 2))
                          : std::chrono::minutes(0);
  const auto when = std::chrono::sys_days(*day) + time + by;
  const auto new_day = std::chrono::floor<std::chrono::days>(when);
  const std::chrono::year_month_day date(new_day);
  const auto left = when - new_day;
  if (date.year() > std::chrono::year(9999) || (!timed && left.count() != 0)) {
    return std::nullopt;
  }
  const std::chrono::hh_mm_ss time_of_day(left);
  return timed ? fhir::iso(date) + 'T' + two_digits(time_of_day.hours().count()) + ':' +
                     two_digits(time_of_day.minutes().count()) + text->substr(minute_length)
               : fhir::iso(date);
}

}  // namespace paraspinal::fhir
