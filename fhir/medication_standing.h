#pragma once

// What a medication resource says of the taking, by its type, status and dates.
//
//   const MedicationStanding standing = medication_standing(reader, type, resource, clock);
//   if (!standing.silent_because.empty()) return ignored(standing.silent_because);
//
// Active orders and statements are present; `doNotPerform` and not-taken are absent; drafts, plans,
// and what is stopped or cancelled say nothing. A completed course counts only while its code's own
// time window lasts; what was handed out for as long as it lasts, what was given for two days.
// Systems leave orders "active" for years: one is believed while its repeats or its validity last,
// and 400 days in any case.

#include <optional>
#include <string>
#include <string_view>

#include "fhir/clock.h"
#include "fhir/element.h"
#include "fhir/json.h"
#include "fhir/resource_reading.h"
#include "fhir/statement.h"

namespace paraspinal::fhir {

struct MedicationStanding {
  bool denied = false;                // told not to take it, or not taking it
  bool completed = false;             // a course that has ended
  std::string silent_because;         // why it says nothing; empty when it says something
  std::string mark;                   // what the sender should know of its use
  std::string supply_mark;            // and of how long what was handed out lasts
  std::optional<double> within_days;  // older than this it says nothing
  // Of an order: older than this it is out of date, though it is "active".
  std::optional<double> believed_days;
  Basis basis = Basis::supply;
  Dated when;
};

// `type` is one of the four that import_medication reads.
MedicationStanding medication_standing(ElementReader& reader, std::string_view type,
                                       const Json& resource, const std::optional<Clock>& clock);

}  // namespace paraspinal::fhir
