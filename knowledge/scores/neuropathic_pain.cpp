#include "knowledge/scores/inputs.h"
#include "knowledge/scores/instruments.h"

namespace paraspinal::scores {
namespace {

std::vector<ScoreInput> interview_inputs() {
  return {yes_or_no("burning", "burning pain"),
          yes_or_no("painful_cold", "painful cold"),
          yes_or_no("electric_shocks", "electric shocks"),
          yes_or_no("tingling", "tingling in the same area"),
          yes_or_no("pins_and_needles", "pins and needles in the same area"),
          yes_or_no("numbness", "numbness in the same area"),
          yes_or_no("itching", "itching in the same area")};
}

int interview_sum(const Complete& in) {
  return in.sum({"burning", "painful_cold", "electric_shocks", "tingling", "pins_and_needles",
                 "numbness", "itching"});
}

engine::Result<Computed> compute_dn4(const Complete& in) {
  const int interview = interview_sum(in);
  const int total = interview + in.sum({"less_touch", "less_pinprick", "brushing_hurts"});
  return Computed{.value = static_cast<double>(total),
                  .parts = {{"interview", static_cast<double>(interview)}}};
}

engine::Result<Computed> compute_interview(const Complete& in) {
  return Computed{.value = static_cast<double>(interview_sum(in))};
}

engine::Result<Computed> compute_paindetect(const Complete& in) {
  const int total = in.sum({"burning", "tingling", "light_touch", "sudden_attacks", "cold_or_heat",
                            "numbness", "slight_pressure", "course", "radiating"});
  return Computed{.value = static_cast<double>(total)};
}

constexpr std::string_view intensity =
    "never 0; hardly noticed 1; slightly 2; moderately 3; strongly 4; very strongly 5";

ScoreInput symptom(std::string_view name) {
  return points(name, intensity, 0, 5);
}

}  // namespace

Score dn4() {
  auto inputs = interview_inputs();
  inputs.push_back(yes_or_no("less_touch", "on examination: less feeling of touch there"));
  inputs.push_back(yes_or_no("less_pinprick", "on examination: less feeling of a pinprick there"));
  inputs.push_back(yes_or_no("brushing_hurts", "on examination: brushing causes or adds pain"));
  return {.id = "dn4",
          .name = "DN4, neuropathic pain in four questions (0 to 10)",
          .caution = "Says that pain comes from nerves, not from which or why.",
          .unit = "",
          .inputs = std::move(inputs),
          .bands = {{0, "not neuropathic", "neuropathic pain is less likely"},
                    {4, "neuropathic", "neuropathic pain is likely"}},
          .sources = {"bouhassira2005"},
          .compute = compute_dn4};
}

Score dn4_interview() {
  return {.id = "dn4_interview",
          .name = "DN4 interview, the seven items that can be asked (0 to 7)",
          .caution = "Misses a fifth to a third of neuropathic back pain.",
          .unit = "",
          .inputs = interview_inputs(),
          .bands = {{0, "not neuropathic", "neuropathic pain is less likely"},
                    {3, "neuropathic", "neuropathic pain is likely; examine"}},
          .sources = {"bouhassira2005", "gudala2017"},
          .compute = compute_interview};
}

Score paindetect() {
  return {.id = "paindetect",
          .name = "painDETECT, neuropathic component of pain (-1 to 38)",
          .caution = "Validated in low back pain; less specific in fibromyalgia.",
          .unit = "",
          .inputs = {symptom("burning"), symptom("tingling"), symptom("light_touch"),
                     symptom("sudden_attacks"), symptom("cold_or_heat"), symptom("numbness"),
                     symptom("slight_pressure"),
                     one_of("course", "course of the pain",
                            {{"persistent_with_attacks", -1},
                             {"persistent_with_slight_variation", 0},
                             {"attacks_without_pain_between", 1},
                             {"attacks_with_pain_between", 1}}),
                     one_of("radiating", "pain that spreads", {{"no", 0}, {"yes", 2}})},
          .bands = {{-1, "unlikely", "a neuropathic component is unlikely (under 15 %)"},
                    {13, "unclear", "a neuropathic component is possible"},
                    {19, "likely", "a neuropathic component is likely (over 90 %)"}},
          .sources = {"freynhagen2006"},
          .compute = compute_paindetect};
}

}  // namespace paraspinal::scores
