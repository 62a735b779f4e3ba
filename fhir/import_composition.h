#pragma once

// FHIR R4 Composition, the first entry of a document (IPS): its sections name resources, which are
// read for themselves; a section that is empty because there is nothing to tell (`nilknown`) is
// explicit absence, as a "no known" code is.
//
//   const ResourceReading reading = import_composition({entry, 0}, context);

#include "fhir/resource_reading.h"

namespace paraspinal::fhir {

ResourceReading import_composition(const ResourcePlace& place, const RecordContext& context);

}  // namespace paraspinal::fhir
