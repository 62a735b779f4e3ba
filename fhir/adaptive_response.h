#pragma once

// Writes the response of an adaptive questionnaire: everything as it came but its status, the items
// of the contained Questionnaire, and the answers that are kept.
//
//   const Json response = adaptive_response(*request, turn, knowledge, options);
//
// A part of adaptive_questionnaire.h, for it alone.

#include <vector>

#include "fhir/adaptive_questionnaire.h"
#include "fhir/adaptive_request.h"
#include "fhir/adaptive_result.h"
#include "fhir/asked_steps.h"
#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

struct AdaptiveTurn {
  std::vector<AskedStep> answered;
  std::vector<AskedStep> asked;  // and the next one
  ResultItems results;
  bool completed = false;
};

// A QuestionnaireResponse.
Json adaptive_response(const AdaptiveRequest& request, const AdaptiveTurn& turn,
                       const knowledge::KnowledgeBase& knowledge, const AdaptiveOptions& options);

}  // namespace paraspinal::fhir
