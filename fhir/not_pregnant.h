#pragma once

// How long "not pregnant" of a record is believed: a week, far shorter than "pregnant". After that
// nothing is known, and the pregnancy that it once denied is not known again either.
//
//   for (Statement& statement : statements) expire_not_pregnant(statement, clock, knowledge);

#include <optional>

#include "fhir/clock.h"
#include "fhir/statement.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

// source: expert judgement; a test of today denies a pregnancy of today only, and the questions
// that a wrong "no" switches off are those of an ectopic pregnancy
inline constexpr double not_pregnant_days = 7;

// A statement that denies `pregnant` or `hcg_urine`, however coded, holds for that long (or for its
// own window, when shorter). An older one becomes Unusable, so that it still hides what is older.
// Any other statement, and any without a clock, stays as it is.
void expire_not_pregnant(Statement& statement, const std::optional<Clock>& clock,
                         const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::fhir
