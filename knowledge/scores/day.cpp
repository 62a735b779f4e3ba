#include "knowledge/scores/day.h"

#include <charconv>
#include <cmath>

namespace paraspinal::scores {
namespace {

constexpr std::size_t date_length = 10;  // "2026-01-31"

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  const char* begin = text.data() + at;
  const auto [end, error] = std::from_chars(begin, begin + count, value);
  if (error != std::errc() || end != begin + count || *begin == '-') {
    return std::nullopt;
  }
  return value;
}

std::string padded(unsigned number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

}  // namespace

std::optional<Day> day_of(std::string_view text) {
  if (text.size() < date_length || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  if (text.size() > date_length && text[date_length] != 'T') {
    return std::nullopt;
  }
  const auto year = digits(text, 0, 4);
  const auto month = digits(text, 5, 2);
  const auto day = digits(text, 8, 2);
  if (!year || !month || !day) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  return date.ok() ? std::optional(Day(date)) : std::nullopt;
}

std::string day_words(Day day) {
  const std::chrono::year_month_day date(day);
  return padded(static_cast<unsigned>(static_cast<int>(date.year())), 4) + '-' +
         padded(static_cast<unsigned>(date.month()), 2) + '-' +
         padded(static_cast<unsigned>(date.day()), 2);
}

double day_number(Day day) {
  return static_cast<double>(day.time_since_epoch().count());
}

Day day_from_number(double number) {
  return Day(std::chrono::days(static_cast<int>(std::lround(number))));
}

}  // namespace paraspinal::scores
