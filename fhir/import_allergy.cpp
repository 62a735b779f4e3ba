#include "fhir/import_allergy.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "fhir/no_known.h"

namespace paraspinal::fhir {

using knowledge::AnswerValue;
using knowledge::CodedResource;
using knowledge::Presence;

namespace {

// What a reaction to a substance states: by the content's rows for allergens; and a reaction to any
// medicine that counts as an anti-inflammatory is one to the group.
std::vector<Meaning> reactions(const std::vector<CodedValue>& codings,
                               const RecordContext& context) {
  std::vector<Meaning> stated = context.codes.match(CodedResource::allergen, codings).meanings;
  const auto reaction = context.knowledge.findings.find("asthma_nsaid");
  const auto taken = context.knowledge.findings.find("nsaid_use_current");
  const bool known = std::any_of(stated.begin(), stated.end(), [&](const Meaning& meaning) {
    return reaction == meaning.finding;
  });
  if (!reaction || known) {
    return stated;
  }
  for (const Meaning& meaning : context.codes.match(CodedResource::medication, codings).meanings) {
    if (taken == meaning.finding) {
      stated.push_back({*reaction, meaning.coding});
    }
  }
  return stated;
}

// FHIR R4, allergyintolerance-verification and allergyintolerance-clinical.
std::string allergy_silence(ElementReader& reader, const Json& allergy) {
  const std::string verification =
      status_code(reader, allergy, "verificationStatus", "allergyintolerance-verification");
  if (verification == "entered-in-error") {
    return "entered in error";
  }
  if (verification == "refuted") {
    return "refuted, and others of the kind may still set off a reaction";
  }
  const std::string clinical =
      status_code(reader, allergy, "clinicalStatus", "allergyintolerance-clinical");
  if (clinical == "inactive" || clinical == "resolved") {
    return "history only (clinicalStatus " + clinical + ")";
  }
  return "";
}

// Its code, and the substances of its reactions.
std::vector<CodedValue> codings_of_allergy(ElementReader& reader, const Json& allergy) {
  std::vector<CodedValue> codings = codings_of(reader, reader.object(allergy, "code"));
  for (const Json& reaction : reader.objects(allergy, "reaction")) {
    const auto more = codings_of(reader, reader.object(reaction, "substance"));
    codings.insert(codings.end(), more.begin(), more.end());
  }
  return codings;
}

}  // namespace

ResourceReading import_allergy(const ResourcePlace& place, const RecordContext& context) {
  const Json& allergy = *place.entry.resource;
  ElementReader reader(allergy, place.entry.where);
  if (std::string why = allergy_silence(reader, allergy); !why.empty()) {
    return checked(ignored(std::move(why)), reader);
  }
  const Dated when = first_dated(
      reader, allergy, {"recordedDate", "assertedDate", "lastOccurrence", "onsetDateTime"});
  Statement model = statement_of(place);
  model.where += ".code";
  model.at = when.text;
  model.when = when.moment;

  const std::vector<CodedValue> codings = codings_of_allergy(reader, allergy);
  if (const auto none = no_known(codings, context.codes)) {
    return checked(reading_of(*none, model, context), reader);
  }
  ConceptMatch match = context.codes.match(CodedResource::condition, codings);
  ResourceReading reading;
  reading.statements = statements_of(match, false, model, context.knowledge);
  for (const Meaning& meaning : reactions(codings, context)) {
    model.finding = meaning.finding;
    model.reading = AnswerValue(Presence::present);
    model.topic = meaning.coding->code;
    reading.statements.push_back(model);
  }
  if (reading.statements.empty()) {
    reading.unmapped_codes = std::move(match.unmapped);
    reading.ignored_because = codings.empty() ? "it has no code" : "its code has no meaning here";
    reading.ignored_because += as_called(reader, reader.object(allergy, "code"));
    reading.cause = codings.empty() ? Cause::without_code : Cause::without_meaning;
  }
  return checked(std::move(reading), reader);
}

}  // namespace paraspinal::fhir
