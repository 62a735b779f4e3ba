#pragma once

// What a Condition says of the person by its statuses and dates, whatever it is coded as: FHIR R4;
// STU3 writes its statuses as plain codes.
//
//   const ConditionStanding standing = condition_standing(reader, condition, clock);
//   if (!standing.silent_because.empty()) return ignored(standing.silent_because);
//   if (!standing.past_because.empty()) ...                 // over: only what asks of the past
//
// Not for: whether it counts at all (about whom it is, a modifier); see import_entries.h.

#include <optional>
#include <string>

#include "fhir/clock.h"
#include "fhir/element.h"
#include "fhir/json.h"
#include "fhir/resource_reading.h"

namespace paraspinal::fhir {

struct ConditionStanding {
  std::string silent_because;   // entered in error, of the family; empty when it says something
  bool suspected = false;       // provisional, differential, unconfirmed
  std::string verification;     // the code of its status, as sent
  bool denied = false;          // refuted
  bool without_status = false;  // no clinicalStatus: taken as active
  std::string past_because;     // abated or not active; empty when it is now, or denied
  Dated onset;                  // when it began
  Dated recorded;               // when it was written down
  Dated abated;                 // when it ended, by a date; may be to come
};

ConditionStanding condition_standing(ElementReader& reader, const Json& condition,
                                     const std::optional<Clock>& clock);

// Days from the newest of the dates at which it began or was recorded (the end of a partial one) to
// now; nothing when it has none.
std::optional<double> days_since_news(const ConditionStanding& standing, const Clock& clock);

}  // namespace paraspinal::fhir
