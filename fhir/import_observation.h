#pragma once

// FHIR R4 Observation: a measurement or a finding, with its components, to the findings its codes
// state.
//
//   const ResourceReading reading = import_observation({entry, 7}, context);
//
// Final, amended, corrected and (with a mark) preliminary observations count; a value without a
// unit does not, and a bound ("< 5") only for what it decides (bound.h).

#include "fhir/resource_reading.h"

namespace paraspinal::fhir {

ResourceReading import_observation(const ResourcePlace& place, const RecordContext& context);

}  // namespace paraspinal::fhir
