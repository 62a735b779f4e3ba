#include <algorithm>
#include <array>

#include "knowledge/scores/inputs.h"
#include "knowledge/scores/instruments.h"
#include "knowledge/scores/table_cell.h"

namespace paraspinal::scores {
namespace {

// source: reba2000. Rows: trunk 1 to 5. Columns: neck 1 to 3, within each legs 1 to 4.
constexpr std::array<std::array<int, 12>, 5> reba_table_a{{
    {1, 2, 3, 4, 1, 2, 3, 4, 3, 3, 5, 6},
    {2, 3, 4, 5, 3, 4, 5, 6, 4, 5, 6, 7},
    {2, 4, 5, 6, 4, 5, 6, 7, 5, 6, 7, 8},
    {3, 5, 6, 7, 5, 6, 7, 8, 6, 7, 8, 9},
    {4, 6, 7, 8, 6, 7, 8, 9, 7, 8, 9, 9},
}};

// Rows: upper arm 1 to 6. Columns: lower arm 1, 2, within each wrist 1 to 3.
constexpr std::array<std::array<int, 6>, 6> reba_table_b{{
    {1, 2, 2, 1, 2, 3},
    {1, 2, 3, 2, 3, 4},
    {3, 4, 5, 4, 5, 5},
    {4, 5, 5, 5, 6, 7},
    {6, 7, 8, 7, 8, 8},
    {7, 8, 8, 8, 9, 9},
}};

// Rows: score A 1 to 12. Columns: score B 1 to 12.
constexpr std::array<std::array<int, 12>, 12> reba_table_c{{
    {1, 1, 1, 2, 3, 3, 4, 5, 6, 7, 7, 7},
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
    {12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12},
}};

engine::Result<Computed> compute_reba(const Complete& in) {
  const int a =
      cell(reba_table_a, in.points("trunk"), 4 * (in.points("neck") - 1) + in.points("legs"));
  const int b = cell(reba_table_b, in.points("upper_arm"),
                     3 * (in.points("lower_arm") - 1) + in.points("wrist"));
  const int score_a = a + in.points("load");
  const int score_b = b + in.points("coupling");
  const int c = cell(reba_table_c, score_a, score_b);
  const int reba = c + in.sum({"static", "repeated", "rapid_change"});
  return Computed{.value = static_cast<double>(reba),
                  .parts = {{"table_a", static_cast<double>(a)},
                            {"table_b", static_cast<double>(b)},
                            {"score_a", static_cast<double>(score_a)},
                            {"score_b", static_cast<double>(score_b)},
                            {"table_c", static_cast<double>(c)}}};
}

}  // namespace

Score reba() {
  return {
      .id = "reba",
      .name = "REBA, rapid entire body assessment (1 to 15)",
      .caution = "Scores one posture, not a person's risk of pain.",
      .unit = "",
      .inputs =
          {points("neck",
                  "neck: bent 0 to 20 degrees 1; over 20, or extended 2; +1 twisted or bent to a "
                  "side",
                  1, 3),
           points(
               "trunk",
               "trunk: upright 1; 0 to 20 degrees either way 2; 20 to 60 forward or over 20 back "
               "3; over 60 4; +1 twisted or bent to a side",
               1, 5),
           points("legs",
                  "legs: weight on both, walking or sitting 1; on one or unstable 2; +1 knee bent "
                  "30 to 60 degrees; +2 over 60 (not sitting)",
                  1, 4),
           points("load", "load: under 5 kg 0; 5 to 10 kg 1; over 10 kg 2; +1 jolt or rapid force",
                  0, 3),
           points("upper_arm",
                  "upper arm: 20 degrees back to 20 forward 1; over 20 back or 20 to 45 forward 2; "
                  "45 to 90 3; over 90 4; +1 abducted or rotated; +1 shoulder raised; -1 leaning, "
                  "supported or helped by gravity (at least 1)",
                  1, 6),
           points("lower_arm", "lower arm: bent 60 to 100 degrees 1; less or more 2", 1, 2),
           points("wrist", "wrist: within 15 degrees 1; beyond 2; +1 bent to a side or twisted", 1,
                  3),
           points("coupling", "grip: good 0; fair 1; poor 2; unacceptable 3", 0, 3),
           yes_or_no("static", "a body part held over a minute"),
           yes_or_no("repeated", "small actions over 4 times a minute"),
           yes_or_no("rapid_change", "rapid large changes of posture, or an unstable base")},
      .bands = {{1, "action level 0, negligible risk", "none necessary"},
                {2, "action level 1, low risk", "action may be necessary"},
                {4, "action level 2, medium risk", "action necessary"},
                {8, "action level 3, high risk", "action necessary soon"},
                {11, "action level 4, very high risk", "action necessary now"}},
      .sources = {"reba2000"},
      .compute = compute_reba};
}

}  // namespace paraspinal::scores
