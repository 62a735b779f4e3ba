#include "fhir/cds_hooks_slot.h"

#include <chrono>

#include "fhir/primitives.h"

namespace paraspinal::fhir {

using knowledge::Urgency;

namespace {

// True when a participant is the patient, or none is a patient at all.
bool concerns(const Json& appointment, const std::string& patient) {
  const Json* const participants = appointment.member("participant");
  bool named = false;
  bool same = false;
  if (participants != nullptr) {
    for (const Json& participant : participants->items()) {
      const Json* const actor = participant.member("actor");
      const std::string_view reference =
          actor == nullptr ? std::string_view() : text_member(*actor, "reference");
      named = named || reference.find("Patient/") != std::string_view::npos;
      same = same || reference.ends_with("Patient/" + patient);
    }
  }
  return same || !named;
}

}  // namespace

std::optional<double> hours_allowed(Urgency urgency) {
  switch (urgency) {
    case Urgency::self_care:
      return std::nullopt;
    case Urgency::within_2_weeks:
      return 14 * 24;
    case Urgency::within_3_days:
      return 3 * 24;
    case Urgency::same_day:
      return 24;
    case Urgency::urgent_care:
      return 4;
    case Urgency::emergency_department:
      return 1;
    case Urgency::ambulance:
      return 0;
  }
  return std::nullopt;
}

std::optional<Slot> earliest_slot(const CdsRequest& request, const std::string& now) {
  const std::optional<Moment> today = moment_from(now);
  const Json* const entries = request.appointments->member("entry");
  std::optional<Slot> found;
  if (entries == nullptr || !today) {
    return found;
  }
  for (const Json& entry : entries->items()) {
    const Json* const appointment = entry.member("resource");
    if (appointment == nullptr || text_member(*appointment, "resourceType") != "Appointment" ||
        !concerns(*appointment, request.patient)) {
      continue;
    }
    const std::string_view start = text_member(*appointment, "start");
    const std::optional<Moment> moment = moment_from(start);
    if (!moment) {
      continue;
    }
    const double from_now =
        std::chrono::duration<double, std::ratio<3600>>(moment->first - today->first).count();
    constexpr double surely_past = -24;  // whatever the zone of a start that names none
    if (from_now > surely_past && (!found || from_now < found->hours)) {
      found = Slot{start, from_now};
    }
  }
  return found;
}

}  // namespace paraspinal::fhir
