#include "fhir/export_date.h"

#include <gtest/gtest.h>

namespace paraspinal::fhir {
namespace {

TEST(DateTime, ADayStaysADay) {
  EXPECT_EQ(date_time("2024-02-29"), "2024-02-29");
}

TEST(DateTime, ATimeIsSentWithSecondsAndItsZone) {
  EXPECT_EQ(date_time("2026-01-31T08:00Z"), "2026-01-31T08:00:00Z");
  EXPECT_EQ(date_time("2026-01-31T08:00:01.250+05:30"), "2026-01-31T08:00:01.250+05:30");
}

TEST(DateTime, WhatIsNoDateIsNothing) {
  for (const char* text :
       {"", "2026", "2026-1-31", "2025-02-29", "2026-13-01", "2026-01-31T08:00",
        "2026-01-31T24:00Z", "2026-01-31T08:60Z", "2026-01-31T23:59:60Z", "2026-01-31T08:00:00.Z",
        "2026-01-31T08:00+15:00", "2026-01-31 08:00Z", "2026-01-31T08:00Zjunk", "yesterday"}) {
    EXPECT_EQ(date_time(text), std::nullopt) << text;
  }
}

TEST(Instant, ADayAloneIsNoInstant) {
  EXPECT_EQ(instant("2026-01-31"), std::nullopt);
  EXPECT_EQ(instant("2026-01-31T08:00:00Z"), "2026-01-31T08:00:00Z");
}

TEST(Later, KeepsTheZoneAndSeconds) {
  using std::chrono::hours;
  EXPECT_EQ(later("2026-11-20T18:30:15.5-05:00", hours(1)), "2026-11-20T19:30:15.5-05:00");
  EXPECT_EQ(later("2026-11-20T23:30Z", hours(1)), "2026-11-21T00:30:00Z");
  EXPECT_EQ(later("2027-12-31T20:00:00+02:00", hours(4)), "2028-01-01T00:00:00+02:00");
}

TEST(Later, OfADateIsADate) {
  using std::chrono::hours;
  EXPECT_EQ(later("2024-02-28", hours(24)), "2024-02-29");
  EXPECT_EQ(later("2026-11-20", hours(24 * 14)), "2026-12-04");
  EXPECT_EQ(later("2026-11-20", hours(4)), std::nullopt);
}

TEST(Later, OfNoDateOrBeyondTheLastYearIsNothing) {
  EXPECT_EQ(later("2026-11-20T18:30", std::chrono::hours(1)), std::nullopt);
  EXPECT_EQ(later("", std::chrono::hours(1)), std::nullopt);
  EXPECT_EQ(later("9999-12-31T23:30:00Z", std::chrono::hours(1)), std::nullopt);
}

}  // namespace
}  // namespace paraspinal::fhir
