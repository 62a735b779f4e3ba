#include "fhir/primitives.h"

#include <string>

#include <gtest/gtest.h>

namespace paraspinal::fhir {
namespace {

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace): 2026y / 1 / 31
using std::chrono::year_month_day;

constexpr year_month_day some_day{2026y / 1 / 31};

Order order_of_texts(const char* a, const char* b) {
  return order(*moment_from(a), *moment_from(b));
}

class NoMoment : public testing::TestWithParam<std::string> {};

TEST_P(NoMoment, IsRefused) {
  EXPECT_FALSE(moment_from(GetParam()).has_value()) << GetParam();
}

INSTANTIATE_TEST_SUITE_P(Primitives, NoMoment,
                         testing::Values("", "195", "195-01-01", "20260", "2026-1", "2026-13",
                                         "2026-00", "2026-02-30", "2025-02-29", "2026-01-32",
                                         "2026-01-01T", "2026-01-01T24:00:00Z",
                                         "2026-01-01T23:59:60Z", "2026-01-01T23:60:00Z",
                                         "2026-01-01T10", "2026-01-01 10:00:00Z",
                                         "2026-01-01T10:00:00+15:00", "2026-01-01T10:00:00+01",
                                         "2026-01-01T10:00:00.Z", "2026-01-01T10:00:00ZZ",
                                         "31.01.2026", "2026/01/31", "-026-01-01", "now"));

TEST(Primitives, AYearIsAllOfItsDays) {
  const auto year = moment_from("2024");
  ASSERT_TRUE(year.has_value());
  EXPECT_EQ(year->end - year->first, std::chrono::days(366));
  EXPECT_FALSE(year->to_the_day);
}

TEST(Primitives, DecemberEndsWithTheYear) {
  const auto month = moment_from("2025-12");
  ASSERT_TRUE(month.has_value());
  EXPECT_EQ(month->end, moment_from("2026")->first);
}

TEST(Primitives, ZonesMeanTheSameInstant) {
  EXPECT_EQ(moment_from("2026-01-31T10:00:00Z")->first,
            moment_from("2026-01-31T12:30:00+02:30")->first);
  EXPECT_EQ(moment_from("2026-01-31T10:00:00Z")->first,
            moment_from("2026-01-31T05:00:00-05:00")->first);
}

TEST(Primitives, FractionsAreReadToTheMillisecond) {
  const auto moment = moment_from("2026-01-31T10:00:00.2359Z");
  ASSERT_TRUE(moment.has_value());
  EXPECT_EQ(moment->first - moment_from("2026-01-31T10:00:00Z")->first, 235ms);
}

TEST(Primitives, SecondsMayBeLeftOut) {
  EXPECT_TRUE(moment_from("2026-01-31T08:00Z").has_value());
}

TEST(Primitives, AYearAndAMonthOfItHaveNoOrder) {
  EXPECT_EQ(order_of_texts("2024", "2024-03"), Order::unclear);
  EXPECT_EQ(order_of_texts("2024", "2025-01"), Order::before);
  EXPECT_EQ(order_of_texts("2025-01-01", "2024-12-31"), Order::after);
}

TEST(Primitives, ATimeWithoutAZoneMayBeFourteenHoursOff) {
  EXPECT_EQ(order_of_texts("2026-01-31T10:00:00", "2026-01-31T20:00:00Z"), Order::unclear);
  EXPECT_EQ(order_of_texts("2026-01-31T10:00:00", "2026-02-01T01:00:00Z"), Order::before);
}

TEST(Primitives, TimesWithoutZonesAreComparedWithEachOtherAsWritten) {
  EXPECT_EQ(order_of_texts("2026-01-31T10:00:00", "2026-01-31T10:30:00"), Order::before);
}

TEST(Primitives, DaysAreCountedFromTheEarliestReading) {
  EXPECT_DOUBLE_EQ(days_between(*moment_from("2025"), *moment_from("2025-01-31")), 30);
  EXPECT_DOUBLE_EQ(days_between(*moment_from("2026-02-02"), *moment_from("2026-01-31")), -2);
}

TEST(Primitives, TheDayIsTheOneWritten) {
  EXPECT_EQ(day_from("2026-01-31T23:30:00-08:00"), some_day);
  EXPECT_FALSE(day_from("2026-01").has_value());
  EXPECT_EQ(iso(some_day), "2026-01-31");
}

TEST(Primitives, AgeIsInCompletedYears) {
  EXPECT_EQ(age_from("1990-01-31", some_day), (AgeRange{36, 36}));
  EXPECT_EQ(age_from("1990-02-01", some_day), (AgeRange{35, 35}));
  EXPECT_EQ(age_from("2004-02-29", 2026y / 2 / 28), (AgeRange{21, 21}));
  EXPECT_EQ(age_from("2004-02-29", 2026y / 3 / 1), (AgeRange{22, 22}));
}

TEST(Primitives, APartialBirthDateGivesARangeOfAges) {
  EXPECT_EQ(age_from("1976", some_day), (AgeRange{49, 50}));
  EXPECT_EQ(age_from("1976-01", some_day), (AgeRange{50, 50}));
  EXPECT_FALSE(age_from("76", some_day).has_value());
}

}  // namespace
}  // namespace paraspinal::fhir
