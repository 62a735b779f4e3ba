#include "fhir/import_condition.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace paraspinal::fhir {

namespace {

// R4 sends a CodeableConcept, STU3 a plain code.
std::string_view status_code(ElementReader& reader, const Json& condition, std::string_view name) {
  const Json* const status = condition.member(name);
  if (status == nullptr || status->is_string()) {
    return reader.text(condition, name);
  }
  const std::vector<CodedValue> codings = codings_of(reader, reader.object(condition, name));
  return codings.empty() ? std::string_view() : codings.front().code;
}

// FHIR R4, condition-ver-status: why it says nothing; empty when it does.
std::string unverified(std::string_view verification) {
  constexpr std::array<std::string_view, 3> sure = {"", "confirmed", "refuted"};
  if (std::find(sure.begin(), sure.end(), verification) != sure.end()) {
    return "";
  }
  return verification == "entered-in-error"
             ? "entered in error"
             : "only suspected (verificationStatus " + std::string(verification) + ")";
}

// FHIR R4, condition-clinical: why it is not a problem now; empty when it is.
std::string not_active(std::string_view clinical) {
  constexpr std::array<std::string_view, 4> active = {"", "active", "recurrence", "relapse"};
  const bool is_active = std::find(active.begin(), active.end(), clinical) != active.end();
  return is_active ? "" : "history only (clinicalStatus " + std::string(clinical) + ")";
}

// Condition.abatement[x] in the past wins over a stale "active".
bool has_abated(ElementReader& reader, const Json& condition, const std::optional<Clock>& clock) {
  const Dated ended = dated(reader, condition, "abatementDateTime");
  if (ended.moment) {
    return !clock || order(clock->moment, *ended.moment) != Order::before;
  }
  const Json* const period = reader.object(condition, "abatementPeriod");
  return period != nullptr || reader.truth(condition, "abatementBoolean").value_or(false) ||
         reader.object(condition, "abatementAge") != nullptr ||
         reader.object(condition, "abatementRange") != nullptr ||
         !reader.text(condition, "abatementString").empty();
}

bool is_of_family(ElementReader& reader, const Json& condition) {
  constexpr std::string_view snomed_family_history = "416471007";
  for (const Json& category : reader.objects(condition, "category")) {
    for (const CodedValue& coding : codings_of(reader, &category)) {
      if (coding.code == "family-history" || coding.code == snomed_family_history) {
        return true;
      }
    }
  }
  return false;
}

// Why the condition says nothing of the person now; empty when it does.
std::string silent_because(ElementReader& reader, const Json& condition,
                           std::string_view verification, const std::optional<Clock>& clock) {
  if (std::string why = unverified(verification); !why.empty()) {
    return why;
  }
  if (is_of_family(reader, condition)) {
    return "family history, not the person's own";
  }
  if (verification == "refuted") {
    return "";
  }
  if (has_abated(reader, condition, clock)) {
    return "over (abatement)";
  }
  return not_active(status_code(reader, condition, "clinicalStatus"));
}

}  // namespace

ResourceReading import_condition(const ResourcePlace& place, const RecordContext& context) {
  const Json& condition = *place.entry.resource;
  ElementReader reader(condition, place.entry.where);
  const std::string_view verification = status_code(reader, condition, "verificationStatus");
  if (std::string why = silent_because(reader, condition, verification, context.clock);
      !why.empty()) {
    return checked(ignored(std::move(why)), reader);
  }
  Dated onset = dated(reader, condition, "onsetDateTime");
  if (const Json* const period = reader.object(condition, "onsetPeriod"); !onset.moment && period) {
    onset = dated(reader, *period, "start");
  }
  const Dated recorded = first_dated(reader, condition, {"recordedDate", "assertedDate"});

  Statement model = statement_of(place);
  model.where += ".code";
  model.at = recorded.moment ? recorded.text : onset.text;
  model.when = recorded.moment ? recorded.moment : onset.moment;
  model.began = onset.moment;

  const std::vector<CodedValue> codings = codings_of(reader, reader.object(condition, "code"));
  ConceptMatch match = context.codes.match(knowledge::CodedResource::condition, codings);
  ResourceReading reading;
  reading.statements = statements_of(match, verification == "refuted", model, context.knowledge);
  reading.unmapped_codes = std::move(match.unmapped);
  if (reading.statements.empty()) {
    reading.ignored_because = codings.empty() ? "it has no code" : "its code has no meaning here";
  } else if (status_code(reader, condition, "clinicalStatus").empty() &&
             verification != "refuted") {
    reading.issues.push_back({Severity::information, place.entry.where + ".clinicalStatus",
                              "is missing: the condition is taken as active"});
  }
  return checked(std::move(reading), reader);
}

}  // namespace paraspinal::fhir
