#pragma once

// What ends a pregnancy: after it, what was recorded of the pregnancy before no longer holds. The
// person may be pregnant anew, so nothing is denied; it is asked.
//
//   const auto outcome = pregnancy_outcome(codings, codes);
//   const PregnancyToday lasting = without_ended(answers, ends, clock, knowledge);

#include <optional>
#include <string>
#include <vector>

#include "fhir/clock.h"
#include "fhir/coding.h"
#include "fhir/pregnancy.h"
#include "fhir/primitives.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

// A loss is a miscarriage or a stillbirth; an ectopic pregnancy goes on until it is over.
enum class PregnancyOutcome { birth, termination, loss, ectopic };

// What the codes of a procedure or a condition make of a pregnancy (the content's rows for
// `pregnancy_end`); nothing for any other. Induction and augmentation of labour, a threatened
// miscarriage, a failed termination and "history of" end nothing.
std::optional<PregnancyOutcome> pregnancy_outcome(const std::vector<CodedValue>& codings,
                                                  const CodeIndex& codes);

// A pregnancy that ended.
struct PregnancyEnd {
  std::string origin;          // "Procedure/4"
  std::string at;              // as written; empty when it is not told
  std::optional<Moment> when;  // that it ended, not that it was written down
};

// Drops `pregnant` (when present), `multiple_pregnancy`, `gestational_age`, `edd` and `lmp` that
// the record held before the last end, or that have no date; what was said after it stays. Of an
// end whose day is not known only what is certainly older is dropped, and the rest told; of one
// without any date nothing is dropped, and it is told. A pregnancy that its due date, last period
// or weeks let begin after the end stays. The person's own answers give way only when they are
// certainly older. Ends to come are not looked at.
PregnancyToday without_ended(Answers answers, const std::vector<PregnancyEnd>& ends,
                             const std::optional<Clock>& clock,
                             const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::fhir
