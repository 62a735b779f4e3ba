#pragma once

// FHIR R4 FamilyMemberHistory: what runs in the family. It is never the person's own; only what the
// content asks of the family is stated, and only of parents, children, brothers and sisters.
//
//   const ResourceReading reading = import_family_history({entry, 6}, context);

#include "fhir/resource_reading.h"

namespace paraspinal::fhir {

// The findings that stand for the family's own: a relative's `known_aaa` is the person's
// `family_aaa`, a relative's `ankylosing_spondylitis_known` their `spa_features`. Completed and
// partial histories count.
ResourceReading import_family_history(const ResourcePlace& place, const RecordContext& context);

}  // namespace paraspinal::fhir
