#pragma once

// FHIR R4 Encounter: why the person came, and where they are now.
//
//   const ResourceReading reading = import_encounter({entry, 8}, context);
//
// The reason codes are looked up as a Condition's are, and hold for seven days from its start, as
// answers do: a reason is the complaint of its day. The class of a contact that goes on now gives
// the setting when nothing else does; of several the one that began last (setting_now.h). R4, R5
// (class and reason as lists) and STU3 shapes are read.

#include "fhir/resource_reading.h"

namespace paraspinal::fhir {

ResourceReading import_encounter(const ResourcePlace& place, const RecordContext& context);

}  // namespace paraspinal::fhir
