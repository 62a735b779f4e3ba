// The entry points are device and provenance. FHIR R4, Device and Provenance.

#include "fhir/export_provenance.h"

#include <utility>

#include "fhir/export_date.h"
#include "fhir/export_identity.h"
#include "fhir/export_words.h"
#include "knowledge/base/sha256.h"

namespace paraspinal::fhir {
namespace {

constexpr std::string_view software_version = PARASPINAL_VERSION;

std::string device_id(const triage::Assessment& assessment) {
  return name_based_uuid(assessment_namespace, "device|" + std::string(software_version) + '|' +
                                                   std::string(assessment.knowledge_version) + '|' +
                                                   std::string(assessment.knowledge_hash));
}

Json version_of(std::string_view what, std::string_view value) {
  return Json::object({{"type", concept_of(what)}, {"value", sent_text(value)}});
}

// A thing by what identifies it: no url at which it could be read.
Json named_source(std::string_view kind, std::string_view value, std::string_view display) {
  Members members;
  if (!value.empty()) {
    members.emplace_back("identifier",
                         Json::object({{"type", concept_of(kind)}, {"value", sent_text(value)}}));
  }
  members.emplace_back("display", sent_text(display));
  return Json::object({{"role", words("source")}, {"what", Json::object(std::move(members))}});
}

Json entities(const Answered& answered) {
  const triage::Assessment& assessment = answered.assessment;
  const std::string_view input = answered.options.input;
  const std::string hash = input.empty() ? "" : knowledge::sha256(input);
  return Json::array(
      {named_source("SHA-256 of the input as received", hash,
                    "The input" + (assessment.id.empty() ? "" : ", case " + assessment.id)),
       named_source("SHA-256 of the knowledge content", assessment.knowledge_hash,
                    "Paraspinal knowledge " + std::string(assessment.knowledge_version))});
}

Json device_agent(const Answered& answered) {
  return Json::object(
      {{"type", coded_concept("http://terminology.hl7.org/CodeSystem/provenance-participant-type",
                              "assembler", "Assembler")},
       {"who", reference_to(device_url(answered))}});
}

// Provenance.recorded is required, also where no clock was given.
Json::Member recorded_member(const Answered& answered) {
  if (const auto when = recorded(answered)) {
    return {"recorded", words(*when)};
  }
  return {"_recorded",
          Json::object(
              {{"extension",
                Json::array({Json::object(
                    {{"url", words("http://hl7.org/fhir/StructureDefinition/data-absent-reason")},
                     {"valueCode", words("unknown")}})})}})};
}

}  // namespace

std::string device_url(const Answered& answered) {
  return "urn:uuid:" + device_id(answered.assessment);
}

Json device(const Answered& answered) {
  const triage::Assessment& assessment = answered.assessment;
  std::vector<Json> versions = {version_of("software", software_version)};
  if (!assessment.knowledge_version.empty()) {
    versions.push_back(version_of("knowledge", assessment.knowledge_version));
  }
  if (!assessment.knowledge_hash.empty()) {
    versions.push_back(version_of("SHA-256 of the knowledge content", assessment.knowledge_hash));
  }
  return Json::object({{"resourceType", words("Device")},
                       {"id", words(device_id(assessment))},
                       {"status", words("active")},
                       {"deviceName", Json::array({Json::object({{"name", words("Paraspinal")},
                                                                 {"type", words("model-name")}})})},
                       {"type", concept_of("Clinical decision support software")},
                       {"version", Json::array(std::move(versions))},
                       {"note", Json::array({note_of("Not an approved medical device.")})}});
}

std::optional<std::string> recorded(const Answered& answered) {
  const auto named = instant(answered.options.recorded);
  return named ? named : instant(answered.assessment.as_of);
}

Json provenance(const Answered& answered, const std::vector<std::string>& targets) {
  Members members = {{"resourceType", words("Provenance")},
                     {"id", words(identity(answered, "provenance"))}};
  std::vector<Json> references;
  for (const std::string& target : targets) {
    references.push_back(reference_to(target));
  }
  add_if_any(members, "target", std::move(references));
  if (const auto judged = date_time(answered.assessment.as_of)) {
    members.emplace_back("occurredDateTime", words(*judged));
  }
  members.push_back(recorded_member(answered));
  members.emplace_back(
      "activity",
      coded_concept("http://terminology.hl7.org/CodeSystem/v3-DataOperation", "CREATE", "create"));
  members.emplace_back("agent", Json::array({device_agent(answered)}));
  members.emplace_back("entity", entities(answered));
  return Json::object(std::move(members));
}

}  // namespace paraspinal::fhir
