#include "knowledge/base/urgency.h"

#include <gtest/gtest.h>

namespace paraspinal::knowledge {
namespace {

TEST(Urgency, NamesAreReadBack) {
  for (const Urgency urgency : all_urgencies) {
    EXPECT_EQ(urgency_from(name(urgency)), urgency);
  }
}

TEST(Urgency, AnUnknownNameIsNone) {
  EXPECT_EQ(urgency_from("soon"), std::nullopt);
  EXPECT_EQ(urgency_from(""), std::nullopt);
}

TEST(Urgency, FasterIsGreater) {
  EXPECT_LT(Urgency::self_care, Urgency::within_2_weeks);
  EXPECT_LT(Urgency::same_day, Urgency::urgent_care);
  EXPECT_LT(Urgency::emergency_department, Urgency::ambulance);
}

TEST(Urgency, EachHasItsContactTime) {
  EXPECT_EQ(contact_within(Urgency::self_care), "no appointment needed");
  EXPECT_EQ(contact_within(Urgency::within_2_weeks), "within 2 weeks");
  EXPECT_EQ(contact_within(Urgency::within_3_days), "within 3 days");
  EXPECT_EQ(contact_within(Urgency::same_day), "within 24 hours");
  EXPECT_EQ(contact_within(Urgency::urgent_care), "within 4 hours");
  EXPECT_EQ(contact_within(Urgency::emergency_department), "within 1 hour");
  EXPECT_EQ(contact_within(Urgency::ambulance), "now");
}

}  // namespace
}  // namespace paraspinal::knowledge
