// The entry point is export_bundle. FHIR R4 4.0.1, Bundle of type collection.

#include "fhir/export.h"
#include "fhir/export_date.h"
#include "fhir/export_resource.h"
#include "fhir/export_words.h"

namespace paraspinal::fhir {
namespace {

Json entry(const Json& resource) {
  return Json::object({{"fullUrl", words(full_url(resource))}, {"resource", resource}});
}

}  // namespace

std::string export_bundle(const triage::Assessment& assessment, const Imported& imported,
                          const knowledge::KnowledgeBase& knowledge) {
  const Answered answered{assessment, imported, knowledge,
                          export_assessment(assessment, imported.ledger)};
  const Json risk = risk_assessment(answered);
  std::vector<Json> entries = {entry(risk)};
  for (const triage::Gate& gate : assessment.gates) {
    if (gate.state == triage::GateState::fired) {
      entries.push_back(entry(detected_issue(answered, gate, full_url(risk))));
    }
  }
  Members members = {{"resourceType", words("Bundle")},
                     {"id", words(identity(answered, "bundle"))},
                     {"type", words("collection")}};
  if (const auto when = instant(assessment.as_of)) {
    members.emplace_back("timestamp", words(*when));
  }
  members.emplace_back("entry", Json::array(std::move(entries)));
  return write_json(Json::object(std::move(members)));
}

}  // namespace paraspinal::fhir
