#include <algorithm>
#include <cmath>

#include "knowledge/scores/inputs.h"
#include "knowledge/scores/instruments.h"

namespace paraspinal::scores {
namespace {

constexpr double urea_nitrogen_per_urea = 2.8;     // mg/dL of nitrogen in 1 mmol/L of urea
constexpr double creatinine_per_milligram = 88.4;  // umol/L of creatinine in 1 mg/dL

// Khajuria and Krahn. source: hooper2015bmjo
double osmolarity_of(const Complete& in) {
  return 1.86 * (in["sodium"] + in["potassium"]) + 1.15 * in["glucose"] + in["urea"] + 14;
}

double ratio_of(const Complete& in) {
  return in["urea"] * urea_nitrogen_per_urea / (in["creatinine"] / creatinine_per_milligram);
}

struct Standing {
  double pulse_rise = 0;     // /min
  double pressure_drop = 0;  // mm[Hg]
  bool positive = false;
};

// A rise of 30 or more, or too dizzy to stand; a drop of pressure alone is not counted, for it is
// as common without loss of volume. source: mcgee1999
Standing standing_of(const Complete& in) {
  Standing standing{.pulse_rise = in["standing_pulse"] - in["lying_pulse"],
                    .pressure_drop = in["lying_systolic"] - in["standing_systolic"]};
  standing.positive = standing.pulse_rise >= 30 || in["too_dizzy_to_stand"] == 1;
  return standing;
}

std::vector<ScoreInput> blood_inputs() {
  return {
      measured("sodium", "sodium in serum", "mmol/L", 80, 220),
      measured("potassium", "potassium in serum", "mmol/L", 0.5, 15),
      measured("glucose", "glucose in serum", "mmol/L", 0.1, 120),
      measured("urea", "urea in serum (urea nitrogen in mg/dL, times 0.357)", "mmol/L", 0.1, 150)};
}

ScoreInput creatinine_input() {
  return measured("creatinine", "creatinine in serum", "umol/L", 1, 5000);
}

ScoreInput gravity_input() {
  return measured("urine_gravity", "specific gravity of urine", "", 1, 1.1);
}

std::vector<ScoreInput> standing_inputs() {
  return {measured("lying_pulse", "pulse after lying two minutes", "/min", 20, 300),
          measured("standing_pulse", "pulse after standing one minute", "/min", 20, 300),
          measured("lying_systolic", "systolic pressure lying", "mm[Hg]", 30, 300),
          measured("standing_systolic", "systolic pressure after standing one minute", "mm[Hg]", 30,
                   300),
          yes_or_no("too_dizzy_to_stand", "has to sit or lie down again for dizziness")};
}

engine::Result<Computed> compute_osmolarity(const Complete& in) {
  return Computed{.value = osmolarity_of(in)};
}

engine::Result<Computed> compute_ratio(const Complete& in) {
  const double ratio = ratio_of(in);
  return Computed{.value = ratio, .band = ratio > 20 ? 1U : 0U};
}

engine::Result<Computed> compute_gravity(const Complete& in) {
  const double gravity = in["urine_gravity"];
  const std::size_t band = gravity > 1.030 ? 2 : gravity > 1.020 ? 1 : 0;
  return Computed{.value = gravity, .band = band};
}

engine::Result<Computed> compute_orthostatic(const Complete& in) {
  const Standing standing = standing_of(in);
  return Computed{.value = standing.positive ? 1.0 : 0.0,
                  .parts = {{"pulse_rise", standing.pulse_rise, "/min"},
                            {"pressure_drop", standing.pressure_drop, "mm[Hg]"}}};
}

// The highest grade that any strand gives. The strands are published, their order is ours.
engine::Result<Computed> compute_hydration(const Complete& in) {
  const double osmolarity = osmolarity_of(in);
  const double ratio = ratio_of(in);
  const double gravity = in["urine_gravity"];
  const Standing standing = standing_of(in);
  const int by_osmolarity = osmolarity > 300 ? 2 : osmolarity >= 295 ? 1 : 0;
  const int by_support = ratio > 20 || gravity > 1.020 ? 1 : 0;
  const int by_standing = standing.positive ? 3 : 0;
  const int grade = std::max({by_osmolarity, by_support, by_standing});
  return Computed{.value = static_cast<double>(grade),
                  .parts = {{"osmolarity", osmolarity, "mosm/L"},
                            {"urea_creatinine_ratio", ratio},
                            {"urine_gravity", gravity},
                            {"pulse_rise", standing.pulse_rise, "/min"},
                            {"pressure_drop", standing.pressure_drop, "mm[Hg]"}}};
}

std::vector<ScoreInput> joined(std::vector<ScoreInput> first, std::vector<ScoreInput> second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

}  // namespace

Score osmolarity() {
  return {.id = "osmolarity",
          .name = "Calculated serum osmolarity (Khajuria and Krahn)",
          .caution =
              "Validated at 65 and over; read it with care in the young, and where sugar, "
              "alcohol or kidney failure raise it.",
          .unit = "mosm/L",
          .inputs = blood_inputs(),
          .bands = {{0, "not raised", "no dehydration on this test"},
                    {295, "impending dehydration", "confirm with measured osmolality"},
                    {300, "current dehydration", "confirm with measured osmolality; rehydrate"}},
          .sources = {"hooper2015bmjo"},
          .compute = compute_osmolarity};
}

Score urea_creatinine() {
  return {.id = "urea_creatinine",
          .name = "Urea nitrogen to creatinine, both in mg/dL",
          .caution = "Bleeding into the gut, steroids and much protein raise it too.",
          .unit = "",
          .inputs = {blood_inputs().back(), creatinine_input()},
          .bands = {{0, "not raised", "does not suggest loss of volume"},
                    {20, "raised", "suggests loss of volume (prerenal)"}},
          .sources = {"bun_cr"},
          .compute = compute_ratio};
}

Score urine_gravity() {
  return {.id = "urine_gravity",
          .name = "Urine specific gravity",
          .caution =
              "Supports only; not reliable alone in older people, nor with sugar or protein "
              "in the urine.",
          .unit = "",
          .inputs = {gravity_input()},
          .bands = {{1, "not concentrated", "does not suggest dehydration"},
                    {1.020, "concentrated", "suggests dehydration"},
                    {1.030, "markedly concentrated", "suggests marked dehydration"}},
          .sources = {"bun_cr", "hooper2015cochrane"},
          .compute = compute_gravity};
}

Score orthostatic() {
  return {.id = "orthostatic",
          .name = "Orthostatic vital signs (1 when positive)",
          .caution = "A negative test does not exclude moderate loss (sensitivity 22 %).",
          .unit = "",
          .inputs = standing_inputs(),
          .bands = {{0, "negative", "does not show a large loss of volume"},
                    {1, "positive", "loss of volume: look for bleeding, replace fluid"}},
          .sources = {"mcgee1999"},
          .compute = compute_orthostatic};
}

Score hydration() {
  return {.id = "hydration",
          .name = "Hydration, graded 0 to 3 from four published tests",
          .caution =
              "The tests are published; how they are ordered into one grade is ours and not "
              "signed off.",
          .unit = "",
          .inputs = joined(joined(blood_inputs(), {creatinine_input(), gravity_input()}),
                           standing_inputs()),
          .bands = {{0, "no sign of dehydration", "none"},
                    {1, "possible or impending dehydration", "drink; repeat or confirm"},
                    {2, "dehydrated", "rehydrate; confirm with measured osmolality"},
                    {3, "large loss of volume", "same-day care: bleeding, or severe loss"}},
          .sources = {"hooper2015bmjo", "mcgee1999", "bun_cr"},
          .compute = compute_hydration};
}

}  // namespace paraspinal::scores
