#pragma once

// Answers a CDS Hooks call from what the client sent. What may be missing is decided here too: an
// answer that says nothing is given only on data that was seen.
//
//   const Result<CdsRequest> request = read_cds_request(body, service.hook);
//   const Result<CdsAnswer> answer = answer_hook(*request, service, clinic, place);
//   if (!answer->lacks.empty()) ...                    // 412: what has to be sent or fetched
//   write_json(answer->cards);                        // {"cards": [...]}
//
// Const data, no clock: the same call gives the same bytes.

#include <optional>
#include <string>
#include <vector>

#include "engine/result.h"
#include "fhir/cds_hooks_chart.h"
#include "fhir/cds_hooks_request.h"
#include "fhir/cds_hooks_services.h"
#include "fhir/importer.h"
#include "fhir/json.h"
#include "knowledge/triage/assess.h"
#include "knowledge/triage/assessment.h"
#include "knowledge/triage/clinic.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::fhir {

struct CdsPlace {
  std::string now;                     // ISO time
  std::string base_url;                // of this service as clients reach it
  std::string questionnaire_url;       // where open questions can be answered; may be empty
  const Importer* importer = nullptr;  // of the clinic's knowledge; one is made when null
};

// An assessment that cards rest on, and all that it was made from, so that it can be made again.
struct HookAssessment {
  triage::Presentation presentation;
  triage::AssessOptions options;
  triage::Assessment assessment;
};

struct CdsAnswer {
  Json cards;                              // {"cards": [...]}; only when `lacks` is empty
  std::vector<std::string> lacks;          // keys of prefetch without which nothing can be said
  std::string person;                      // "Patient/1"
  std::string urgency;                     // of the assessment; empty when there was none
  std::vector<std::string> used;           // findings it rests on: "fever present (Observation/7)";
                                           // for orders all that the chart holds
  std::optional<HookAssessment> assessed;  // nothing when there was no assessment, as for orders
};

// True when the call needs no chart: no order of it is one of ours. Fetching can be spared then.
bool needs_no_chart(const CdsRequest& request, const knowledge::KnowledgeBase& knowledge);

// No cards for a person who is dead or under 16: the content is not about them. Errors
// (`invalid_argument`, `impossible`): those of read_chart, and findings that cannot hold together.
engine::Result<CdsAnswer> answer_hook(const CdsRequest& request, const CdsService& service,
                                      const triage::Clinic& clinic, const CdsPlace& place);

}  // namespace paraspinal::fhir
