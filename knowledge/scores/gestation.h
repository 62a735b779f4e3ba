#pragma once

// How far a pregnancy is on a given day: from embryo transfer, due date, last period or scan, by
// the rules of ACOG Committee Opinion 700. Days are calendar days where the person is (day.h).
//
//   const auto dating = dated({.last_period = day_of("2026-01-01"),
//                              .scan = Scan{*day_of("2026-03-03"), 7 * 7 + 5}});
//   dating->due_date;                                     // 2026-10-15: the scan is 7 days behind
//   weeks_and_days(gestation_days(dating->due_date, *day_of("2026-05-01")));   // "16+1"
//
// Not for: judging the quality of a scan; before 22 weeks without one, dates are uncertain.

#include <optional>
#include <string>
#include <string_view>

#include "knowledge/scores/day.h"

namespace paraspinal::scores {

inline constexpr int days_to_term = 280;  // from the last period to the due date
inline constexpr int longest_days = 315;  // 45 weeks: later is no pregnancy

struct Scan {
  Day day;
  int gestation_days = 0;  // as the scan gave it, on that day
};

struct EmbryoTransfer {
  Day day;
  int embryo_days = 5;  // age of the embryo
};

// What is known of the beginning of a pregnancy.
struct PregnancyDates {
  std::optional<EmbryoTransfer> transfer = {};
  std::optional<Day> due_date = {};  // as told by who dated the pregnancy
  std::optional<Day> last_period = {};
  int cycle_days = 28;  // ovulation, and so the due date, is later by as much as it is longer
  std::optional<Scan> scan = {};
};

enum class DatingBasis { embryo_transfer, due_date, last_period, scan };

struct Dating {
  Day due_date;
  DatingBasis basis = DatingBasis::last_period;
  std::optional<int> scan_behind = {};  // days by which the period's gestation exceeds the scan's
};

// The first of transfer, stated due date, period; a scan replaces the period when it differs by
// more than `redating_threshold`, and stands alone without one. Nothing when nothing is known.
std::optional<Dating> dated(const PregnancyDates& dates);

// Days of difference above which a scan redates, by the gestation that the period gives on the day
// of the scan. source: acogco700
int redating_threshold(int days_by_period);

// May be negative or past term: the caller judges.
int gestation_days(Day due_date, Day on);

// "31+2"; days below zero are a broken contract.
std::string weeks_and_days(int days);

// 1 to 13+6, 2 to 27+6, 3 from then. source: acogco700
int trimester(int days);

// Days from the first to the second; nothing when either cannot be read (day.h).
std::optional<long> days_between(std::string_view from, std::string_view to);

// Weeks, and sevenths of a week for days. Nothing when a date cannot be read, or the result lies
// outside 0 ... 45 weeks.
std::optional<double> gestational_weeks_from_due_date(std::string_view due_date,
                                                      std::string_view day);
std::optional<double> gestational_weeks_from_last_period(std::string_view last_period,
                                                         std::string_view day);

}  // namespace paraspinal::scores
