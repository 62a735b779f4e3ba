// RULA, REBA and ROSA. Grids of one-number-a-cell are checked against independent transcriptions of
// the published worksheets, and whole scores are worked by hand through the published tables.

#include <array>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/knowledge/scores/test_points.h"

namespace paraspinal::tests {
namespace {

class Posture : public TestPoints {};

TEST_P(Posture, ScoresAsWorkedThroughThePublishedTables) {
  expect_point(GetParam());
}

// McAtamney & Corlett 1993. The paper's text: a grand score of 1 or 2 needs both groups at 2 or
// less with no muscle use or force; the rest worked by hand: table A, table B, then C = A + muscle
// + force, D = B + muscle + force, and table C.
const std::string rula_neutral =
    "upper_arm=1 lower_arm=1 wrist=1 wrist_twist=1 neck=1 trunk=1 legs=1 ";
INSTANTIATE_TEST_SUITE_P(
    Rula, Posture,
    testing::Values(
        TestPoint{"neutral, no load", "rula",
                  rula_neutral + "muscle_arm=0 force_arm=0 muscle_trunk=0 force_trunk=0", 1,
                  "action level 1"},
        TestPoint{"neutral but held: A 1+1, B 1+1", "rula",
                  rula_neutral + "muscle_arm=1 force_arm=0 muscle_trunk=1 force_trunk=0", 2,
                  "action level 1"},
        TestPoint{
            "typing: A(2,1,2,1)=3 +1, B(2,2,1)=2 +1, C(4,3)=3", "rula",
            "upper_arm=2 lower_arm=1 wrist=2 wrist_twist=1 neck=2 trunk=2 legs=1 muscle_arm=1 "
            "force_arm=0 muscle_trunk=1 force_trunk=0",
            3, "action level 2"},
        TestPoint{
            "lifting forward: A(3,2,3,1)=4 +2, B(3,3,1)=4 +2, C(6,6)=7", "rula",
            "upper_arm=3 lower_arm=2 wrist=3 wrist_twist=1 neck=3 trunk=3 legs=1 muscle_arm=0 "
            "force_arm=2 muscle_trunk=0 force_trunk=2",
            7, "action level 4"},
        TestPoint{
            "reach, unloaded: A(4,2,2,2)=4, B(2,3,2)=5, C(4,5)=5", "rula",
            "upper_arm=4 lower_arm=2 wrist=2 wrist_twist=2 neck=2 trunk=3 legs=2 muscle_arm=0 "
            "force_arm=0 muscle_trunk=0 force_trunk=0",
            5, "action level 3"},
        TestPoint{
            "everything at its worst: A 9, B 9, past the table's edge", "rula",
            "upper_arm=6 lower_arm=3 wrist=4 wrist_twist=2 neck=6 trunk=6 legs=2 muscle_arm=1 "
            "force_arm=3 muscle_trunk=1 force_trunk=3",
            7, "action level 4"}));

// Hignett & McAtamney 2000: A = table A + load, B = table B + coupling, table C, + activity.
INSTANTIATE_TEST_SUITE_P(
    Reba, Posture,
    testing::Values(
        TestPoint{
            "upright, unloaded: C(1,1)=1", "reba",
            "neck=1 trunk=1 legs=1 load=0 upper_arm=1 lower_arm=1 wrist=1 coupling=0 static=no "
            "repeated=no rapid_change=no",
            1, "action level 0, negligible risk"},
        TestPoint{"standing, held: A(1,2,1)=2, B(1,1,2)=2, C(2,2)=2, +1", "reba",
                  "neck=1 trunk=2 legs=1 load=0 upper_arm=1 lower_arm=1 wrist=2 coupling=0 "
                  "static=yes repeated=no rapid_change=no",
                  3, "action level 1, low risk"},
        TestPoint{
            "bent lift: A(2,3,2)=5 +1, B(3,1,2)=4 +1, C(6,5)=8", "reba",
            "neck=2 trunk=3 legs=2 load=1 upper_arm=3 lower_arm=1 wrist=2 coupling=1 static=no "
            "repeated=no rapid_change=no",
            8, "action level 3, high risk"},
        TestPoint{
            "the same, unloaded, good grip: A 5, B 4, C(5,4)=5, +1", "reba",
            "neck=2 trunk=3 legs=2 load=0 upper_arm=3 lower_arm=1 wrist=2 coupling=0 static=no "
            "repeated=yes rapid_change=no",
            6, "action level 2, medium risk"},
        TestPoint{
            "deep twisted bend with jolt: A(3,5,3)=9 +3, B(5,2,3)=8 +2, C(12,10)=12, +1", "reba",
            "neck=3 trunk=5 legs=3 load=3 upper_arm=5 lower_arm=2 wrist=3 coupling=2 static=no "
            "repeated=no rapid_change=yes",
            13, "action level 4, very high risk"},
        TestPoint{"all at the worst: the highest that the paper gives", "reba",
                  "neck=3 trunk=5 legs=4 load=3 upper_arm=6 lower_arm=2 wrist=3 coupling=3 "
                  "static=yes repeated=yes rapid_change=yes",
                  15, "action level 4, very high risk"}));

// Sonne, Villalta & Andrews 2012.
INSTANTIATE_TEST_SUITE_P(
    Rosa, Posture,
    testing::Values(
        TestPoint{"all neutral, one to four hours: chair(2,2)=2, (1,1)=1, (1,1)=1", "rosa",
                  "seat_height=1 seat_depth=1 armrest=1 back_support=1 chair_duration=1_to_4_hours "
                  "monitor=1 monitor_duration=1_to_4_hours telephone=1 "
                  "telephone_duration=1_to_4_hours mouse=1 mouse_duration=1_to_4_hours keyboard=1 "
                  "keyboard_duration=1_to_4_hours",
                  2, "below the action level"},
        TestPoint{"poor chair all day: chair(4,6)=5 +1; (1,3)=2; (3,3)=3", "rosa",
                  "seat_height=2 seat_depth=2 armrest=3 back_support=3 chair_duration=over_4_hours "
                  "monitor=2 monitor_duration=over_4_hours telephone=2 "
                  "telephone_duration=under_1_hour mouse=2 mouse_duration=over_4_hours keyboard=2 "
                  "keyboard_duration=over_4_hours",
                  6, "action level"},
        TestPoint{"worst mouse and keyboard: (7,7)=9 over chair 1", "rosa",
                  "seat_height=1 seat_depth=1 armrest=1 back_support=1 chair_duration=under_1_hour "
                  "monitor=1 monitor_duration=under_1_hour telephone=1 "
                  "telephone_duration=under_1_hour mouse=6 mouse_duration=over_4_hours keyboard=6 "
                  "keyboard_duration=over_4_hours",
                  9, "action level"},
        TestPoint{"worst chair, all day: chair(8,9)=9 +1", "rosa",
                  "seat_height=5 seat_depth=3 armrest=5 back_support=4 chair_duration=over_4_hours "
                  "monitor=1 monitor_duration=under_1_hour telephone=1 "
                  "telephone_duration=under_1_hour mouse=1 mouse_duration=under_1_hour keyboard=1 "
                  "keyboard_duration=under_1_hour",
                  10, "action level"}));

std::string digit(std::size_t number) {
  return std::to_string(number);
}

// The REBA worksheet of Hignett & McAtamney 2000 as printed by an ergonomics consultancy
// (scribd.com/document/731952909), read row by row: trunk, then neck 1 to 3 with legs 1 to 4.
TEST(Reba, TableAIsThePublishedOne) {
  const std::array<std::string, 5> printed{"123412343356", "234534564567", "245645675678",
                                           "356756786789", "467867897899"};
  for (std::size_t trunk = 0; trunk < 5; ++trunk) {
    for (std::size_t column = 0; column < 12; ++column) {
      const auto result =
          scored("reba", "trunk=" + digit(trunk + 1) + " neck=" + digit(column / 4 + 1) +
                             " legs=" + digit(column % 4 + 1));
      EXPECT_EQ(part(result, "table_a").lowest, printed[trunk][column] - '0')
          << "trunk " << trunk + 1 << " column " << column + 1;
    }
  }
}

TEST(Reba, TableBIsThePublishedOne) {
  const std::array<std::string, 6> printed{"122123", "123234", "345455",
                                           "455567", "678788", "788899"};
  for (std::size_t arm = 0; arm < 6; ++arm) {
    for (std::size_t column = 0; column < 6; ++column) {
      const auto result =
          scored("reba", "upper_arm=" + digit(arm + 1) + " lower_arm=" + digit(column / 3 + 1) +
                             " wrist=" + digit(column % 3 + 1));
      EXPECT_EQ(part(result, "table_b").lowest, printed[arm][column] - '0')
          << "upper arm " << arm + 1 << " column " << column + 1;
    }
  }
}

// Inputs of part of a score that give each value of one of its sums, such as score A of REBA.
std::map<int, std::string> ways_to(const std::string& sum, const std::vector<std::string>& inputs) {
  std::map<int, std::string> ways;
  for (const std::string& some : inputs) {
    ways.emplace(static_cast<int>(part(scored("reba", some), sum).lowest), some);
  }
  return ways;
}

std::vector<std::string> trunk_inputs() {
  std::vector<std::string> all;
  for (std::size_t trunk = 1; trunk <= 5; ++trunk) {
    for (std::size_t legs = 1; legs <= 4; ++legs) {
      for (std::size_t load = 0; load <= 3; ++load) {
        all.push_back("neck=" + digit(trunk < 5 ? 1 : 3) + " trunk=" + digit(trunk) +
                      " legs=" + digit(legs) + " load=" + digit(load));
      }
    }
  }
  return all;
}

std::vector<std::string> arm_inputs() {
  std::vector<std::string> all;
  for (std::size_t arm = 1; arm <= 6; ++arm) {
    for (std::size_t wrist = 1; wrist <= 3; ++wrist) {
      for (std::size_t coupling = 0; coupling <= 3; ++coupling) {
        all.push_back(" upper_arm=" + digit(arm) + " lower_arm=" + digit(arm < 6 ? 1 : 2) +
                      " wrist=" + digit(wrist) + " coupling=" + digit(coupling));
      }
    }
  }
  return all;
}

// The same worksheet: score A, then score B 1 to 12.
TEST(Reba, TableCIsThePublishedOne) {
  const std::vector<std::vector<int>> printed{{1, 1, 1, 2, 3, 3, 4, 5, 6, 7, 7, 7},
                                              {1, 2, 2, 3, 4, 4, 5, 6, 6, 7, 7, 8},
                                              {2, 3, 3, 3, 4, 5, 6, 7, 7, 8, 8, 8},
                                              {3, 4, 4, 4, 5, 6, 7, 8, 8, 9, 9, 9},
                                              {4, 4, 4, 5, 6, 7, 8, 8, 9, 9, 9, 9},
                                              {6, 6, 6, 7, 8, 8, 9, 9, 10, 10, 10, 10},
                                              {7, 7, 7, 8, 9, 9, 9, 10, 10, 11, 11, 11},
                                              {8, 8, 8, 9, 10, 10, 10, 10, 10, 11, 11, 11},
                                              {9, 9, 9, 10, 10, 10, 11, 11, 11, 12, 12, 12},
                                              {10, 10, 10, 11, 11, 11, 11, 12, 12, 12, 12, 12},
                                              {11, 11, 11, 11, 12, 12, 12, 12, 12, 12, 12, 12},
                                              {12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12}};
  const auto ways_a = ways_to("score_a", trunk_inputs());
  const auto ways_b = ways_to("score_b", arm_inputs());
  ASSERT_EQ(ways_a.size(), 12U);
  ASSERT_EQ(ways_b.size(), 12U);
  for (const auto& [a, trunk] : ways_a) {
    for (const auto& [b, arm] : ways_b) {
      EXPECT_EQ(part(scored("reba", trunk + arm), "table_c").lowest,
                printed[static_cast<std::size_t>(a - 1)][static_cast<std::size_t>(b - 1)])
          << "A " << a << " B " << b;
    }
  }
}

// A worksheet filled in for a welder (scribd.com/document/509190964): trunk 4, neck 1, legs 3, load
// 3; upper arm 4, lower arm 1, wrist 2, coupling 3. It notes 6 and 9, 5 and 8, and 11 in table C.
TEST(Reba, AFilledInWorksheetComesOutTheSame) {
  const auto result = scored("reba",
                             "neck=1 trunk=4 legs=3 load=3 upper_arm=4 lower_arm=1 wrist=2 "
                             "coupling=3 static=yes repeated=no rapid_change=no");
  EXPECT_EQ(part(result, "table_a").lowest, 6);
  EXPECT_EQ(part(result, "score_a").lowest, 9);
  EXPECT_EQ(part(result, "table_b").lowest, 5);
  EXPECT_EQ(part(result, "score_b").lowest, 8);
  EXPECT_EQ(part(result, "table_c").lowest, 11);
}

// The RULA worksheet of McAtamney & Corlett 1993 as printed by Cornell University
// (scribd.com/document/36693774): neck, then trunk 1 to 6 with legs 1, 2.
TEST(Rula, TableBIsThePublishedOne) {
  const std::array<std::string, 6> printed{"132334556677", "232345556777", "333445566777",
                                           "555667777788", "777778888888", "888888899999"};
  for (std::size_t neck = 0; neck < 6; ++neck) {
    for (std::size_t column = 0; column < 12; ++column) {
      const auto result =
          scored("rula", "neck=" + digit(neck + 1) + " trunk=" + digit(column / 2 + 1) +
                             " legs=" + digit(column % 2 + 1));
      EXPECT_EQ(part(result, "table_b").lowest, printed[neck][column] - '0')
          << "neck " << neck + 1 << " column " << column + 1;
    }
  }
}

// McAtamney & Corlett 1993, stage 3: "for a grand score of 1 or 2, the working posture would have
// scored 2 or less for both".
TEST(Rula, AGrandScoreOfTwoNeedsBothScoresAtTwoOrLess) {
  for (int upper_arm = 1; upper_arm <= 6; ++upper_arm) {
    for (int neck = 1; neck <= 6; ++neck) {
      const auto result =
          scored("rula", "upper_arm=" + std::to_string(upper_arm) +
                             " lower_arm=1 wrist=1 wrist_twist=1 neck=" + std::to_string(neck) +
                             " trunk=1 legs=1 muscle_arm=0 force_arm=0 muscle_trunk=0 "
                             "force_trunk=0");
      const bool both_low =
          part(result, "score_c").highest <= 2 && part(result, "score_d").highest <= 2;
      EXPECT_EQ(result.value.value() <= 2, both_low) << upper_arm << " " << neck;
    }
  }
}

TEST(Rula, PartialInputGivesBoundsAndWhatIsMissing) {
  const auto result = scored("rula", "upper_arm=3 lower_arm=2 wrist=2 wrist_twist=1 neck=2");
  EXPECT_FALSE(result.value);
  EXPECT_EQ(result.lowest, 3);  // table A 4, best case C(4, 2)
  EXPECT_EQ(result.highest, 7);
  EXPECT_EQ(result.missing, (std::vector<std::string>{"muscle_arm", "force_arm", "trunk", "legs",
                                                      "muscle_trunk", "force_trunk"}));
  EXPECT_EQ(part(result, "table_a").lowest, 4);
  EXPECT_EQ(part(result, "table_a").highest, 4);
}

TEST(Rula, WhatIsMissingMayNotMatter) {
  const auto result = scored("rula", "upper_arm=6 lower_arm=3 wrist=4 wrist_twist=2 neck=6");
  EXPECT_EQ(result.value, 7);
  EXPECT_EQ(result.bands.size(), 1U);
  EXPECT_FALSE(result.missing.empty());
}

}  // namespace
}  // namespace paraspinal::tests
