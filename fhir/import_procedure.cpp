#include "fhir/import_procedure.h"

#include <optional>
#include <string_view>
#include <utility>

#include "fhir/add_pregnancy_end.h"
#include "fhir/no_known.h"

namespace paraspinal::fhir {

namespace {

// FHIR R4, event-status; STU3 says `notDone`.
std::string procedure_silence(ElementReader& reader, const Json& procedure) {
  const std::string_view status = reader.text(procedure, "status");
  if (reader.truth(procedure, "notDone").value_or(false)) {
    return "it was not done";
  }
  if (status == "completed" || status == "in-progress") {
    return reader.object(procedure, "focus") == nullptr ? ""
                                                        : "about another than the patient (focus)";
  }
  return status.empty() ? "it has no status" : "its status is " + std::string(status);
}

// performed[x] of R4, occurrence[x] of R5.
Dated performed(ElementReader& reader, const Json& procedure, const std::optional<Clock>& clock) {
  Dated when = first_dated(reader, procedure, {"performedDateTime", "occurrenceDateTime"});
  for (const std::string_view name : {"performedPeriod", "occurrencePeriod"}) {
    if (!when.moment) {
      when = dated_period(reader, reader.object(procedure, name), clock);
    }
  }
  return when;
}

// A procedure on an ectopic pregnancy need not be what ended it: another of its codes may say.
std::optional<PregnancyOutcome> end_of_pregnancy(const std::vector<CodedValue>& codings,
                                                 const CodeIndex& codes) {
  for (const CodedValue& coding : codings) {
    const auto outcome = pregnancy_outcome({coding}, codes);
    if (outcome && outcome != PregnancyOutcome::ectopic) {
      return outcome;
    }
  }
  return std::nullopt;
}

}  // namespace

ResourceReading import_procedure(const ResourcePlace& place, const RecordContext& context) {
  const Json& procedure = *place.entry.resource;
  ElementReader reader(procedure, place.entry.where);
  if (std::string why = procedure_silence(reader, procedure); !why.empty()) {
    return checked(ignored(std::move(why)), reader);
  }
  const Dated when = performed(reader, procedure, context.clock);
  Statement model = statement_of(place);
  model.where += ".code";
  model.at = when.text;
  model.when = when.moment;

  const std::vector<CodedValue> codings = codings_of(reader, reader.object(procedure, "code"));
  if (const auto none = no_known(codings, context.codes)) {
    return checked(reading_of(*none, model, context), reader);
  }
  ConceptMatch match = context.codes.match(knowledge::CodedResource::procedure, codings);
  if (match.meanings.empty()) {
    match = context.codes.match(knowledge::CodedResource::condition, codings);
  }
  ResourceReading reading;
  reading.statements = statements_of(match, false, model, context.knowledge);
  const auto outcome = end_of_pregnancy(codings, context.codes);
  if (outcome && reader.text(procedure, "status") != "completed") {
    reading.ignored_because = "it is not completed: the pregnancy goes on";
  } else if (outcome) {
    add_pregnancy_end(*outcome, model, context, reading);
  } else if (reading.statements.empty()) {
    reading.unmapped_codes = std::move(match.unmapped);
    reading.ignored_because = codings.empty() ? "it has no code" : "its code has no meaning here";
    reading.ignored_because += as_called(reader, reader.object(procedure, "code"));
  }
  if (!reading.statements.empty() && is_reported(reader, procedure)) {
    reading.issues.push_back(
        {Severity::information, place.entry.where, "is reported, not seen by its author: used"});
  }
  return checked(std::move(reading), reader);
}

}  // namespace paraspinal::fhir
