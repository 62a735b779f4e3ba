#include "knowledge/scores/gestation.h"

#include <gtest/gtest.h>

namespace paraspinal::knowledge {
namespace {

TEST(DaysBetween, CrossesALeapDay) {
  EXPECT_EQ(days_between("2024-02-28", "2024-03-01"), 2);
  EXPECT_EQ(days_between("2026-02-28", "2026-03-01"), 1);
}

TEST(DaysBetween, ReadsOnlyTheDateOfATime) {
  EXPECT_EQ(days_between("2026-01-31T23:59:00Z", "2026-02-01"), 1);
}

TEST(DaysBetween, IsNothingForADayThatIsNotInTheCalendar) {
  EXPECT_FALSE(days_between("2026-02-30", "2026-03-01").has_value());
  EXPECT_FALSE(days_between("2026-3-01", "2026-03-01").has_value());
  EXPECT_FALSE(days_between("", "2026-03-01").has_value());
}

TEST(Gestation, FromTheDueDateIsFortyWeeksLessTheWeeksLeft) {
  EXPECT_DOUBLE_EQ(gestational_weeks_from_due_date("2026-01-31", "2026-01-31").value(), 40);
  EXPECT_DOUBLE_EQ(gestational_weeks_from_due_date("2026-04-11", "2026-01-31").value(), 30);
}

TEST(Gestation, FromTheLastPeriodCountsWeeksSince) {
  EXPECT_DOUBLE_EQ(gestational_weeks_from_last_period("2026-01-01", "2026-02-26").value(), 8);
}

TEST(Gestation, OutsideAPregnancyIsNothing) {
  EXPECT_FALSE(gestational_weeks_from_due_date("2024-01-01", "2026-01-31").has_value());
  EXPECT_FALSE(gestational_weeks_from_last_period("2026-02-01", "2026-01-31").has_value());
}

}  // namespace
}  // namespace paraspinal::knowledge
