#include "fhir/import_allergy.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "fhir/no_known.h"

namespace paraspinal::fhir {

using knowledge::AnswerValue;
using knowledge::CodedResource;
using knowledge::CodeSystem;
using knowledge::Presence;

namespace {

struct Substance {
  CodeSystem system;
  std::string_view code;
};

// Aspirin, and the whole group, which no row of the content has as a medicine that is taken. Seen
// in public examples: all but the ATC codes.
constexpr std::array group = {
    Substance{CodeSystem::rxnorm, "1191"},       // Aspirin
    Substance{CodeSystem::snomed, "255637000"},  // Salicylate (substance)
    Substance{CodeSystem::snomed, "372665008"},  // Non-steroidal anti-inflammatory agent
    Substance{CodeSystem::atc, "N02BA01"},       // Acetylsalicylic acid
    Substance{CodeSystem::atc, "B01AC06"},       // Acetylsalicylic acid
    Substance{CodeSystem::atc, "M01A"},          // Non-steroids
};

bool is_of_group(const CodedValue& coding) {
  return std::any_of(group.begin(), group.end(), [&](const Substance& substance) {
    return code_system(coding.system) == substance.system && coding.code == substance.code;
  });
}

bool is_anti_inflammatory(const std::vector<CodedValue>& codings, const RecordContext& context) {
  if (std::any_of(codings.begin(), codings.end(), is_of_group)) {
    return true;
  }
  const auto taken = context.knowledge.findings.find("nsaid_use_current");
  const ConceptMatch match = context.codes.match(CodedResource::medication, codings);
  return std::any_of(match.meanings.begin(), match.meanings.end(),
                     [&](const Meaning& meaning) { return taken == meaning.finding; });
}

// FHIR R4, allergyintolerance-verification and allergyintolerance-clinical.
std::string silent_because(ElementReader& reader, const Json& allergy) {
  const std::string_view verification =
      status_code(reader, allergy, "verificationStatus", "allergyintolerance-verification");
  if (verification == "entered-in-error") {
    return "entered in error";
  }
  if (verification == "refuted") {
    return "refuted, and others of the kind may still set off a reaction";
  }
  const std::string_view clinical =
      status_code(reader, allergy, "clinicalStatus", "allergyintolerance-clinical");
  if (clinical == "inactive" || clinical == "resolved") {
    return "history only (clinicalStatus " + std::string(clinical) + ")";
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
  if (std::string why = silent_because(reader, allergy); !why.empty()) {
    return checked(ignored(std::move(why)), reader);
  }
  const Dated when = first_dated(
      reader, allergy, {"recordedDate", "assertedDate", "lastOccurrence", "onsetDateTime"});
  Statement model = statement_of(place);
  model.where += ".code";
  model.at = when.text;
  model.when = when.moment;

  const std::vector<CodedValue> codings = codings_of_allergy(reader, allergy);
  if (const auto none = no_known(codings)) {
    return checked(reading_of(*none, model, context), reader);
  }
  ConceptMatch match = context.codes.match(CodedResource::condition, codings);
  ResourceReading reading;
  reading.statements = statements_of(match, false, model, context.knowledge);
  const auto finding = context.knowledge.findings.find("asthma_nsaid");
  if (finding && is_anti_inflammatory(codings, context)) {
    model.finding = *finding;
    model.reading = AnswerValue(Presence::present);
    model.topic = codings.front().code;
    reading.statements.push_back(model);
  }
  if (reading.statements.empty()) {
    reading.unmapped_codes = std::move(match.unmapped);
    reading.ignored_because = codings.empty() ? "it has no code" : "its code has no meaning here";
  }
  return checked(std::move(reading), reader);
}

}  // namespace paraspinal::fhir
