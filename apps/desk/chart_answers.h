#pragma once

// A chart (a FHIR R4 bundle or a presentation) as answers of a call, each with the resource that it
// came from as its origin, and with what became of every resource.
//
//   const auto read = read_chart(text, Setting::telephone, "2026-11-20T18:30:00Z", knowledge);
//   read->answers;         // age and sex first
//   ledger_lines(read->ledger);

#include <string>
#include <string_view>
#include <vector>

#include "apps/cli/interview.h"
#include "engine/result.h"
#include "fhir/issue.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::desk {

struct LedgerLine;

struct Chart {
  std::vector<cli::GivenAnswer> answers;
  fhir::Ledger ledger;
  std::string patient;
};

// Judged at the time the call was opened. Errors: those of fhir::import_case.
engine::Result<Chart> read_chart(std::string_view text, knowledge::Setting setting,
                                 const std::string& opened_at,
                                 const knowledge::KnowledgeBase& knowledge);

std::vector<LedgerLine> ledger_lines(const fhir::Ledger& ledger);

}  // namespace paraspinal::desk
