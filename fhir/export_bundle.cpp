// The entry point is export_bundle. FHIR R4 4.0.1, Bundle of type collection.

#include "fhir/export.h"
#include "fhir/export_clinical_impression.h"
#include "fhir/export_disposition.h"
#include "fhir/export_identity.h"
#include "fhir/export_provenance.h"
#include "fhir/export_resource.h"
#include "fhir/export_words.h"

namespace paraspinal::fhir {
namespace {

// What is told of the person, in reading order.
std::vector<Json> told_resources(const Answered& answered) {
  const triage::Assessment& assessment = answered.assessment;
  std::vector<Json> resources = {clinical_impression(answered), risk_assessment(answered)};
  if (!assessment.contributors.empty()) {
    resources.push_back(contributors_assessment(answered));
  }
  for (const triage::Gate& gate : assessment.gates) {
    if (gate.state == triage::GateState::fired) {
      resources.push_back(detected_issue(answered, gate));
    }
  }
  for (const triage::Advice& advice : assessment.advice) {
    if (is_contraindicated(advice)) {
      resources.push_back(detected_issue(answered, advice));
    }
  }
  resources.push_back(disposition_request(answered));
  return resources;
}

}  // namespace

std::string export_bundle(const triage::Assessment& assessment, const Imported& imported,
                          const knowledge::KnowledgeBase& knowledge, const ExportOptions& options) {
  const Answered answered{
      assessment, imported, knowledge, options,
      name_based_uuid(assessment_namespace, export_assessment(assessment, imported.ledger))};
  std::vector<Json> entries;
  std::vector<std::string> targets;
  for (Json& resource : told_resources(answered)) {
    targets.push_back(full_url(resource));
    entries.push_back(bundle_entry(std::move(resource)));
  }
  entries.push_back(bundle_entry(device(answered)));
  entries.push_back(bundle_entry(provenance(answered, targets)));
  Members members = {{"resourceType", words("Bundle")},
                     {"id", words(identity(answered, "bundle"))},
                     {"type", words("collection")}};
  if (const auto when = recorded(answered)) {
    members.emplace_back("timestamp", words(*when));
  }
  members.emplace_back("entry", Json::array(std::move(entries)));
  return write_json(Json::object(std::move(members)));
}

}  // namespace paraspinal::fhir
