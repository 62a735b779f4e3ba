#pragma once

// Brings what a record says of a pregnancy to the day of the case. A gestational age holds on the
// day it was measured, so the days since are added; a pregnancy over 45 weeks is over; a due date
// or a gestational age older than a statement of no pregnancy no longer holds, and the reverse.
// Weeks that were told and weeks of a date that disagree are told and both kept: triage judges by
// both (knowledge/triage/weeks_apart.h).
//
//   const PregnancyToday today = pregnancy_today(resolution.answers, clock, knowledge);
//   today.answers;  today.issues;
//
// Weeks from a due date or a last period are derived later, with the other implications
// (knowledge/triage/close.h).

#include <map>
#include <optional>
#include <vector>

#include "fhir/clock.h"
#include "fhir/issue.h"
#include "knowledge/base/answer.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

using Answers = std::map<knowledge::FindingId, knowledge::Answer>;

struct PregnancyToday {
  Answers answers;
  std::vector<Issue> issues;
};

// Only the gestational age, brought to the day of the case and held against the dates: for answers
// whose other conflicts are triage's.
PregnancyToday gestation_today(Answers answers, const std::optional<Clock>& clock,
                               const knowledge::KnowledgeBase& knowledge);

// Reads the findings `pregnant`, `gestational_age` (weeks) and `edd` of the knowledge base; the
// rest comes back as it was. Without a clock nothing is changed.
PregnancyToday pregnancy_today(Answers answers, const std::optional<Clock>& clock,
                               const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::fhir
