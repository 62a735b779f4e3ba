// Gestation: calendars, time zones, and the redating rule of ACOG Committee Opinion 700.

#include "knowledge/scores/gestation.h"

#include <string>

#include <gtest/gtest.h>

#include "tests/knowledge/scores/test_points.h"

namespace paraspinal::tests {
namespace {

using namespace std::string_view_literals;
using scores::Dating;
using scores::DatingBasis;
using scores::day_of;
using scores::day_words;
using scores::days_between;

TEST(Day, IsTheDayAsWrittenInItsOwnZone) {
  EXPECT_EQ(day_of("2026-01-31T23:30:00-05:00"), day_of("2026-01-31"));
  EXPECT_EQ(day_of("2026-02-01T04:30:00Z"), day_of("2026-02-01"));  // the same instant
  EXPECT_EQ(day_of("2026-01-31T00:00:00+14:00"), day_of("2026-01-31"));
}

TEST(Day, KnowsLeapYearsOfTheGregorianCalendar) {
  EXPECT_TRUE(day_of("2024-02-29"));
  EXPECT_FALSE(day_of("2026-02-29"));
  EXPECT_FALSE(day_of("2100-02-29"));
  EXPECT_TRUE(day_of("2000-02-29"));
}

TEST(Day, IsNothingForWhatIsNoDate) {
  for (const auto text : {""sv, "2026-3-01"sv, "2026-13-01"sv, "2026-04-31"sv, "2026-01-311"sv,
                          "-026-01-31"sv, "20260131"sv, "2026-01-31 10:00"sv}) {
    EXPECT_FALSE(day_of(text)) << text;
  }
}

TEST(Day, IsWrittenAsRead) {
  EXPECT_EQ(day_words(*day_of("2024-02-29T08:00:00Z")), "2024-02-29");
}

TEST(DaysBetween, CrossesALeapDay) {
  EXPECT_EQ(days_between("2024-02-28", "2024-03-01"), 2);
  EXPECT_EQ(days_between("2026-02-28", "2026-03-01"), 1);
}

TEST(DaysBetween, ReadsOnlyTheDateOfATime) {
  EXPECT_EQ(days_between("2026-01-31T23:59:00Z", "2026-02-01"), 1);
}

TEST(DaysBetween, CountsMidnightsAcrossTheEndOfSummerTime) {
  EXPECT_EQ(days_between("2026-10-24T12:00:00+01:00", "2026-10-26T12:00:00Z"), 2);
}

TEST(DaysBetween, IsNothingForADayThatIsNotInTheCalendar) {
  EXPECT_FALSE(days_between("2026-02-30", "2026-03-01").has_value());
  EXPECT_FALSE(days_between("2026-03-01", "").has_value());
}

// Naegele's rule: first day of the last period, less three months, plus seven days and a year; in a
// table of the calendar, + 280 days. A leap day within the pregnancy brings the date one day
// forward.
TEST(DueDate, IsTwoHundredAndEightyDaysAfterTheLastPeriod) {
  const auto due = [](std::string_view period) {
    return day_words(scores::dated({.last_period = day_of(period)})->due_date);
  };
  EXPECT_EQ(due("2026-01-01"), "2026-10-08");
  EXPECT_EQ(due("2025-06-10"), "2026-03-17");
  EXPECT_EQ(due("2023-06-10"), "2024-03-16");  // 29 February 2024 lies between
  EXPECT_EQ(due("2024-02-29"), "2024-12-05");
}

TEST(DueDate, IsLaterByAsMuchAsTheCycleIsLonger) {
  EXPECT_EQ(
      day_words(scores::dated({.last_period = day_of("2026-01-01"), .cycle_days = 35})->due_date),
      "2026-10-15");
}

// A day-5 embryo: 261 days from the transfer.
TEST(DueDate, OfAnEmbryoTransferGoesBeforeAllElse) {
  const auto dating = scores::dated({.transfer = scores::EmbryoTransfer{*day_of("2026-01-20"), 5},
                                     .due_date = day_of("2026-12-01"),
                                     .last_period = day_of("2026-01-01")});
  EXPECT_EQ(dating->basis, DatingBasis::embryo_transfer);
  EXPECT_EQ(day_words(dating->due_date), "2026-10-08");
}

TEST(DueDate, IsUnknownWhenNothingIsKnown) {
  EXPECT_FALSE(scores::dated({}));
}

TEST(DueDate, IsTheScansWithoutAPeriod) {
  const auto dating = scores::dated({.scan = scores::Scan{*day_of("2026-03-01"), 8 * 7}});
  EXPECT_EQ(dating->basis, DatingBasis::scan);
  EXPECT_EQ(day_words(dating->due_date), "2026-10-11");  // 32 weeks on
}

// ACOG 700: more than 5 days to 8+6, 7 to 15+6, 10 to 21+6, 14 to 27+6, 21 from 28+0.
struct Threshold {
  int weeks = 0;
  int days = 0;
  int most = 0;
};

class Redating : public testing::TestWithParam<Threshold> {};

TEST_P(Redating, HappensAboveTheThresholdAndNotAtIt) {
  const auto [weeks, extra, most] = GetParam();
  const auto period = *day_of("2026-01-01");
  const int by_period = weeks * 7 + extra;
  const auto scan_day = period + std::chrono::days(by_period);
  for (const int sign : {-1, 1}) {
    const auto at = scores::dated(
        {.last_period = period, .scan = scores::Scan{scan_day, by_period + sign * most}});
    const auto above = scores::dated(
        {.last_period = period, .scan = scores::Scan{scan_day, by_period + sign * (most + 1)}});
    EXPECT_EQ(at->basis, DatingBasis::last_period);
    EXPECT_EQ(above->basis, DatingBasis::scan);
    EXPECT_EQ(above->scan_behind, -sign * (most + 1));
  }
}

INSTANTIATE_TEST_SUITE_P(Acog700, Redating,
                         testing::Values(Threshold{6, 0, 5}, Threshold{8, 6, 5}, Threshold{9, 0, 7},
                                         Threshold{13, 6, 7}, Threshold{14, 0, 7},
                                         Threshold{15, 6, 7}, Threshold{16, 0, 10},
                                         Threshold{21, 6, 10}, Threshold{22, 0, 14},
                                         Threshold{27, 6, 14}, Threshold{28, 0, 21},
                                         Threshold{36, 0, 21}));

TEST(Gestation, IsWeeksAndDays) {
  const auto due = *day_of("2026-10-08");
  EXPECT_EQ(scores::weeks_and_days(scores::gestation_days(due, *day_of("2026-10-08"))), "40+0");
  EXPECT_EQ(scores::weeks_and_days(scores::gestation_days(due, *day_of("2026-10-07"))), "39+6");
  EXPECT_EQ(scores::weeks_and_days(scores::gestation_days(due, *day_of("2026-01-01"))), "0+0");
  EXPECT_EQ(scores::weeks_and_days(scores::gestation_days(due, *day_of("2026-10-20"))), "41+5");
}

TEST(Gestation, TrimestersEndAtThirteenAndTwentySevenWeeksAndSixDays) {
  EXPECT_EQ(scores::trimester(13 * 7 + 6), 1);
  EXPECT_EQ(scores::trimester(14 * 7), 2);
  EXPECT_EQ(scores::trimester(27 * 7 + 6), 2);
  EXPECT_EQ(scores::trimester(28 * 7), 3);
}

TEST(Gestation, FromTheDueDateIsFortyWeeksLessTheWeeksLeft) {
  EXPECT_DOUBLE_EQ(scores::gestational_weeks_from_due_date("2026-01-31", "2026-01-31").value(), 40);
  EXPECT_DOUBLE_EQ(scores::gestational_weeks_from_due_date("2026-04-11", "2026-01-31").value(), 30);
}

TEST(Gestation, FromTheLastPeriodCountsWeeksSince) {
  EXPECT_DOUBLE_EQ(scores::gestational_weeks_from_last_period("2026-01-01", "2026-02-26").value(),
                   8);
}

TEST(Gestation, OutsideAPregnancyIsNothing) {
  EXPECT_FALSE(scores::gestational_weeks_from_due_date("2024-01-01", "2026-01-31").has_value());
  EXPECT_FALSE(scores::gestational_weeks_from_last_period("2026-02-01", "2026-01-31").has_value());
  EXPECT_FALSE(scores::gestational_weeks_from_last_period("2026-02-01", "tomorrow").has_value());
}

class GestationScore : public TestPoints {};

TEST_P(GestationScore, IsAsCountedOnACalendar) {
  expect_point(GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Calendar, GestationScore,
    testing::Values(
        TestPoint{"13+6", "gestation", "last_period=2026-01-01 as_of=2026-04-08", 97 / 7.0,
                  "first trimester"},
        TestPoint{"14+0", "gestation", "last_period=2026-01-01 as_of=2026-04-09", 14,
                  "second trimester"},
        TestPoint{"28+0 over a leap day", "gestation", "last_period=2023-12-01 as_of=2024-06-14",
                  28, "third trimester, preterm"},
        TestPoint{"36+6 in the east", "gestation",
                  "due_date=2026-10-08 as_of=2026-09-16T23:00:00+13:00", 258 / 7.0,
                  "third trimester, preterm"},
        TestPoint{"37+0 after midnight", "gestation",
                  "due_date=2026-10-08 as_of=2026-09-17T00:10:00+13:00", 37, "term"},
        TestPoint{"the scan redates by 7 days at 8+5", "gestation",
                  "last_period=2026-01-01 scan_date=2026-03-03 scan_weeks=7 scan_extra_days=5 "
                  "as_of=2026-05-01",
                  113 / 7.0, "second trimester"},
        TestPoint{"day of birth", "postpartum", "birth_date=2026-01-31 as_of=2026-01-31", 0,
                  "puerperium"},
        TestPoint{"41 days", "postpartum", "birth_date=2024-01-31 as_of=2024-03-12", 41,
                  "puerperium"},
        TestPoint{"42 days, over a leap day", "postpartum",
                  "birth_date=2024-01-31 as_of=2024-03-13", 42, "after the puerperium"}));

TEST(GestationScore, SaysWhetherTheScanRedated) {
  const auto result = scored("gestation",
                             "last_period=2026-01-01 scan_date=2026-03-03 scan_weeks=7 "
                             "scan_extra_days=5 as_of=2026-05-01");
  EXPECT_EQ(part(result, "redated_by_scan").lowest, 1);
  EXPECT_EQ(part(result, "weeks").lowest, 16);
  EXPECT_EQ(part(result, "days").lowest, 1);
}

TEST(GestationScore, RefusesWhatCannotBeDated) {
  EXPECT_EQ(refusal("gestation", "as_of=2026-05-01"),
            "gestation: no date of the pregnancy: expected last_period, due_date, scan_date with "
            "scan_weeks, or transfer_date");
  EXPECT_EQ(refusal("gestation", "last_period=2026-01-01"),
            "gestation: as_of: missing: expected a date 2026-01-31");
  EXPECT_EQ(refusal("gestation", "last_period=2026-06-01 as_of=2026-05-01"),
            "gestation: as_of: 2026-05-01: expected a day from 2026-06-01 to 2027-04-12");
  EXPECT_EQ(refusal("gestation", "scan_date=2026-03-05 as_of=2026-05-01"),
            "gestation: scan_weeks: missing: expected with scan_date");
  EXPECT_EQ(refusal("gestation", "last_period=2026-02-30 as_of=2026-05-01"),
            "gestation: last_period: 2026-02-30: expected a date 2026-01-31");
  EXPECT_EQ(refusal("postpartum", "birth_date=2026-05-02 as_of=2026-05-01"),
            "postpartum: birth_date: 2026-05-02: expected a day not after 2026-05-01");
}

}  // namespace
}  // namespace paraspinal::tests
