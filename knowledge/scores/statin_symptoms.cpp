#include "knowledge/scores/inputs.h"
#include "knowledge/scores/instruments.h"

namespace paraspinal::scores {
namespace {

// Areas are numbered, for two of them have the same points. source: rosenson2017
int area_points(int area) {
  return area == 3 ? 3 : area == 0 ? 1 : 2;
}

engine::Result<Computed> compute_statin_symptoms(const Complete& in) {
  const int total =
      area_points(in.points("distribution")) + in.sum({"onset", "improvement", "recurrence"});
  return Computed{.value = static_cast<double>(total)};
}

}  // namespace

Score statin_symptoms() {
  return {.id = "statin_symptoms",
          .name = "SAMS-CI, statin-associated muscle symptom clinical index (2 to 11)",
          .caution = "For new, unexplained muscle symptoms on a statin, stopped and tried again.",
          .unit = "",
          .inputs = {one_of("distribution", "where the muscles ache",
                            {{"asymmetric", 0},
                             {"symmetric_upper", 1},
                             {"symmetric_calf", 2},
                             {"symmetric_hip_or_thigh", 3}}),
                     one_of("onset", "from the start of the statin",
                            {{"over_12_weeks", 1}, {"4_to_12_weeks", 2}, {"under_4_weeks", 3}}),
                     one_of("improvement", "after stopping it",
                            {{"none_by_4_weeks", 0}, {"2_to_4_weeks", 1}, {"under_2_weeks", 2}}),
                     one_of("recurrence", "after taking a statin again",
                            {{"none_by_12_weeks", 0}, {"4_to_12_weeks", 1}, {"under_4_weeks", 3}})},
          .bands = {{2, "unlikely", "look for another cause"},
                    {7, "possible", "the statin may be the cause"},
                    {9, "probable", "the statin is probably the cause"}},
          .sources = {"rosenson2017"},
          .compute = compute_statin_symptoms};
}

}  // namespace paraspinal::scores
