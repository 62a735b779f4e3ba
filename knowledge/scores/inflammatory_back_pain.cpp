#include "knowledge/scores/inputs.h"
#include "knowledge/scores/instruments.h"

namespace paraspinal::scores {
namespace {

engine::Result<Computed> compute_asas(const Complete& in) {
  return Computed{.value = static_cast<double>(
                      in.sum({"onset_before_40", "insidious_onset", "improves_with_exercise",
                              "no_improvement_with_rest", "night_pain_easing_on_getting_up"}))};
}

engine::Result<Computed> compute_berlin(const Complete& in) {
  return Computed{
      .value = static_cast<double>(in.sum({"morning_stiffness", "improves_with_exercise_not_rest",
                                           "wakes_second_half", "alternating_buttock_pain"}))};
}

}  // namespace

Score asas_inflammatory_back_pain() {
  return {.id = "asas_inflammatory_back_pain",
          .name = "ASAS expert criteria of inflammatory back pain (0 to 5)",
          .caution = "For back pain of three months and more; sensitivity 80 %, specificity 72 %.",
          .unit = "",
          .inputs = {yes_or_no("onset_before_40", "began before 40 years"),
                     yes_or_no("insidious_onset", "came on gradually"),
                     yes_or_no("improves_with_exercise", "better with exercise"),
                     yes_or_no("no_improvement_with_rest", "no better with rest"),
                     yes_or_no("night_pain_easing_on_getting_up",
                               "pain at night that eases on getting up")},
          .bands = {{0, "criteria not met", "inflammatory back pain is less likely"},
                    {4, "criteria met", "inflammatory back pain: consider spondyloarthritis"}},
          .sources = {"sieper2009"},
          .compute = compute_asas};
}

Score berlin_inflammatory_back_pain() {
  return {
      .id = "berlin_inflammatory_back_pain",
      .name = "Berlin criteria of inflammatory back pain (0 to 4)",
      .caution = "For chronic back pain under 50 years; three of four is more specific.",
      .unit = "",
      .inputs = {yes_or_no("morning_stiffness", "stiff over 30 minutes in the morning"),
                 yes_or_no("improves_with_exercise_not_rest",
                           "better with exercise, not with rest"),
                 yes_or_no("wakes_second_half", "woken by pain in the second half of the night"),
                 yes_or_no("alternating_buttock_pain", "buttock pain that changes sides")},
      .bands = {{0, "criteria not met", "inflammatory back pain is less likely"},
                {2, "criteria met", "inflammatory back pain: consider spondyloarthritis"}},
      .sources = {"rudwaleit2006"},
      .compute = compute_berlin};
}

}  // namespace paraspinal::scores
