#include "fhir/import_encounter.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace paraspinal::fhir {

using knowledge::Setting;

namespace {

// source: expert judgement, as for answers
constexpr double reasons_hold_days = 7;
constexpr double settings_hold_days = 7;

// FHIR R4 and R5, encounter-status: it goes on now.
bool goes_on(std::string_view status) {
  constexpr std::array<std::string_view, 5> now = {"in-progress", "arrived", "triaged", "onleave",
                                                   "on-hold"};
  return std::find(now.begin(), now.end(), status) != now.end();
}

std::string encounter_silence(std::string_view status) {
  constexpr std::array<std::string_view, 3> over = {"finished", "completed", "discharged"};
  if (goes_on(status) || std::find(over.begin(), over.end(), status) != over.end()) {
    return "";
  }
  return status.empty() ? "it has no status" : "its status is " + std::string(status);
}

// R4: reasonCode; STU3: reason, each a CodeableConcept; R5: reason.value, each a CodeableReference.
std::vector<CodedValue> reason_codings(ElementReader& reader, const Json& encounter) {
  std::vector<CodedValue> codings;
  for (const Json& reason : reader.objects(encounter, "reasonCode")) {
    append_codings(codings, codings_of(reader, &reason));
  }
  for (const Json& reason : reader.objects(encounter, "reason")) {
    append_codings(codings, codings_of(reader, &reason));
    for (const Json& value : reader.objects(reason, "value")) {
      append_codings(codings, codings_of(reader, reader.object(value, "concept")));
    }
  }
  return codings;
}

// HL7 v3, ActCode: the classes that are one of our settings. Inside a hospital what an emergency
// department does can be done.
std::optional<Setting> setting_of_class(std::string_view code) {
  if (code == "EMER" || code == "IMP" || code == "ACUTE") {
    return Setting::emergency_department;
  }
  if (code == "AMB") {
    return Setting::primary_care;
  }
  return code == "VR" ? std::optional<Setting>(Setting::telephone) : std::nullopt;
}

// R4 and STU3: one Coding; R5: a list of CodeableConcepts.
std::optional<Setting> setting(ElementReader& reader, const Json& encounter) {
  const Json* const kind = encounter.member("class");
  if (kind == nullptr) {
    return std::nullopt;
  }
  if (kind->is_object()) {
    return setting_of_class(reader.text(*kind, "code"));
  }
  for (const Json& each : reader.objects(encounter, "class")) {
    for (const CodedValue& coding : codings_of(reader, &each)) {
      if (const auto found = setting_of_class(coding.code)) {
        return found;
      }
    }
  }
  return std::nullopt;
}

// Its start or end, by name.
Dated of_period(ElementReader& reader, const Json& encounter, std::string_view which) {
  for (const std::string_view name : {"actualPeriod", "period"}) {
    if (const Json* const period = reader.object(encounter, name)) {
      return dated(reader, *period, which);
    }
  }
  return {};
}

// Records keep contacts in progress for years: only one that began in the last days is going on.
bool has_just_begun(const Dated& start, const std::optional<Clock>& clock) {
  return clock && start.moment && order(*start.moment, clock->moment) != Order::after &&
         days_between(*start.moment, clock->moment) <= settings_hold_days;
}

}  // namespace

ResourceReading import_encounter(const ResourcePlace& place, const RecordContext& context) {
  const Json& encounter = *place.entry.resource;
  ElementReader reader(encounter, place.entry.where);
  const std::string_view status = reader.text(encounter, "status");
  if (std::string why = encounter_silence(status); !why.empty()) {
    return checked(ignored(std::move(why)), reader);
  }
  const Dated start = of_period(reader, encounter, "start");
  const bool now = goes_on(status) && !is_over(of_period(reader, encounter, "end"), context.clock);
  Statement model = statement_of(place);
  model.where += ".reason";
  model.at = start.text;
  model.when = start.moment;

  ConceptMatch match =
      context.codes.match(knowledge::CodedResource::condition, reason_codings(reader, encounter));
  ResourceReading reading;
  reading.statements = statements_of(match, false, model, context.knowledge);
  for (Statement& statement : reading.statements) {
    statement.within_days =
        std::min(statement.within_days.value_or(reasons_hold_days), reasons_hold_days);
    if (now && !start.moment) {
      statement.within_days.reset();
    }
  }
  reading.unmapped_codes = std::move(match.unmapped);
  if (now && has_just_begun(start, context.clock)) {
    if (const auto found = setting(reader, encounter)) {
      reading.setting = {*found, *start.moment, place.entry.where + ".class"};
    }
  }
  if (reading.statements.empty()) {
    reading.ignored_because = "its reasons state no finding";
  }
  return checked(std::move(reading), reader);
}

}  // namespace paraspinal::fhir
