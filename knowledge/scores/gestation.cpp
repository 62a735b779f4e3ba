#include "knowledge/scores/gestation.h"

#include <charconv>
#include <chrono>

namespace paraspinal::knowledge {
namespace {

constexpr double term_weeks = 40;
constexpr double days_a_week = 7;
constexpr double longest_weeks = 45;

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  const char* begin = text.data() + at;
  const auto [end, error] = std::from_chars(begin, begin + count, value);
  if (error != std::errc() || end != begin + count || *begin == '-') {
    return std::nullopt;
  }
  return value;
}

std::optional<std::chrono::sys_days> day_of(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') {
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
  if (!date.ok()) {
    return std::nullopt;
  }
  return std::chrono::sys_days(date);
}

std::optional<double> within_range(double weeks) {
  if (weeks < 0 || weeks > longest_weeks) {
    return std::nullopt;
  }
  return weeks;
}

}  // namespace

std::optional<long> days_between(std::string_view from, std::string_view to) {
  const auto first = day_of(from);
  const auto second = day_of(to);
  if (!first || !second) {
    return std::nullopt;
  }
  return (*second - *first).count();
}

std::optional<double> gestational_weeks_from_due_date(std::string_view due_date,
                                                      std::string_view day) {
  const auto left = days_between(day, due_date);
  if (!left) {
    return std::nullopt;
  }
  return within_range(term_weeks - static_cast<double>(*left) / days_a_week);
}

std::optional<double> gestational_weeks_from_last_period(std::string_view last_period,
                                                         std::string_view day) {
  const auto passed = days_between(last_period, day);
  if (!passed) {
    return std::nullopt;
  }
  return within_range(static_cast<double>(*passed) / days_a_week);
}

}  // namespace paraspinal::knowledge
