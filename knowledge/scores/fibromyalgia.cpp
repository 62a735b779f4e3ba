#include "knowledge/scores/inputs.h"
#include "knowledge/scores/instruments.h"

namespace paraspinal::scores {
namespace {

engine::Result<Computed> compute_fibromyalgia(const Complete& in) {
  const int widespread = in.points("painful_areas");
  const int severity =
      in.sum({"fatigue", "unrefreshed", "cognitive", "headache", "abdominal_pain", "depression"});
  const bool severe_enough =
      (widespread >= 7 && severity >= 5) || (widespread >= 4 && widespread <= 6 && severity >= 9);
  const bool met = severe_enough && in.points("painful_regions") >= 4 && in["three_months"] == 1;
  return Computed{.value = static_cast<double>(widespread + severity),
                  .band = met ? 1U : 0U,
                  .parts = {{"widespread_pain_index", static_cast<double>(widespread)},
                            {"symptom_severity", static_cast<double>(severity)}}};
}

constexpr std::string_view over_the_week =
    "over the past week: none 0; slight 1; moderate 2; severe 3";

ScoreInput severity(std::string_view name) {
  auto input = points(name, over_the_week, 0, 3);
  input.turns = {1, 2};
  return input;
}

}  // namespace

Score fibromyalgia() {
  auto areas =
      points("painful_areas",
             "areas of 19 painful in the past week: jaw, shoulder, upper arm, lower arm, "
             "hip, upper leg, lower leg on each side; neck, upper back, lower back, chest, "
             "abdomen",
             0, 19);
  areas.turns = {3, 4, 6, 7};
  auto regions = points("painful_regions",
                        "regions of 5 painful (each quarter, and the spine; jaw, chest and abdomen "
                        "are not counted)",
                        0, 5);
  regions.turns = {3, 4};
  return {
      .id = "fibromyalgia",
      .name = "Fibromyalgia 2016 criteria (widespread pain index + symptom severity, 0 to 31)",
      .caution = "Holds beside other diagnoses and excludes none.",
      .unit = "",
      .inputs = {areas, regions, severity("fatigue"), severity("unrefreshed"),
                 severity("cognitive"), yes_or_no("headache", "headaches in the past six months"),
                 yes_or_no("abdominal_pain",
                           "pain or cramps in the lower abdomen in the past six months"),
                 yes_or_no("depression", "depression in the past six months"),
                 yes_or_no("three_months", "symptoms for three months or more")},
      .bands = {{0, "criteria not met", "fibromyalgia is not established"},
                {0, "criteria met", "fibromyalgia, whatever else there is"}},
      .sources = {"wolfe2016"},
      .compute = compute_fibromyalgia};
}

}  // namespace paraspinal::scores
