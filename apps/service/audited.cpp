#include "apps/service/audited.h"

#include "apps/cli/audited_assessment.h"
#include "fhir/json.h"

namespace paraspinal::service {

using engine::fail;
using engine::Result;
using fhir::Json;

namespace {

std::string person_of(const Serving& serving, const fhir::Imported& imported) {
  if (!imported.patient.empty()) {
    return person_key(serving, imported.patient);
  }
  const std::string& id = imported.presentation.id;
  return id.empty() ? std::string() : person_key(serving, "case/" + id);
}

}  // namespace

std::string person_key(const Serving& serving, const std::string& resource) {
  return serving.client_name.empty() ? resource : serving.client_name + "|" + resource;
}

Result<void> audit_assessment(const Serving& serving, const fhir::Imported& imported,
                              const triage::AssessOptions& depth,
                              const triage::Assessment& assessment) {
  if (serving.records == nullptr) {
    return {};
  }
  const knowledge::KnowledgeBase& knowledge = serving.clinic->knowledge();
  Json audited =
      cli::audited_json({imported.presentation, depth, serving.version}, assessment, knowledge);
  const auto line = serving.records->append(
      {.at = serving.now,
       .kind = "assessment",
       .person = person_of(serving, imported),
       .user = serving.client_name,
       .knowledge_hash = knowledge.hash,
       .payload = write_json(Json::object({{"assessment", std::move(audited)}}))});
  return line ? Result<void>() : fail(line.error());
}

}  // namespace paraspinal::service
