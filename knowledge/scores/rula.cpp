#include <algorithm>
#include <array>

#include "knowledge/scores/inputs.h"
#include "knowledge/scores/instruments.h"
#include "knowledge/scores/table_cell.h"

namespace paraspinal::scores {
namespace {

// source: rula1993. Rows: upper arm 1 to 6, within each lower arm 1 to 3. Columns: wrist 1 to 4,
// within each wrist twist 1, 2.
constexpr std::array<std::array<int, 8>, 18> rula_table_a{{
    {1, 2, 2, 2, 2, 3, 3, 3},
    {2, 2, 2, 2, 3, 3, 3, 3},
    {2, 3, 3, 3, 3, 3, 4, 4},
    {2, 3, 3, 3, 3, 4, 4, 4},
    {3, 3, 3, 3, 3, 4, 4, 4},
    {3, 4, 4, 4, 4, 4, 5, 5},
    {3, 3, 4, 4, 4, 4, 5, 5},
    {3, 4, 4, 4, 4, 4, 5, 5},
    {4, 4, 4, 4, 4, 5, 5, 5},
    {4, 4, 4, 4, 4, 5, 5, 5},
    {4, 4, 4, 4, 4, 5, 5, 5},
    {4, 4, 4, 5, 5, 5, 6, 6},
    {5, 5, 5, 5, 5, 6, 6, 7},
    {5, 6, 6, 6, 6, 7, 7, 7},
    {6, 6, 6, 7, 7, 7, 7, 8},
    {7, 7, 7, 7, 7, 8, 8, 9},
    {8, 8, 8, 8, 8, 9, 9, 9},
    {9, 9, 9, 9, 9, 9, 9, 9},
}};

// Rows: neck 1 to 6. Columns: trunk 1 to 6, within each legs 1, 2.
constexpr std::array<std::array<int, 12>, 6> rula_table_b{{
    {1, 3, 2, 3, 3, 4, 5, 5, 6, 6, 7, 7},
    {2, 3, 2, 3, 4, 5, 5, 5, 6, 7, 7, 7},
    {3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 7},
    {5, 5, 5, 6, 6, 7, 7, 7, 7, 7, 8, 8},
    {7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 8, 8},
    {8, 8, 8, 8, 8, 8, 8, 9, 9, 9, 9, 9},
}};

// Rows: score C 1 to 8 and more. Columns: score D 1 to 7 and more.
constexpr std::array<std::array<int, 7>, 8> rula_table_c{{
    {1, 2, 3, 3, 4, 5, 5},
    {2, 2, 3, 4, 4, 5, 5},
    {3, 3, 3, 4, 4, 5, 6},
    {3, 3, 3, 4, 5, 6, 6},
    {4, 4, 4, 5, 6, 7, 7},
    {4, 4, 5, 6, 6, 7, 7},
    {5, 5, 6, 6, 7, 7, 7},
    {5, 5, 6, 7, 7, 7, 7},
}};

engine::Result<Computed> compute_rula(const Complete& in) {
  const int a = cell(rula_table_a, 3 * (in.points("upper_arm") - 1) + in.points("lower_arm"),
                     2 * (in.points("wrist") - 1) + in.points("wrist_twist"));
  const int b =
      cell(rula_table_b, in.points("neck"), 2 * (in.points("trunk") - 1) + in.points("legs"));
  const int c = a + in.sum({"muscle_arm", "force_arm"});
  const int d = b + in.sum({"muscle_trunk", "force_trunk"});
  const int grand = cell(rula_table_c, std::min(c, 8), std::min(d, 7));
  return Computed{.value = static_cast<double>(grand),
                  .parts = {{"table_a", static_cast<double>(a)},
                            {"table_b", static_cast<double>(b)},
                            {"score_c", static_cast<double>(c)},
                            {"score_d", static_cast<double>(d)}}};
}

constexpr std::string_view muscle =
    "muscle use: 1 if held over a minute or repeated 4 times a minute or more, else 0";
constexpr std::string_view force =
    "force: under 2 kg now and then 0; 2 to 10 kg now and then 1; 2 to 10 kg held or repeated, or "
    "over 10 kg now and then 2; over 10 kg held or repeated, or a jolt 3";

}  // namespace

Score rula() {
  return {
      .id = "rula",
      .name = "RULA, rapid upper limb assessment (grand score 1 to 7)",
      .caution = "Scores one posture of one side of the body, not a person's risk of pain.",
      .unit = "",
      .inputs =
          {points("upper_arm",
                  "upper arm: 20 degrees back to 20 forward 1; over 20 back or 20 to 45 forward 2; "
                  "45 to 90 3; over 90 4; +1 shoulder raised; +1 abducted; -1 leaning or supported "
                  "(at least 1)",
                  1, 6),
           points("lower_arm",
                  "lower arm: bent 60 to 100 degrees 1; less or more 2; +1 across the midline or "
                  "out to the side",
                  1, 3),
           points("wrist", "wrist: neutral 1; within 15 degrees 2; beyond 3; +1 bent to a side", 1,
                  4),
           points("wrist_twist", "wrist twist: mid-range 1; at or near the end 2", 1, 2),
           points("muscle_arm", muscle, 0, 1), points("force_arm", force, 0, 3),
           points("neck",
                  "neck: bent 0 to 10 degrees 1; 10 to 20 2; over 20 3; extended 4; +1 twisted; +1 "
                  "bent to a side",
                  1, 6),
           points("trunk",
                  "trunk: upright or well supported 1; bent 0 to 20 degrees 2; 20 to 60 3; over 60 "
                  "4; +1 twisted; +1 bent to a side",
                  1, 6),
           points("legs", "legs: supported and even 1; else 2", 1, 2),
           points("muscle_trunk", muscle, 0, 1), points("force_trunk", force, 0, 3)},
      .bands = {{1, "action level 1", "acceptable if not held or repeated for long periods"},
                {3, "action level 2", "investigate further; changes may be needed"},
                {5, "action level 3", "investigate and change soon"},
                {7, "action level 4", "investigate and change immediately"}},
      .sources = {"rula1993"},
      .compute = compute_rula};
}

}  // namespace paraspinal::scores
