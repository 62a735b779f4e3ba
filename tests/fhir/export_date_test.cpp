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

}  // namespace
}  // namespace paraspinal::fhir
