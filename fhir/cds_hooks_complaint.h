#pragma once

// Does this chart hold an active complaint of the back? Asked before anything is said: a service
// that answers for everyone is soon ignored.
//
//   const std::string stated_by = active_complaint(place);   // "Condition/7"; empty: none

#include <string>
#include <vector>

#include "fhir/cds_hooks_request.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::fhir {

// How long a recorded complaint counts as active. source: expert judgement
inline constexpr double complaint_active_days = 90;

struct ComplaintPlace {
  const CdsRequest& request;
  const Json* encounter;  // null when there is none
  const std::vector<const Json*>& resources;
  const triage::Presentation& presentation;
  const knowledge::KnowledgeBase& knowledge;
  const std::string& now;
};

// What states it, for a reader: "Condition/7", "the reason for the encounter", "the reason for the
// appointment"; empty when nothing does. A code counts when the content means by it the complaint
// or a finding that implies it, or when it is one of sciatica (ICD-10 files it under M54,
// dorsalgia).
std::string active_complaint(const ComplaintPlace& place);

// False of an encounter that is finished, cancelled or entered in error (R4 and R5).
bool is_current(const Json& encounter);

}  // namespace paraspinal::fhir
