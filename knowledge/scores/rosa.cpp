#include <algorithm>
#include <array>

#include "knowledge/scores/inputs.h"
#include "knowledge/scores/instruments.h"

namespace paraspinal::scores {
namespace {

// source: rosa2012. Rows: seat height + depth, 2 to 8. Columns: armrest + back support, 2 to 9.
constexpr std::array<std::array<int, 8>, 7> chair{{
    {2, 2, 3, 4, 5, 6, 7, 8},
    {2, 2, 3, 4, 5, 6, 7, 8},
    {3, 3, 3, 4, 5, 6, 7, 8},
    {4, 4, 4, 4, 5, 6, 7, 8},
    {5, 5, 5, 5, 6, 7, 8, 9},
    {6, 6, 6, 7, 7, 8, 8, 9},
    {7, 7, 7, 8, 8, 9, 9, 9},
}};

// Rows: telephone 0 to 6. Columns: monitor 0 to 7.
constexpr std::array<std::array<int, 8>, 7> telephone_monitor{{
    {1, 1, 1, 2, 3, 4, 5, 6},
    {1, 1, 2, 2, 3, 4, 5, 6},
    {1, 2, 2, 3, 3, 4, 6, 7},
    {2, 2, 3, 3, 4, 5, 6, 8},
    {3, 3, 4, 4, 5, 6, 7, 8},
    {4, 4, 5, 5, 6, 7, 8, 9},
    {5, 5, 6, 7, 8, 8, 9, 9},
}};

// Rows: mouse 0 to 7. Columns: keyboard 0 to 7.
constexpr std::array<std::array<int, 8>, 8> mouse_keyboard{{
    {1, 1, 1, 2, 3, 4, 5, 6},
    {1, 1, 2, 3, 4, 5, 6, 7},
    {1, 2, 2, 3, 4, 5, 6, 7},
    {2, 3, 3, 3, 5, 6, 7, 8},
    {3, 4, 4, 5, 5, 6, 7, 8},
    {4, 5, 5, 6, 6, 7, 8, 9},
    {5, 6, 6, 7, 7, 8, 8, 9},
    {6, 7, 7, 8, 8, 9, 9, 9},
}};

// Counted from 0.
template <typename Table>
int chart_cell(const Table& table, int row, int column) {
  return table.at(static_cast<std::size_t>(row)).at(static_cast<std::size_t>(column));
}

engine::Result<Computed> compute_rosa(const Complete& in) {
  const int seat = chart_cell(chair, in.sum({"seat_height", "seat_depth"}) - 2,
                              in.sum({"armrest", "back_support"}) - 2) +
                   in.points("chair_duration");
  const int screen = chart_cell(telephone_monitor, in.sum({"telephone", "telephone_duration"}),
                                in.sum({"monitor", "monitor_duration"}));
  const int hands = chart_cell(mouse_keyboard, in.sum({"mouse", "mouse_duration"}),
                               in.sum({"keyboard", "keyboard_duration"}));
  // The published grids that join the sections equal the larger of the two.
  const int rosa = std::max({seat, screen, hands});
  return Computed{.value = static_cast<double>(rosa),
                  .parts = {{"chair", static_cast<double>(seat)},
                            {"monitor_and_telephone", static_cast<double>(screen)},
                            {"mouse_and_keyboard", static_cast<double>(hands)}}};
}

ScoreInput duration(std::string_view name, std::string_view meaning) {
  return one_of(name, meaning, {{"under_1_hour", -1}, {"1_to_4_hours", 0}, {"over_4_hours", 1}});
}

}  // namespace

Score rosa() {
  return {
      .id = "rosa",
      .name = "ROSA, rapid office strain assessment (1 to 10)",
      .caution = "For work at a computer; scores the workplace, not the person.",
      .unit = "",
      .inputs =
          {points(
               "seat_height",
               "seat: knees at 90 degrees 1; too low or too high 2; feet off the ground 3; +1 no "
               "room under the desk; +1 not adjustable",
               1, 5),
           points("seat_depth",
                  "seat depth: three fingers behind the knee 1; else 2; +1 not "
                  "adjustable",
                  1, 3),
           points("armrest",
                  "armrest: elbows supported, shoulders relaxed 1; too high or none 2; +1 hard or "
                  "damaged; +1 too wide; +1 not adjustable",
                  1, 5),
           points("back_support",
                  "back support: lumbar support, reclined 95 to 110 degrees 1; else 2; +1 desk too "
                  "high; +1 not adjustable",
                  1, 4),
           duration("chair_duration", "time in the chair a day"),
           points("monitor",
                  "monitor: arm's length, at eye level 1; too low 2; too high 3; +1 each: too far, "
                  "neck twisted, glare, papers without a holder (at most 6)",
                  1, 6),
           duration("monitor_duration", "time at the monitor a day"),
           points("telephone",
                  "telephone: headset or one hand, neck straight 1; too far 2; +2 held by neck and "
                  "shoulder; +1 no hands-free",
                  1, 5),
           duration("telephone_duration", "time on the telephone a day"),
           points("mouse",
                  "mouse: in line with the shoulder 1; reaching 2; +2 on another surface than the "
                  "keyboard; +1 pinch grip; +1 palm rest in front",
                  1, 6),
           duration("mouse_duration", "time with the mouse a day"),
           points("keyboard",
                  "keyboard: wrists straight 1; extended over 15 degrees 2; +1 each: bent to a "
                  "side, too high, things overhead, platform not adjustable",
                  1, 6),
           duration("keyboard_duration", "time at the keyboard a day")},
      .bands = {{1, "below the action level", "no immediate action"},
                {5, "action level", "assess the workplace further as soon as possible"}},
      .sources = {"rosa2012"},
      .compute = compute_rosa};
}

}  // namespace paraspinal::scores
