#pragma once

// Whether a statement of a record may count at all, before statements are weighed against each
// other: it says something, its date can be, it lies inside its time window, and (of a pregnancy)
// this person can be pregnant now. Records keep pregnancies `active` for decades.
//
//   const Admission admission = admit(statement, context);
//   if (!admission.admitted) ... admission.outcome.why, admission.issue

#include <optional>
#include <string>

#include "fhir/issue.h"
#include "fhir/statement.h"

namespace paraspinal::fhir {

struct Admission {
  bool admitted = false;
  Outcome outcome;             // when not admitted
  std::optional<Issue> issue;  // when the sender should know
};

// What cannot be judged, because a date is missing or the clock is, is not admitted when the
// statement has a window: the person is asked instead.
Admission admit(const Statement& statement, const ResolutionContext& context);

// The longest that a record's pregnancy is believed, from its onset: 45 weeks.
inline constexpr double longest_pregnancy_days = 45 * 7;

}  // namespace paraspinal::fhir
