#pragma once

// The four resources that tell of a medicine, to the findings that its codes state: FHIR R4
// MedicationRequest (ordered), MedicationDispense (handed out), MedicationAdministration (given)
// and MedicationStatement (said to be taken). The medicine may be coded in place, contained, or
// another entry; R5 holds it in a CodeableReference.
//
//   const ResourceReading reading = import_medication({entry, 9}, context);
//
// What each status says of the taking stands in medication_standing.h.

#include "fhir/resource_reading.h"

namespace paraspinal::fhir {

ResourceReading import_medication(const ResourcePlace& place, const RecordContext& context);

}  // namespace paraspinal::fhir
