#pragma once

// How far a pregnancy is on a given day, from the due date or the last period.
//
//   gestational_weeks_from_due_date("2026-06-10", "2026-01-31");   // 40 - 130 / 7 = 21.4
//
// Not for: redating by ultrasound, or regularity of the cycle.

#include <optional>
#include <string_view>

namespace paraspinal::knowledge {

// Days from the first to the second; both begin with an ISO date "2026-01-31" (a time after it is
// not read). Nothing when either is not a date of the calendar.
std::optional<long> days_between(std::string_view from, std::string_view to);

// 40 - (due date - day) / 7, in weeks. Nothing when a date cannot be read, or the result lies
// outside 0 ... 45 weeks.
// source: Naegele's rule, 280 days from the last period to the due date
std::optional<double> gestational_weeks_from_due_date(std::string_view due_date,
                                                      std::string_view day);
std::optional<double> gestational_weeks_from_last_period(std::string_view last_period,
                                                         std::string_view day);

}  // namespace paraspinal::knowledge
