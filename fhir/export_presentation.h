#pragma once

// A case as the record would send it: a FHIR R4 Bundle of a Patient and of QuestionnaireResponses
// whose linkIds are finding ids. Importing it gives the presentation back.
//
//   const std::string bundle = presentation_bundle(presentation, knowledge);
//   import_case(bundle, knowledge, {.setting = presentation.setting})->presentation;
//
// What it cannot carry: the setting (an import option), an age beyond completed years, answers
// derived by the program, and, of an answer given more than seven days before the case is judged,
// that it still counts.

#include <string>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::fhir {

// Ids follow from the presentation. Without a time at which the case is judged there is no birth
// date, and of its answers an import believes only what is present. Requires findings of this
// knowledge base.
std::string presentation_bundle(const triage::Presentation& presentation,
                                const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::fhir
