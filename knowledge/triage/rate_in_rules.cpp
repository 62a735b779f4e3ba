#include "knowledge/triage/rate_in_rules.h"

namespace paraspinal::triage {

double rate_in_rules(knowledge::FindingId finding, const Presentation& presentation,
                     const knowledge::KnowledgeBase& knowledge) {
  constexpr double without_row = 0.02;  // source: expert judgement
  for (const knowledge::Prevalence& row : knowledge.prevalences) {
    if (row.finding == finding && (!row.setting || row.setting == presentation.setting) &&
        (!row.sex || row.sex == presentation.sex)) {
      return row.point;
    }
  }
  return without_row;
}

}  // namespace paraspinal::triage
