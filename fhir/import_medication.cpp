#include "fhir/import_medication.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "fhir/medication_standing.h"
#include "fhir/no_known.h"
#include "fhir/reading.h"

namespace paraspinal::fhir {

using knowledge::FindingId;

namespace {

std::string whole(double days) {
  return std::to_string(static_cast<long>(days));
}

// What is taken: the codes that say it, and how the record calls it (as_called).
struct TakenDrug {
  std::vector<CodedValue> codings;
  std::string called;
};

// The codes of a Medication: its own, and its ingredients'. R5 has the item as a
// CodeableReference; a reference of an ingredient is not followed.
std::vector<CodedValue> codings_of_medication(ElementReader& reader, const Json& medication) {
  if (reader.text(medication, "status") == "entered-in-error") {
    return {};
  }
  std::vector<CodedValue> codings = codings_of(reader, reader.object(medication, "code"));
  for (const Json& ingredient : reader.objects(medication, "ingredient")) {
    append_codings(codings, codings_of(reader, reader.object(ingredient, "itemCodeableConcept")));
    if (const Json* const item = reader.object(ingredient, "item")) {
      append_codings(codings, codings_of(reader, reader.object(*item, "concept")));
    }
  }
  return codings;
}

// medication[x]; R5 holds the same two in `medication`.
TakenDrug taken_in(ElementReader& reader, const ResourcePlace& place,
                   const References& references) {
  const Json& resource = *place.entry.resource;
  const Json* codeable = reader.object(resource, "medicationCodeableConcept");
  const Json* reference = reader.object(resource, "medicationReference");
  if (const Json* const either = reader.object(resource, "medication")) {
    codeable = reader.object(*either, "concept");
    reference = reader.object(*either, "reference");
  }
  if (codeable != nullptr || reference == nullptr) {
    return {codings_of(reader, codeable), as_called(reader, codeable)};
  }
  const Json* const medication = references.resolve(*reference, resource, place.entry.full_url);
  TakenDrug taken;
  if (medication != nullptr) {
    taken.codings = codings_of_medication(reader, *medication);
    taken.called = as_called(reader, reader.object(*medication, "code"));
  }
  const std::string_view display = reader.text(*reference, "display");
  if (taken.called.empty() && !display.empty()) {
    taken.called = ": " + quoted_name(display);
  }
  return taken;
}

// The window of each statement: that of its code, else the one its standing gives. A completed
// course without either says nothing.
void set_windows(const MedicationStanding& standing, std::vector<Statement>& statements) {
  for (Statement& statement : statements) {
    if (!statement.within_days) {
      statement.within_days = standing.within_days;
    }
    if (standing.completed && !statement.within_days) {
      statement.reading = Silent{"completed"};
    }
  }
}

// A red-flag rule can come true by it, so that missing it is the more dangerous side.
bool raises_a_red_flag(FindingId finding, const knowledge::KnowledgeBase& knowledge) {
  return std::any_of(knowledge.red_flags.begin(), knowledge.red_flags.end(), [&](const auto& flag) {
    const std::vector<FindingId>& affirmed = flag.rule.affirmed();
    return std::find(affirmed.begin(), affirmed.end(), finding) != affirmed.end();
  });
}

// An order that is out of date says nothing, so that its finding is asked; but a medicine that
// raises a red flag is taken as in use, and told.
void doubt_old_orders(const MedicationStanding& standing, const RecordContext& context,
                      std::vector<Statement>& statements, std::vector<Issue>& issues) {
  if (!standing.believed_days || !context.clock || !standing.when.moment) {
    return;
  }
  const double age = days_between(*standing.when.moment, context.clock->moment);
  for (Statement& statement : statements) {
    if (statement.within_days || age <= *standing.believed_days) {
      continue;
    }
    if (standing.denied || !raises_a_red_flag(statement.finding, context.knowledge)) {
      statement.within_days = standing.believed_days;
      continue;
    }
    issues.push_back({Severity::warning, statement.where,
                      "is an order of " + statement.at + ", " + whole(age) +
                          " days old and not known to last: " +
                          context.knowledge.findings[statement.finding].id +
                          " is taken as present all the same, as missing it would be worse; ask"});
  }
}

void add_marks(const MedicationStanding& standing, ElementReader& reader, const Json& resource,
               const std::string& where, std::vector<Issue>& issues) {
  if (!standing.mark.empty()) {
    issues.push_back({Severity::information, where + ".status", standing.mark});
  }
  if (!standing.supply_mark.empty()) {
    issues.push_back({Severity::warning, where + ".daysSupply", standing.supply_mark});
  }
  if (is_reported(reader, resource)) {
    issues.push_back({Severity::information, where + ".reported",
                      "is someone else's word, not an order seen: used"});
  }
}

}  // namespace

ResourceReading import_medication(const ResourcePlace& place, const RecordContext& context) {
  const Json& resource = *place.entry.resource;
  ElementReader reader(resource, place.entry.where);
  MedicationStanding standing =
      medication_standing(reader, place.entry.type, resource, context.clock);
  if (!standing.silent_because.empty()) {
    return checked(ignored(std::move(standing.silent_because)), reader);
  }
  Statement model = statement_of(place);
  model.where += ".medication";
  model.at = standing.when.text;
  model.when = standing.when.moment;
  model.basis = standing.basis;

  const TakenDrug taken = taken_in(reader, place, context.references);
  const std::vector<CodedValue>& codings = taken.codings;
  if (const auto none = no_known(codings, context.codes)) {
    return checked(reading_of(*none, model, context), reader);
  }
  ConceptMatch match = context.codes.match(knowledge::CodedResource::medication, codings);
  ResourceReading reading;
  reading.statements = statements_of(match, standing.denied, model, context.knowledge);
  reading.unmapped_codes = std::move(match.unmapped);
  set_windows(standing, reading.statements);
  doubt_old_orders(standing, context, reading.statements, reading.issues);
  if (reading.statements.empty()) {
    reading.ignored_because = (codings.empty() ? "its medication has no code here"
                                               : "its medication has no meaning here") +
                              taken.called;
    reading.cause = codings.empty() ? Cause::without_code : Cause::without_meaning;
  } else {
    add_marks(standing, reader, resource, place.entry.where, reading.issues);
  }
  return checked(std::move(reading), reader);
}

}  // namespace paraspinal::fhir
