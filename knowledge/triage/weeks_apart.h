#pragma once

// Weeks of pregnancy that were stated and those that a date gives, when they are more than a week
// apart: which of the two holds is not known, and each has dangers that the other has not (an
// ectopic below 14 weeks, abruption and pre-eclampsia from 20, labour too early below 37).
//
//   if (const auto apart = weeks_apart(presentation, knowledge)) {
//     apart->graver();                                       // where only one can be used
//     with_other_weeks(presentation, *apart, knowledge);     // the same person by the other
//   }
//
// An assessment is made by both (assess.h) and is what the graver of them says. Not for: weeks and
// dates that agree, which score_findings.h settles.

#include <optional>
#include <string_view>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/presentation.h"
#include "knowledge/triage/score_inputs.h"

namespace paraspinal::triage {

struct WeeksApart {
  double stated = 0;      // gestational_age
  double dated = 0;       // of the date, on the day of the case
  std::string_view date;  // "edd"; "lmp" without one

  // The one to go by where only one can be used, as in choosing what to ask and what is ordered:
  // the greater, as from 20 weeks anti-inflammatories and lying flat are withheld; but the lesser
  // below 37 weeks, as labour is then too early, and below 14 when both are below 20. It is not
  // the graver in every respect. The weeks are those of the content's rules.
  double graver() const;
  double other() const;
};

// Nothing when they agree within a week, when one of the two is not known, when the case has no
// day, or when a pregnancy is denied.
std::optional<WeeksApart> weeks_apart(const Presentation& presentation,
                                      const knowledge::KnowledgeBase& knowledge);
std::optional<WeeksApart> weeks_apart(const Stated& said);

// The weeks that the date gives, as an answer of their own.
knowledge::Answer weeks_of_date(const WeeksApart& apart);

// With the weeks other() as the only ones that are told.
Presentation with_other_weeks(const Presentation& presentation, const WeeksApart& apart,
                              const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::triage
