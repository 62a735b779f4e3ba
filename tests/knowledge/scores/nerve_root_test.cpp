// Root levels: signs as a clinician would note them, and the roots that general anatomy gives.

#include <string>

#include <gtest/gtest.h>

#include "tests/knowledge/scores/test_points.h"

namespace paraspinal::tests {
namespace {

// All signs tested and absent, but for those named.
std::string only(const std::string& signs) {
  std::string inputs;
  for (const auto& input : scores::find_score("nerve_root")->inputs) {
    if ((" " + signs).find(" " + std::string(input.name) + "=") == std::string::npos) {
      inputs += std::string(input.name) + "=no ";
    }
  }
  return inputs + signs;
}

struct Case {
  std::string what;
  std::string signs;
  double roots = 0;
  std::string band;
  std::string certain;  // a part that must be 1; empty for none
};

std::ostream& operator<<(std::ostream& out, const Case& row) {
  return out << row.what;
}

class RootLevel : public testing::TestWithParam<Case> {};

TEST_P(RootLevel, IsTheFewestRootsThatExplainTheSigns) {
  const Case& row = GetParam();
  const auto result = scored("nerve_root", only(row.signs));
  EXPECT_EQ(result.value, row.roots);
  EXPECT_EQ(result.bands.front().name, row.band);
  if (!row.certain.empty()) {
    EXPECT_EQ(part(result, row.certain).lowest, 1);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Anatomy, RootLevel,
    testing::Values(Case{"nothing", "", 0, "no root sign", ""},
                    Case{"L5: big toe, top of the foot, foot drop",
                         "weak_big_toe_lifting=left numb_top_of_foot=left weak_ankle_lifting=left",
                         1, "one root", "left_l5"},
                    Case{"L4: knee jerk, shin, foot drop",
                         "knee_jerk_reduced=right numb_inner_shin=right weak_ankle_lifting=right",
                         1, "one root", "right_l4"},
                    Case{"S1: ankle jerk, outer foot, push-off",
                         "ankle_jerk_reduced=left numb_outer_foot=left weak_push_off=left", 1,
                         "one root", "left_s1"},
                    Case{"L3: knee extension and inner knee",
                         "weak_knee_extension=left numb_inner_knee=left", 1, "one root", "left_l3"},
                    Case{"L2: front of the thigh, hip",
                         "numb_front_of_thigh=right weak_hip_flexion=right", 1, "one root",
                         "right_l2"},
                    Case{"L5 and S1 of one side",
                         "weak_big_toe_lifting=left ankle_jerk_reduced=left", 2,
                         "several roots, both sides or sacral", "left_s1"},
                    Case{"S1 of both sides", "ankle_jerk_reduced=both", 2,
                         "several roots, both sides or sacral", "right_s1"},
                    Case{"saddle numbness on one side alone", "numb_perineum=left", 1,
                         "several roots, both sides or sacral", "left_s2_to_s4"}));

TEST(NerveRoot, ASignOfTwoRootsLeavesBothPossible) {
  const auto result = scored("nerve_root", only("weak_ankle_lifting=left"));
  EXPECT_EQ(result.value, 1);
  EXPECT_EQ(part(result, "left_l4").lowest, 0.5);
  EXPECT_EQ(part(result, "left_l5").lowest, 0.5);
  EXPECT_EQ(part(result, "left_s1").lowest, 0);
}

TEST(NerveRoot, TheSideThatWasNotTestedIsOpen) {
  const auto whole = scored("nerve_root", only("ankle_jerk_reduced=left"));
  const auto half = scored("nerve_root", only("ankle_jerk_reduced=left_only"));

  EXPECT_EQ(whole.value, 1);
  EXPECT_EQ(half.value, std::nullopt);
  EXPECT_EQ(half.lowest, 1);
  EXPECT_EQ(half.highest, 2);
  EXPECT_EQ(part(half, "left_s1").lowest, 1);
  EXPECT_EQ(part(half, "right_s1").lowest, 0);
  EXPECT_EQ(part(half, "right_s1").highest, 1);
}

TEST(NerveRoot, ASideThatIsNormalSaysNothingOfTheOther) {
  const auto result = scored("nerve_root", only("numb_perineum=right_normal"));

  EXPECT_EQ(result.lowest, 0);
  EXPECT_EQ(result.highest, 1);
  EXPECT_EQ(part(result, "right_s2_to_s4").highest, 0);
  EXPECT_EQ(part(result, "left_s2_to_s4").highest, 1);
  EXPECT_EQ(result.bands.size(), 3U);
}

TEST(NerveRoot, AnUntestedSignIsNotAbsent) {
  const auto result = scored("nerve_root", "ankle_jerk_reduced=left weak_push_off=left");
  EXPECT_EQ(result.lowest, 1);
  EXPECT_GT(result.highest, 1);
  EXPECT_EQ(result.missing.size(), 12U);
  EXPECT_EQ(part(result, "left_s1").lowest, 1);
}

}  // namespace
}  // namespace paraspinal::tests
