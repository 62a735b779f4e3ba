#pragma once

// Why one condition is as likely as it is, as JSON: what each finding did to its odds, through
// which mechanisms and by which evidence rows, each row with its figures and sources.
//
//   const auto text = explanation_json(assessment, "cauda_equina_syndrome", knowledge);

#include <string>
#include <string_view>

#include "engine/result.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"

namespace paraspinal::service {

// Errors: `invalid_argument` when this person cannot have the condition, and so it is not ranked.
engine::Result<std::string> explanation_json(const triage::Assessment& assessment,
                                             std::string_view condition,
                                             const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::service
