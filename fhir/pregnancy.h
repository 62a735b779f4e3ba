#pragma once

// Brings what is said of a pregnancy to the day of the case. A gestational age holds on the
// day it was measured, so the days since are added; a pregnancy over 45 weeks is over; a due date
// or a last period that no pregnancy of that day has is told and not used; a due date or a
// gestational age older than a statement of no pregnancy no longer holds, and the reverse.
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
#include <string>
#include <string_view>
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

// Why no pregnancy of the clock's day has this day as its due date (`edd`) or last period (`lmp`);
// empty when one may, and of other findings. "the due date 2029-01-01 lies over 40 weeks after
// 2026-11-20, expected at most 40"
std::string no_day_of_pregnancy(std::string_view finding, std::string_view day, const Clock& clock);

// Only the dates that cannot be, and the gestational age, brought to the day of the case and held
// against the dates: for answers whose other conflicts are triage's.
PregnancyToday gestation_today(Answers answers, const std::optional<Clock>& clock,
                               const knowledge::KnowledgeBase& knowledge);

// Reads the findings `pregnant`, `gestational_age` (weeks), `edd` and `lmp` of the knowledge base;
// the rest comes back as it was. Without a clock nothing is changed.
PregnancyToday pregnancy_today(Answers answers, const std::optional<Clock>& clock,
                               const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::fhir
