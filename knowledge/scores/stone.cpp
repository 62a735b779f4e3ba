#include "knowledge/scores/inputs.h"
#include "knowledge/scores/instruments.h"

namespace paraspinal::scores {
namespace {

engine::Result<Computed> compute_stone(const Complete& in) {
  const int without = in.sum({"sex", "timing", "nausea", "erythrocytes"});
  return Computed{.value = static_cast<double>(without + in.points("origin")),
                  .parts = {{"without_origin", static_cast<double>(without)}}};
}

}  // namespace

Score stone() {
  return {.id = "stone",
          .name = "STONE score for an uncomplicated stone of the ureter (0 to 13)",
          .caution =
              "Not with fever, injury, cancer or one kidney. Its item on race is contested: leave "
              "it out, and the score is given with bounds.",
          .unit = "",
          .inputs = {one_of("sex", "sex", {{"female", 0}, {"male", 2}}),
                     one_of("timing", "time from onset of pain to being seen",
                            {{"over_24_hours", 0}, {"6_to_24_hours", 1}, {"under_6_hours", 3}}),
                     one_of("origin", "race as published; may be left out",
                            {{"black", 0}, {"other", 3}}),
                     one_of("nausea", "nausea or vomiting",
                            {{"none", 0}, {"nausea", 1}, {"vomiting", 2}}),
                     one_of("erythrocytes", "blood in the urine on dipstick",
                            {{"absent", 0}, {"present", 3}})},
          .bands = {{0, "low", "a stone in about 9 of 100: look for another cause"},
                    {6, "moderate", "a stone in about 51 of 100: imaging"},
                    {10, "high", "a stone in about 89 of 100: low-dose imaging is enough"}},
          .sources = {"moore2014"},
          .compute = compute_stone};
}

}  // namespace paraspinal::scores
