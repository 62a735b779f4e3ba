#include "knowledge/base/context.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace paraspinal::knowledge {
namespace {

TEST(Context, NamesAreReadBack) {
  for (const Setting setting : all_settings) {
    EXPECT_EQ(setting_from(name(setting)), setting);
  }
  for (const Sex sex : all_sexes) {
    EXPECT_EQ(sex_from(name(sex)), sex);
  }
  for (const PregnancyStage stage : all_pregnancy_stages) {
    EXPECT_EQ(pregnancy_stage_from(name(stage)), stage);
  }
}

TEST(Context, UnknownNamesAreNone) {
  EXPECT_EQ(setting_from("hospital"), std::nullopt);
  EXPECT_EQ(sex_from("F"), std::nullopt);
  EXPECT_EQ(pregnancy_stage_from("pregnant"), std::nullopt);
}

TEST(Context, StagesBeginAtTheirWeek) {
  EXPECT_EQ(stage_at(0), PregnancyStage::trimester_1);
  EXPECT_EQ(stage_at(13 + 6.0 / 7), PregnancyStage::trimester_1);
  EXPECT_EQ(stage_at(14), PregnancyStage::weeks_14_19);
  EXPECT_EQ(stage_at(20), PregnancyStage::weeks_20_27);
  EXPECT_EQ(stage_at(28), PregnancyStage::weeks_28_33);
  EXPECT_EQ(stage_at(34), PregnancyStage::weeks_34_36);
  EXPECT_EQ(stage_at(36 + 6.0 / 7), PregnancyStage::weeks_34_36);
  EXPECT_EQ(stage_at(37), PregnancyStage::term);
  EXPECT_EQ(stage_at(42), PregnancyStage::term);
}

TEST(Context, NegativeWeeksBreakTheContract) {
  EXPECT_THROW(stage_at(-1), std::logic_error);
}

TEST(Context, AfterBirthIsNotPregnant) {
  EXPECT_FALSE(is_pregnant(PregnancyStage::not_pregnant));
  EXPECT_TRUE(is_pregnant(PregnancyStage::trimester_1));
  EXPECT_TRUE(is_pregnant(PregnancyStage::term));
  EXPECT_FALSE(is_pregnant(PregnancyStage::postpartum));
}

TEST(Context, PregnancyVariesFastestThenSexThenAgeThenSetting) {
  EXPECT_EQ(position({Setting::telephone, 0, Sex::female, PregnancyStage::not_pregnant}, 3), 0U);
  EXPECT_EQ(position({Setting::telephone, 0, Sex::female, PregnancyStage::trimester_1}, 3), 1U);
  EXPECT_EQ(position({Setting::telephone, 0, Sex::male, PregnancyStage::not_pregnant}, 3), 8U);
  EXPECT_EQ(position({Setting::telephone, 1, Sex::female, PregnancyStage::not_pregnant}, 3), 16U);
  EXPECT_EQ(position({Setting::primary_care, 0, Sex::female, PregnancyStage::not_pregnant}, 3),
            48U);
  EXPECT_EQ(position({Setting::emergency_department, 2, Sex::male, PregnancyStage::postpartum}, 3),
            143U);
}

TEST(Context, ABandThatDoesNotExistBreaksTheContract) {
  EXPECT_THROW(position({Setting::telephone, 3, Sex::male, PregnancyStage::term}, 3),
               std::logic_error);
}

TEST(Context, DescriptionNamesEachPart) {
  EXPECT_EQ(describe({Setting::telephone, 1, Sex::female, PregnancyStage::trimester_1},
                     {{"16-29", 16, 30}, {"30-34", 30, 35}}),
            "telephone, 30-34, female, trimester_1");
}

}  // namespace
}  // namespace paraspinal::knowledge
