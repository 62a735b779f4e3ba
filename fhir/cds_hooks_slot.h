#pragma once

// The earliest of the appointments that are about to be booked, and how long an urgency can wait.
//
//   const std::optional<Slot> slot = earliest_slot(request, now);
//   if (slot && slot->hours > hours_allowed(urgency)) ...

#include <optional>
#include <string>
#include <string_view>

#include "fhir/cds_hooks_request.h"
#include "knowledge/base/urgency.h"

namespace paraspinal::fhir {

struct Slot {
  std::string_view start;  // as written
  double hours = 0;        // from now; negative when it has begun
};

// Hours within which this urgency wants the person seen; nothing for self-care.
std::optional<double> hours_allowed(knowledge::Urgency urgency);

// True when there is an appointment of this patient's, or nobody's by name.
bool is_booked(const CdsRequest& request);

// Of those appointments, except cancelled ones, that have a start (else the end of a requested
// period, else its start) not more than an hour past; nothing without any.
std::optional<Slot> earliest_slot(const CdsRequest& request, const std::string& now);

}  // namespace paraspinal::fhir
