#pragma once

// A finding as a reader is told of it: its name, with what was answered where that is more than
// yes.
//
//   told_finding(assessment, knowledge, "resp_rate");       // "Breaths a minute 30 /min"
//   told_findings(assessment, knowledge, gate.because.ids());     // "Fever; Breaths a minute 30 /min"
//
// Not for findings that are still to be asked: they have a name only.

#include <string>
#include <string_view>
#include <vector>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"

namespace paraspinal::fhir {

// Of an answer the assessment used: nothing beside the name for "present", "not: " before it for
// "absent", else the value with a number of more than two decimals cut to one. The id for a finding
// that the content does not have.
std::string told_finding(const triage::Assessment& assessment,
                         const knowledge::KnowledgeBase& knowledge, std::string_view id);
// "; " between them.
std::string told_findings(const triage::Assessment& assessment,
                          const knowledge::KnowledgeBase& knowledge,
                          const std::vector<std::string_view>& ids);

// "30.9 wk" of "30.857142857142858 wk": a number with more than two decimals has one.
std::string rounded(std::string_view words);

}  // namespace paraspinal::fhir
