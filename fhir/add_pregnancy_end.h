#pragma once

// The end of a pregnancy that a Procedure or a Condition tells, added to what is read of it: what
// the record held of the pregnancy before no longer holds, and six weeks from a birth are
// postpartum.
//
//   add_pregnancy_end(PregnancyOutcome::birth, model, context, reading);
//
// What an end voids stands in pregnancy_end.h.

#include "fhir/pregnancy_end.h"
#include "fhir/resource_reading.h"

namespace paraspinal::fhir {

// `model` is dated at the end, never when that was written down; without a date nothing is voided.
void add_pregnancy_end(PregnancyOutcome outcome, const Statement& model,
                       const RecordContext& context, ResourceReading& reading);

}  // namespace paraspinal::fhir
