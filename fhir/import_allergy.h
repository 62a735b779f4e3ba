#pragma once

// FHIR R4 AllergyIntolerance: what the person reacts to, to the findings that say so.
//
//   const ResourceReading reading = import_allergy({entry, 5}, context);
//
// An active allergy or intolerance to an anti-inflammatory or to aspirin is `asthma_nsaid`; a code
// of the condition tables counts as in a Condition. Refuted, over and entered in error say nothing,
// as other drugs of the kind may still be reacted to. "No known allergy" is absence (no_known.h).

#include "fhir/resource_reading.h"

namespace paraspinal::fhir {

ResourceReading import_allergy(const ResourcePlace& place, const RecordContext& context);

}  // namespace paraspinal::fhir
