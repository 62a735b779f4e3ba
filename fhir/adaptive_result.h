#pragma once

// What an adaptive questionnaire tells of the answers so far: calculated results for programs, as
// hidden read-only items, and at the end what the person is told, as items to read.
//
//   const ResultItems items = result_items(assessment, inquiry, knowledge);
//   items.questions;   // of the contained Questionnaire
//   items.answers;     // of the response
//
// A part of adaptive_questionnaire.h, for it alone.

#include <string>
#include <vector>

#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"
#include "knowledge/triage/inquire.h"

namespace paraspinal::fhir {

struct ResultItems {
  std::vector<Json> questions;
  std::vector<Json> answers;
};

// While questions go on, the results are those so far; at the end they are also told in words.
ResultItems result_items(const triage::Assessment& assessment, const triage::Inquiry& inquiry,
                         const knowledge::KnowledgeBase& knowledge);

// Somebody under 16: no urgency, and who takes over.
ResultItems refused_items();

}  // namespace paraspinal::fhir
