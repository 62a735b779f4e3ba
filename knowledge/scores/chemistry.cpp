#include <algorithm>
#include <cmath>

#include "knowledge/scores/inputs.h"
#include "knowledge/scores/instruments.h"

namespace paraspinal::scores {
namespace {

engine::Result<Computed> compute_calcium(const Complete& in) {
  const double adjusted = in["calcium"] + 0.02 * (40 - in["albumin"]);
  const std::size_t band = adjusted > 2.60 ? 3 : adjusted >= 2.20 ? 2 : adjusted >= 1.90 ? 1 : 0;
  return Computed{.value = adjusted, .band = band};
}

// 142 min(Scr/k, 1)^a max(Scr/k, 1)^-1.200 0.9938^age, and 1.012 for a woman; Scr in mg/dL.
// source: ckd_epi2021
engine::Result<Computed> compute_egfr(const Complete& in) {
  const bool female = in["sex"] == 1;
  const double relative = in["creatinine"] / 88.4 / (female ? 0.7 : 0.9);
  const double rate = 142 * std::pow(std::min(relative, 1.0), female ? -0.241 : -0.302) *
                      std::pow(std::max(relative, 1.0), -1.200) * std::pow(0.9938, in["age"]) *
                      (female ? 1.012 : 1.0);
  return Computed{.value = rate};
}

}  // namespace

Score corrected_calcium() {
  return {.id = "corrected_calcium",
          .name = "Calcium adjusted for albumin",
          .caution = "Prefer ionised calcium where it is to be had.",
          .unit = "mmol/L",
          .inputs = {measured("calcium", "total calcium in serum", "mmol/L", 0.2, 8),
                     measured("albumin", "albumin in serum", "g/L", 3, 90)},
          .bands = {{0, "severe hypocalcaemia", "emergency: ECG, calcium into a vein"},
                    {1.90, "hypocalcaemia", "find the cause; replace"},
                    {2.20, "normal", "none"},
                    {2.60, "hypercalcaemia", "find the cause"}},
          .sources = {"payne1973"},
          .compute = compute_calcium};
}

Score egfr() {
  return {
      .id = "egfr",
      .name = "Estimated glomerular filtration rate, CKD-EPI 2021 from creatinine",
      .caution = "From 18 years; not in acute kidney injury, pregnancy, or unusual muscle mass.",
      .unit = "mL/min/{1.73_m2}",
      .inputs = {measured("creatinine", "creatinine in serum, standardised", "umol/L", 1, 5000),
                 measured("age", "age", "a", 18, 120),
                 one_of("sex", "sex", {{"male", 0}, {"female", 1}})},
      .bands = {{0, "G5, kidney failure", "specialist care"},
                {15, "G4, severely decreased", "specialist care; avoid anti-inflammatories"},
                {30, "G3b, moderately to severely decreased", "care with medicines"},
                {45, "G3a, mildly to moderately decreased", "care with medicines"},
                {60, "G2, mildly decreased", "none if there is no other sign of disease"},
                {90, "G1, normal or high", "none"}},
      .sources = {"ckd_epi2021"},
      .compute = compute_egfr};
}

}  // namespace paraspinal::scores
