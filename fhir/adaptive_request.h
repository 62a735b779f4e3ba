#pragma once

// The QuestionnaireResponse that comes in for the next question, checked: it must be what the
// service gave out, with answers to what was asked and nothing else.
//
//   const auto request = read_adaptive_request(text, knowledge, key);
//   request->steps;      // what was asked, in order
//   request->answers;    // by finding
//
// A part of adaptive_questionnaire.h, for it alone.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/result.h"
#include "fhir/asked_steps.h"
#include "fhir/json.h"
#include "knowledge/base/answer.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

struct FormAnswer {
  knowledge::AnswerValue value;
  Json item;  // of the response, without items below it: goes back as it came
};

struct AdaptiveRequest {
  Json response;               // the QuestionnaireResponse as it came
  bool in_parameters = false;  // it came inside Parameters, and goes back in them
  std::string questionnaire;   // id of the contained Questionnaire
  std::vector<AskedStep> steps;
  std::map<knowledge::FindingId, FormAnswer> answers;
};

// Items that next_question makes of its own accord, results: their linkIds begin so. They are
// reckoned anew each time, so whatever comes in under them is left aside.
inline constexpr std::string_view result_prefix = "result";

// Errors: `malformed` for JSON or a resource that is none of the two; `invalid_argument` for what
// the service cannot go on from (the header of adaptive_questionnaire.h lists it). Each names the
// place.
engine::Result<AdaptiveRequest> read_adaptive_request(std::string_view text,
                                                      const knowledge::KnowledgeBase& knowledge,
                                                      std::string_view key);

}  // namespace paraspinal::fhir
