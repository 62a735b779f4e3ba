#include "fhir/export_resource.h"

#include <algorithm>
#include <iterator>

#include "fhir/export_identity.h"
#include "fhir/export_words.h"

namespace paraspinal::fhir {
namespace {

std::string_view system_url(knowledge::CodeSystem system) {
  switch (system) {
    case knowledge::CodeSystem::snomed:
      return "http://snomed.info/sct";
    case knowledge::CodeSystem::loinc:
      return "http://loinc.org";
    case knowledge::CodeSystem::icd10cm:
      return "http://hl7.org/fhir/sid/icd-10-cm";
    case knowledge::CodeSystem::icd10pcs:
      return "http://www.cms.gov/Medicare/Coding/ICD10";
    case knowledge::CodeSystem::rxnorm:
      return "http://www.nlm.nih.gov/research/umls/rxnorm";
    case knowledge::CodeSystem::atc:
      return "http://www.whocc.no/atc";
    case knowledge::CodeSystem::ips:
      return "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips";
  }
  return {};
}

}  // namespace

std::string identity(const Answered& answered, std::string_view part) {
  return name_based_uuid(assessment_namespace, answered.fingerprint + '|' + std::string(part));
}

std::string url_of(const Answered& answered, std::string_view part) {
  return "urn:uuid:" + identity(answered, part);
}

std::string full_url(const Json& resource) {
  return "urn:uuid:" + std::string(resource.member("id")->text());
}

Json bundle_entry(Json resource) {
  std::string url = full_url(resource);
  return Json::object({{"fullUrl", words(url)}, {"resource", std::move(resource)}});
}

Json concept_of(std::string_view text) {
  return Json::object({{"text", sent_text(text)}});
}

Json coded_concept(std::string_view system, std::string_view code, std::string_view display) {
  return Json::object({{"coding", Json::array({Json::object({{"system", words(system)},
                                                             {"code", words(code)},
                                                             {"display", words(display)}})})}});
}

Json condition_concept(const knowledge::KnowledgeBase& knowledge, std::string_view id,
                       std::string_view condition_name) {
  std::vector<Json> codings;
  for (const knowledge::Coding& coding : knowledge.codings) {
    if (coding.resource == knowledge::CodedResource::exported && coding.target == id &&
        !coding.prefix) {
      Members members = {{"system", words(system_url(coding.system))},
                         {"code", words(coding.code)}};
      add_if_said(members, "display", coding.display);
      codings.push_back(Json::object(std::move(members)));
    }
  }
  Members members;
  if (!codings.empty()) {
    members.emplace_back("coding", Json::array(std::move(codings)));
  }
  members.emplace_back("text", words(condition_name));
  return Json::object(std::move(members));
}

Json reference_to(std::string_view target) {
  return Json::object({{"reference", words(target)}});
}

bool is_reference(std::string_view text) {
  const auto slash = text.find('/');
  const auto is_id_character = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.';
  };
  return slash != std::string_view::npos && slash > 0 && slash + 1 < text.size() &&
         text.size() - slash <= 65 && text[0] >= 'A' && text[0] <= 'Z' &&
         std::ranges::all_of(text.substr(0, slash), is_id_character) &&
         std::ranges::all_of(text.substr(slash + 1), is_id_character);
}

Json subject_reference(const Answered& answered) {
  const std::string& patient = answered.imported.patient;
  if (is_reference(patient) || patient.starts_with("urn:")) {
    return reference_to(patient);
  }
  const std::string& id = answered.assessment.id;
  return Json::object(
      {{"display", sent_text(id.empty() ? "Person not named in the input" : "Case " + id)}});
}

Json note_of(std::string_view text) {
  return Json::object({{"text", sent_text(text)}});
}

std::vector<Json> origins(const Answered& answered, const std::vector<std::string_view>& findings) {
  std::vector<std::string_view> named;
  for (const std::string_view finding : findings) {
    const auto& used = answered.assessment.used;
    const auto answer = std::ranges::find(used, finding, &triage::UsedAnswer::finding);
    if (answer != used.end() && is_reference(answer->origin) &&
        std::ranges::find(named, answer->origin) == named.end()) {
      named.push_back(answer->origin);
    }
  }
  std::vector<Json> references;
  std::ranges::transform(named, std::back_inserter(references), reference_to);
  return references;
}

std::vector<std::string> used_resources(const Answered& answered) {
  std::vector<std::string> used;
  for (const LedgerEntry& entry : answered.imported.ledger.entries) {
    if (entry.fate == Fate::used && is_reference(entry.resource) &&
        std::ranges::find(used, entry.resource) == used.end()) {
      used.push_back(entry.resource);
    }
  }
  return used;
}

void add_if_said(Members& members, std::string name, std::string_view text) {
  if (!text.empty()) {
    members.emplace_back(std::move(name), sent_text(text));
  }
}

void add_if_any(Members& members, std::string name, std::vector<Json> items) {
  if (!items.empty()) {
    members.emplace_back(std::move(name), Json::array(std::move(items)));
  }
}

}  // namespace paraspinal::fhir
