#include "fhir/cds_hooks_slot.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

#include "fhir/element.h"
#include "fhir/primitives.h"

namespace paraspinal::fhir {

using knowledge::Urgency;

namespace {

// True when a participant is the patient, or none is a patient at all.
bool is_appointment_of(const Json& appointment, const std::string& patient) {
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

bool is_off(const Json& appointment) {
  constexpr std::array<std::string_view, 3> off = {"cancelled", "noshow", "entered-in-error"};
  return std::ranges::find(off, text_member(appointment, "status")) != off.end();
}

// The appointments of a request that are this patient's.
std::vector<const Json*> appointments_of(const CdsRequest& request) {
  const Json* const entries = request.appointments->member("entry");
  std::vector<const Json*> found;
  for (std::size_t i = 0; entries != nullptr && i < entries->items().size(); ++i) {
    const Json* const appointment = entries->items()[i].member("resource");
    if (appointment != nullptr && text_member(*appointment, "resourceType") == "Appointment" &&
        is_appointment_of(*appointment, request.patient)) {
      found.push_back(appointment);
    }
  }
  return found;
}

// By when the person will be seen, as far as the appointment says so.
std::string_view time_of(const Json& appointment) {
  if (const std::string_view start = text_member(appointment, "start"); !start.empty()) {
    return start;
  }
  const Json* const periods = appointment.member("requestedPeriod");
  if (periods == nullptr || periods->items().empty()) {
    return {};
  }
  const Json& period = periods->items().front();
  const std::string_view end = text_member(period, "end");
  return end.empty() ? text_member(period, "start") : end;
}

}  // namespace

bool is_booked(const CdsRequest& request) {
  return !appointments_of(request).empty();
}

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
  std::optional<Slot> found;
  for (const Json* const appointment : appointments_of(request)) {
    const std::string_view start = time_of(*appointment);
    const std::optional<Moment> moment = moment_from(start);
    if (!today || !moment || is_off(*appointment)) {
      continue;
    }
    const double from_now =
        std::chrono::duration<double, std::ratio<3600>>(moment->first - today->first).count();
    const bool exact = moment->zone_known && moment->end - moment->first < std::chrono::hours(24);
    const double surely_past = exact ? -1 : -24;
    if (from_now > surely_past && (!found || from_now < found->hours)) {
      found = Slot{start, from_now};
    }
  }
  return found;
}

}  // namespace paraspinal::fhir
