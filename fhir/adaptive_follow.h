#pragma once

// The answers of a form as a case, as far as they still follow from each other: whoever changes an
// earlier answer is no longer asked what depended on it.
//
//   Followed answers = followed(*request, start, knowledge);
//   answers.presentation;   // to inquire and assess
//   answers.steps;          // those that are kept
//
// Every answered question is judged on the answers before it, in the order of asking: it is dropped
// when they settle it (a man is not pregnant), and, of a question that safety or a bundle puts to
// some people only, when this person is none of them.
//
// A part of adaptive_questionnaire.h, for it alone.

#include <string>
#include <vector>

#include "fhir/adaptive_request.h"
#include "fhir/asked_steps.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::fhir {

struct Followed {
  triage::Presentation presentation;
  std::vector<AskedStep> steps;
  std::string unanswered;  // linkIds of required questions, quoted, ", " between them
};

// `start` has no answers yet.
Followed followed(const AdaptiveRequest& request, triage::Presentation start,
                  const knowledge::KnowledgeBase& knowledge);

// Adds one more step with its answers. A number or a date without one is unknown.
void take_step(const AskedStep& step, const AdaptiveRequest& request,
               const knowledge::KnowledgeBase& knowledge, Followed& result);

}  // namespace paraspinal::fhir
