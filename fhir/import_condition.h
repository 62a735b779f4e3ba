#pragma once

// FHIR R4 Condition: a problem or diagnosis, to the findings its codes state.
//
//   const ResourceReading reading = import_condition({entry, 3}, context);
//
// Active, recurring and relapsing conditions are present; refuted ones are absent; those that are
// over or in remission are present for a finding that asks of the past ("has or had cancer"), with
// a mark; those entered in error, only suspected or of the family say nothing.

#include "fhir/resource_reading.h"

namespace paraspinal::fhir {

ResourceReading import_condition(const ResourcePlace& place, const RecordContext& context);

}  // namespace paraspinal::fhir
