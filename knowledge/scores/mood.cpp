#include "knowledge/scores/inputs.h"
#include "knowledge/scores/instruments.h"

namespace paraspinal::scores {
namespace {

constexpr std::string_view over_two_weeks =
    "over the past two weeks: not at all 0; several days 1; over half the days 2; nearly every day "
    "3";

constexpr std::string_view nervous = "nervous";
constexpr std::string_view worrying = "worrying";
constexpr std::string_view little_interest = "little_interest";
constexpr std::string_view down = "down";

ScoreInput item(std::string_view name) {
  return points(name, over_two_weeks, 0, 3);
}

engine::Result<Computed> compute_gad2(const Complete& in) {
  return Computed{.value = static_cast<double>(in.sum({nervous, worrying}))};
}

engine::Result<Computed> compute_phq2(const Complete& in) {
  return Computed{.value = static_cast<double>(in.sum({little_interest, down}))};
}

engine::Result<Computed> compute_phq4(const Complete& in) {
  const int anxiety = in.sum({nervous, worrying});
  const int depression = in.sum({little_interest, down});
  return Computed{
      .value = static_cast<double>(anxiety + depression),
      .parts = {{"gad2", static_cast<double>(anxiety)}, {"phq2", static_cast<double>(depression)}}};
}

constexpr std::string_view screen =
    "A screen, not a diagnosis; ask about self-harm where it is "
    "positive.";

}  // namespace

Score gad2() {
  return {.id = "gad2",
          .name = "GAD-2, two questions on anxiety (0 to 6)",
          .caution = screen,
          .unit = "",
          .inputs = {item(nervous), item(worrying)},
          .bands = {{0, "negative", "anxiety disorder is less likely"},
                    {3, "positive", "assess for an anxiety disorder"}},
          .sources = {"phq4"},
          .compute = compute_gad2};
}

Score phq2() {
  return {.id = "phq2",
          .name = "PHQ-2, two questions on depression (0 to 6)",
          .caution = screen,
          .unit = "",
          .inputs = {item(little_interest), item(down)},
          .bands = {{0, "negative", "depression is less likely"},
                    {3, "positive", "assess for depression"}},
          .sources = {"phq4"},
          .compute = compute_phq2};
}

Score phq4() {
  return {.id = "phq4",
          .name = "PHQ-4, four questions on anxiety and depression (0 to 12)",
          .caution = screen,
          .unit = "",
          .inputs = {item(nervous), item(worrying), item(little_interest), item(down)},
          .bands = {{0, "normal", "none"},
                    {3, "mild distress", "watch"},
                    {6, "moderate distress", "assess for anxiety and depression"},
                    {9, "severe distress", "assess for anxiety and depression soon"}},
          .sources = {"phq4"},
          .compute = compute_phq4};
}

}  // namespace paraspinal::scores
