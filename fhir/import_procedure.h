#pragma once

// FHIR R4 Procedure: what was done, to the findings that its codes state, and to the end of a
// pregnancy (pregnancy_end.h); a birth within six weeks is `postpartum`.
//
//   const ResourceReading reading = import_procedure({entry, 4}, context);
//
// Completed procedures and those in progress count; what was not done, is planned, or was entered
// in error says nothing. Its codes are looked up as a Condition's are.

#include "fhir/resource_reading.h"

namespace paraspinal::fhir {

ResourceReading import_procedure(const ResourcePlace& place, const RecordContext& context);

}  // namespace paraspinal::fhir
