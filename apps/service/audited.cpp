#include "apps/service/audited.h"

#include <string>

#include "apps/cli/audited_assessment.h"
#include "fhir/json.h"

namespace paraspinal::service {

using engine::fail;
using engine::Result;
using fhir::Json;

namespace {

// Ids are a client's own.
std::string person_of(const Serving& serving, const fhir::Imported& imported) {
  if (!imported.patient.empty()) {
    return serving.client_name + "|" + imported.patient;
  }
  const std::string& id = imported.presentation.id;
  return id.empty() ? std::string() : serving.client_name + "|case/" + id;
}

}  // namespace

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
