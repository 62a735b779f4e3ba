// Hydration: each published test at its cut-offs, and the grade they make together.

#include <string>

#include <gtest/gtest.h>

#include "tests/knowledge/scores/test_points.h"

namespace paraspinal::tests {
namespace {

class Hydration : public TestPoints {};

TEST_P(Hydration, ScoresAsPublished) {
  expect_point(GetParam());
}

// Hooper 2015: 1.86 x (Na + K) + 1.15 x glucose + urea + 14, all in mmol/L. By hand:
// 1.86 x 144 = 267.84, + 5.75 + 5 + 14 = 292.59.
INSTANTIATE_TEST_SUITE_P(Osmolarity, Hydration,
                         testing::Values(TestPoint{"usual blood", "osmolarity",
                                                   "sodium=140 potassium=4 glucose=5 urea=5",
                                                   292.59, "not raised", 1e-6},
                                         TestPoint{"urea 8: 295.59", "osmolarity",
                                                   "sodium=140 potassium=4 glucose=5 urea=8",
                                                   295.59, "impending dehydration", 1e-6},
                                         // 1.86 x 150 = 279, + 6.9 + 12 + 14
                                         TestPoint{"sodium 146, urea 12", "osmolarity",
                                                   "sodium=146 potassium=4 glucose=6 urea=12",
                                                   311.9, "current dehydration", 1e-6}));

// Urea 10 mmol/L is 28 mg/dL of nitrogen; creatinine 88.4 umol/L is 1 mg/dL.
INSTANTIATE_TEST_SUITE_P(
    UreaCreatinine, Hydration,
    testing::Values(
        TestPoint{"28 over 1", "urea_creatinine", "urea=10 creatinine=88.4", 28, "raised", 1e-6},
        TestPoint{"14 over 1", "urea_creatinine", "urea=5 creatinine=88.4", 14, "not raised", 1e-6},
        TestPoint{"28 over 2", "urea_creatinine", "urea=10 creatinine=176.8", 14, "not raised",
                  1e-6}));

INSTANTIATE_TEST_SUITE_P(
    UrineGravity, Hydration,
    testing::Values(
        TestPoint{"at 1.020", "urine_gravity", "urine_gravity=1.020", 1.020, "not concentrated"},
        TestPoint{"above", "urine_gravity", "urine_gravity=1.025", 1.025, "concentrated"},
        TestPoint{"above 1.030", "urine_gravity", "urine_gravity=1.032", 1.032,
                  "markedly concentrated"}));

// McGee 1999: a rise of 30 or more, or too dizzy to stand; a drop of pressure alone does not count.
INSTANTIATE_TEST_SUITE_P(
    Orthostatic, Hydration,
    testing::Values(TestPoint{"a rise of 30", "orthostatic",
                              "lying_pulse=70 standing_pulse=100 lying_systolic=120 "
                              "standing_systolic=118 too_dizzy_to_stand=no",
                              1, "positive"},
                    TestPoint{"a rise of 29", "orthostatic",
                              "lying_pulse=70 standing_pulse=99 lying_systolic=120 "
                              "standing_systolic=118 too_dizzy_to_stand=no",
                              0, "negative"},
                    TestPoint{"a drop of 25 alone", "orthostatic",
                              "lying_pulse=70 standing_pulse=80 lying_systolic=120 "
                              "standing_systolic=95 too_dizzy_to_stand=no",
                              0, "negative"},
                    TestPoint{"too dizzy", "orthostatic",
                              "lying_pulse=70 standing_pulse=75 lying_systolic=120 "
                              "standing_systolic=118 too_dizzy_to_stand=yes",
                              1, "positive"}));

const std::string steady =
    " lying_pulse=70 standing_pulse=80 lying_systolic=120 standing_systolic=118 "
    "too_dizzy_to_stand=no";
INSTANTIATE_TEST_SUITE_P(
    Grade, Hydration,
    testing::Values(
        TestPoint{
            "nothing", "hydration",
            "sodium=140 potassium=4 glucose=5 urea=5 creatinine=88.4 urine_gravity=1.010" + steady,
            0, "no sign of dehydration"},
        TestPoint{
            "concentrated urine only", "hydration",
            "sodium=140 potassium=4 glucose=5 urea=5 creatinine=88.4 urine_gravity=1.025" + steady,
            1, "possible or impending dehydration"},
        TestPoint{
            "osmolarity above 300", "hydration",
            "sodium=146 potassium=4 glucose=6 urea=12 creatinine=88.4 urine_gravity=1.010" + steady,
            2, "dehydrated"},
        TestPoint{"pulse up by 40", "hydration",
                  "sodium=140 potassium=4 glucose=5 urea=5 creatinine=88.4 urine_gravity=1.010 "
                  "lying_pulse=70 standing_pulse=110 lying_systolic=120 standing_systolic=100 "
                  "too_dizzy_to_stand=no",
                  3, "large loss of volume"}));

TEST(HydrationGrade, BloodAloneGivesAtLeastItsOwnGrade) {
  const auto result = scored("hydration", "sodium=146 potassium=4 glucose=6 urea=12");
  EXPECT_FALSE(result.value);
  EXPECT_EQ(result.lowest, 2);
  EXPECT_EQ(result.highest, 3);
}

TEST(HydrationGrade, TooDizzyToStandDecidesItAlone) {
  EXPECT_EQ(scored("hydration", "too_dizzy_to_stand=yes").value, 3);
}

TEST(HydrationGrade, NothingKnownIsAnythingFromNoneToSevere) {
  const auto result = scored("hydration", "");
  EXPECT_EQ(result.lowest, 0);
  EXPECT_EQ(result.highest, 3);
  EXPECT_EQ(result.bands.size(), 4U);
}

}  // namespace
}  // namespace paraspinal::tests
