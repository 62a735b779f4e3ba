#pragma once

// The assessment as a clinician reads it in an 80-column terminal: how soon and where, what to do,
// what to ask, red flags with their sources, likely causes and why, and what was not used.
//
//   std::cout << text_report({assessment, imported.ledger, knowledge});
//
// Decides nothing: every word comes from the assessment or from the knowledge it was made with. A
// provisional answer never prints self-care in its headline. Control characters of the input are
// printed as spaces.

#include <string>

#include "fhir/issue.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"

namespace paraspinal::cli {

// What a report is made of. The references outlive it.
struct Reported {
  const triage::Assessment& assessment;
  const fhir::Ledger& ledger;
  const knowledge::KnowledgeBase& knowledge;
};

std::string text_report(const Reported& reported);

}  // namespace paraspinal::cli
