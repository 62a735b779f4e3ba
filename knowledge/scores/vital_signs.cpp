#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

#include "knowledge/scores/inputs.h"
#include "knowledge/scores/instruments.h"

namespace paraspinal::scores {
namespace {

constexpr double more = std::numeric_limits<double>::infinity();

// source: news2, chart 1
int saturation_points(double percent, bool hypercapnic, bool oxygen) {
  if (!hypercapnic) {
    return stepped(percent, {{91, 3}, {93, 2}, {95, 1}, {more, 0}});
  }
  if (percent <= 92 || !oxygen) {
    return stepped(percent, {{83, 3}, {85, 2}, {87, 1}, {more, 0}});
  }
  return stepped(percent, {{94, 1}, {96, 2}, {more, 3}});
}

engine::Result<Computed> compute_news2(const Complete& in) {
  const bool oxygen = in["oxygen"] == 1;
  const std::array<int, 7> items{
      stepped(in["respiratory_rate"], {{8, 3}, {11, 1}, {20, 0}, {24, 2}, {more, 3}}),
      saturation_points(in["saturation"], in["hypercapnic"] == 1, oxygen),
      oxygen ? 2 : 0,
      stepped(in["systolic_pressure"], {{90, 3}, {100, 2}, {110, 1}, {219, 0}, {more, 3}}),
      stepped(in["pulse"], {{40, 3}, {50, 1}, {90, 0}, {110, 1}, {130, 2}, {more, 3}}),
      in["consciousness"] > 0 ? 3 : 0,
      stepped(in["temperature"], {{35.0, 3}, {36.0, 1}, {38.0, 0}, {39.0, 1}, {more, 2}})};
  const int total = std::accumulate(items.begin(), items.end(), 0);
  const int highest = *std::ranges::max_element(items);
  const std::size_t band = total >= 7 ? 4 : total >= 5 ? 3 : highest == 3 ? 2 : total >= 1 ? 1 : 0;
  return Computed{.value = static_cast<double>(total),
                  .band = band,
                  .parts = {{"highest_single", static_cast<double>(highest)}}};
}

engine::Result<Computed> compute_qsofa(const Complete& in) {
  const int total = (in["respiratory_rate"] >= 22 ? 1 : 0) +
                    (in["systolic_pressure"] <= 100 ? 1 : 0) + (in["consciousness"] > 0 ? 1 : 0);
  return Computed{.value = static_cast<double>(total)};
}

// The turns are one value of each step, ends aside. Whole numbers, as they are counted.
ScoreInput respiratory_rate() {
  auto input = measured("respiratory_rate", "breaths a minute", "/min", 0, 120, {9, 16, 21, 22});
  input.whole = true;
  return input;
}

ScoreInput systolic_pressure() {
  auto input =
      measured("systolic_pressure", "systolic blood pressure", "mm[Hg]", 30, 300, {95, 105, 150});
  input.whole = true;
  return input;
}

ScoreInput consciousness() {
  return one_of("consciousness", "alert, newly confused, or answering to voice, pain or nothing",
                {{"alert", 0}, {"confused", 1}, {"voice", 2}, {"pain", 3}, {"unresponsive", 4}});
}

}  // namespace

Score news2() {
  auto hypercapnic = yes_or_no(
      "hypercapnic", "scale 2: a clinician has set a saturation of 88 to 92 % as the target");
  hypercapnic.assumed = 0;
  hypercapnic.assumed_because = "scale 1 holds unless a clinician has set scale 2";
  auto saturation =
      measured("saturation", "oxygen saturation", "%", 20, 100, {83, 85, 87, 90, 92, 94, 96});
  saturation.whole = true;
  auto pulse = measured("pulse", "pulse", "/min", 0, 350, {45, 70, 100, 120});
  pulse.whole = true;
  return {
      .id = "news2",
      .name = "NEWS2, national early warning score 2 (0 to 20)",
      .caution = "Not for pregnancy from 20 weeks (use a maternity chart), nor under 16.",
      .unit = "",
      .inputs = {respiratory_rate(), saturation, hypercapnic,
                 yes_or_no("oxygen", "breathing added oxygen"), systolic_pressure(), pulse,
                 consciousness(),
                 measured("temperature", "temperature", "Cel", 25, 45, {35.5, 37, 38.5})},
      .bands = {{0, "lowest", "observe at least every 12 hours"},
                {1, "low", "a nurse assesses; observe at least every 4 to 6 hours"},
                {1, "low, one sign scores 3", "urgent review by a clinician; observe every hour"},
                {5, "medium", "urgent review by a clinician; think of sepsis"},
                {7, "high", "emergency assessment by a critical-care team"}},
      .sources = {"news2"},
      .compute = compute_news2};
}

Score qsofa() {
  return {.id = "qsofa",
          .name = "qSOFA, quick sequential organ failure assessment (0 to 3)",
          .caution = "Low sensitivity: never rules sepsis out.",
          .unit = "",
          .inputs = {respiratory_rate(), systolic_pressure(), consciousness()},
          .bands = {{0, "not high risk", "does not rule sepsis out"},
                    {2, "high risk", "look for organ failure; treat suspected sepsis"}},
          .sources = {"qsofa2016"},
          .compute = compute_qsofa};
}

}  // namespace paraspinal::scores
