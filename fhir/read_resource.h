#pragma once

// Which import reads a resource, by its type: the one list of the types that are read.
//
//   if (is_read(entry.type)) reading = read_resource({entry, 3}, context);

#include <string_view>

#include "fhir/resource_reading.h"

namespace paraspinal::fhir {

// True for the types that state findings of a person. Patient and Medication are read by others.
bool is_read(std::string_view type);

// Requires is_read(place.entry.type).
ResourceReading read_resource(const ResourcePlace& place, const RecordContext& context);

}  // namespace paraspinal::fhir
