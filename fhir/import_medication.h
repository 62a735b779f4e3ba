#pragma once

// FHIR R4 MedicationRequest (someone ordered) and MedicationStatement (someone says it is taken),
// to the findings that their medication's codes state. The medication may be coded in place,
// contained, or another entry.
//
//   const ResourceReading reading = import_medication({entry, 9}, context);
//
// Active orders and statements are present; `doNotPerform` and not-taken are absent; drafts, plans,
// and what is stopped or cancelled say nothing. A completed course counts only while its code's
// time window lasts.

#include "fhir/resource_reading.h"

namespace paraspinal::fhir {

ResourceReading import_medication(const ResourcePlace& place, const RecordContext& context);

}  // namespace paraspinal::fhir
