#include "knowledge/scores/inputs.h"
#include "knowledge/scores/instruments.h"

namespace paraspinal::scores {
namespace {

engine::Result<Computed> compute_start_back(const Complete& in) {
  const int psychosocial =
      in.sum({"unsafe_to_be_active", "worrying", "never_better", "no_enjoyment", "bothersome"});
  const int total =
      psychosocial + in.sum({"leg_pain", "shoulder_or_neck_pain", "walks_less", "dresses_slowly"});
  const std::size_t band = psychosocial >= 4 ? 2 : total >= 4 ? 1 : 0;
  return Computed{.value = static_cast<double>(total),
                  .band = band,
                  .parts = {{"psychosocial", static_cast<double>(psychosocial)}}};
}

}  // namespace

Score start_back() {
  return {.id = "start_back",
          .name = "STarT Back screening tool (0 to 9)",
          .caution = "For non-specific back pain, after red flags are ruled out.",
          .unit = "",
          .inputs = {yes_or_no("leg_pain", "pain spread down a leg in the past two weeks"),
                     yes_or_no("shoulder_or_neck_pain",
                               "pain in shoulder or neck in the past two weeks"),
                     yes_or_no("walks_less", "walked only short distances for the back"),
                     yes_or_no("dresses_slowly", "dressed more slowly than usual for the back"),
                     yes_or_no("unsafe_to_be_active", "thinks it unsafe to be physically active"),
                     yes_or_no("worrying", "worrying thoughts much of the time"),
                     yes_or_no("never_better", "feels it is terrible and will never get better"),
                     yes_or_no("no_enjoyment", "has not enjoyed the usual things"),
                     one_of("bothersome", "how bothersome: up to moderately 0, very or extremely 1",
                            {{"up_to_moderately", 0}, {"very_or_extremely", 1}})},
          .bands = {{0, "low risk", "advice and self-care"},
                    {4, "medium risk", "physiotherapy"},
                    {4, "high risk", "physiotherapy with psychological skills"}},
          .sources = {"startback2008"},
          .compute = compute_start_back};
}

}  // namespace paraspinal::scores
