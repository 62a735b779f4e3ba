#include "fhir/import_medication.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <utility>

namespace paraspinal::fhir {

namespace {

// How a medication resource stands: what it says of the taking, or why it says nothing.
struct Standing {
  bool denied = false;     // told not to take it, or not taking it
  bool completed = false;  // a course that has ended
  std::string silent_because;
  std::string mark;  // what the sender should know of its use
};

Standing silent(std::string why) {
  return {false, false, std::move(why), ""};
}

// FHIR R4, medicationrequest-status and medicationrequest-intent.
Standing standing_of_request(ElementReader& reader, const Json& request) {
  constexpr std::array<std::string_view, 5> orders = {"order", "original-order", "reflex-order",
                                                      "filler-order", "instance-order"};
  const std::string_view status = reader.text(request, "status");
  const std::string_view intent = reader.text(request, "intent");
  const bool told_not_to = reader.truth(request, "doNotPerform").value_or(false);
  if (std::find(orders.begin(), orders.end(), intent) == orders.end()) {
    return silent(intent.empty() ? "it has no intent" : "its intent is " + std::string(intent));
  }
  if (status == "active") {
    return {told_not_to, false, "", ""};
  }
  if (status == "on-hold" && !told_not_to) {
    return {false, false, "", "is \"on-hold\": taken as still in use"};
  }
  if (status == "completed" && !told_not_to) {
    return {false, true, "", ""};
  }
  return silent(status.empty() ? "it has no status" : "its status is " + std::string(status));
}

// FHIR R4, medication-statement-status; R5 sends `recorded` with `adherence`.
Standing standing_of_statement(ElementReader& reader, const Json& statement) {
  const std::string_view status = reader.text(statement, "status");
  if (status == "active") {
    return {};
  }
  if (status == "not-taken") {
    return {true, false, "", ""};
  }
  if (status == "unknown") {
    return {false, false, "", "is \"unknown\": taken as in use"};
  }
  if (status == "completed") {
    return {false, true, "", ""};
  }
  if (status == "recorded") {
    const Json* const adherence = reader.object(statement, "adherence");
    const auto codings =
        codings_of(reader, adherence == nullptr ? nullptr : reader.object(*adherence, "code"));
    const bool not_taking = !codings.empty() && codings.front().code.starts_with("not-taking");
    return {not_taking, false, "", ""};
  }
  return silent(status.empty() ? "it has no status" : "its status is " + std::string(status));
}

// The codes of a Medication: its own, else its ingredients'.
std::vector<CodedValue> codings_of_medication(ElementReader& reader, const Json& medication) {
  std::vector<CodedValue> codings = codings_of(reader, reader.object(medication, "code"));
  if (!codings.empty()) {
    return codings;
  }
  for (const Json& ingredient : reader.objects(medication, "ingredient")) {
    const std::vector<CodedValue> more =
        codings_of(reader, reader.object(ingredient, "itemCodeableConcept"));
    codings.insert(codings.end(), more.begin(), more.end());
  }
  return codings;
}

// medication[x]; R5 holds the same two in `medication`.
std::vector<CodedValue> medication_codings(ElementReader& reader, const ResourcePlace& place,
                                           const References& references) {
  const Json& resource = *place.entry.resource;
  const Json* codeable = reader.object(resource, "medicationCodeableConcept");
  const Json* reference = reader.object(resource, "medicationReference");
  if (const Json* const either = reader.object(resource, "medication")) {
    codeable = reader.object(*either, "concept");
    reference = reader.object(*either, "reference");
  }
  if (codeable != nullptr || reference == nullptr) {
    return codings_of(reader, codeable);
  }
  const Json* const medication = references.resolve(*reference, resource, place.entry.full_url);
  return medication == nullptr ? std::vector<CodedValue>()
                               : codings_of_medication(reader, *medication);
}

// A completed course says nothing unless its code has a window in which it still matters.
void quiet_completed(std::vector<Statement>& statements) {
  for (Statement& statement : statements) {
    if (!statement.within_days) {
      statement.reading = Silent{"completed"};
    }
  }
}

Dated date_of(ElementReader& reader, const Json& resource, bool is_request) {
  if (is_request) {
    return dated(reader, resource, "authoredOn");
  }
  const Dated when = first_dated(reader, resource, {"effectiveDateTime", "dateAsserted"});
  return when.moment ? when : dated_period(reader, reader.object(resource, "effectivePeriod"));
}

}  // namespace

ResourceReading import_medication(const ResourcePlace& place, const RecordContext& context) {
  const Json& resource = *place.entry.resource;
  const bool is_request = place.entry.type == "MedicationRequest";
  ElementReader reader(resource, place.entry.where);
  Standing standing =
      is_request ? standing_of_request(reader, resource) : standing_of_statement(reader, resource);
  if (!standing.silent_because.empty()) {
    return checked(ignored(std::move(standing.silent_because)), reader);
  }
  const Dated when = date_of(reader, resource, is_request);
  Statement model = statement_of(place);
  model.where += ".medication";
  model.at = when.text;
  model.when = when.moment;

  const std::vector<CodedValue> codings = medication_codings(reader, place, context.references);
  ConceptMatch match = context.codes.match(knowledge::CodedResource::medication, codings);
  ResourceReading reading;
  reading.statements = statements_of(match, standing.denied, model, context.knowledge);
  reading.unmapped_codes = std::move(match.unmapped);
  if (standing.completed) {
    quiet_completed(reading.statements);
  }
  if (reading.statements.empty()) {
    reading.ignored_because =
        codings.empty() ? "its medication has no code here" : "its medication has no meaning here";
  } else if (!standing.mark.empty()) {
    reading.issues.push_back({Severity::information, place.entry.where + ".status", standing.mark});
  }
  return checked(std::move(reading), reader);
}

}  // namespace paraspinal::fhir
