#pragma once

// The Questionnaires (FHIR R4) made from the content: an adaptive one, whose questions are put one
// after another by next_question (adaptive_questionnaire.h), and a complete one for forms that are
// filled in at once. Both have the version of the knowledge; the linkIds are ids of findings.
//
//   const Json adaptive = adaptive_questionnaire(knowledge, "https://host/fhir");
//   const Json complete = complete_questionnaire(knowledge);
//
// An answered complete questionnaire is read by import_case within a Bundle; a question left empty
// was not asked.

#include <string>
#include <string_view>

#include "fhir/json.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

// Their ids, and the ends of their canonical urls.
inline constexpr std::string_view adaptive_id = "adaptive";
inline constexpr std::string_view complete_id = "complete";

// "https://paraspinal.example/fhir/Questionnaire/adaptive".
std::string questionnaire_canonical(std::string_view id);

// Without items: SDC 4.0, sdc-questionnaire-adapt-srch. `fhir_base` is where the next question is
// asked for; empty says only that it is adaptive.
Json adaptive_questionnaire(const knowledge::KnowledgeBase& knowledge, std::string_view fhir_base);

// Everything that is not reckoned from other answers: the person, what must be asked first, the
// safety questions, then the rest by kind, the examination and the laboratory last.
Json complete_questionnaire(const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::fhir
