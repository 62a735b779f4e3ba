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
#include "apps/desk/chart_person.h"
#include "engine/result.h"
#include "fhir/issue.h"
#include "knowledge/base/knowledge_base.h"

namespace paraspinal::desk {

struct LedgerLine;

struct Chart {
  std::vector<cli::GivenAnswer> answers;
  fhir::Ledger ledger;
  std::string patient;
  ChartPerson person;
};

// Judged at the time the call was opened. Errors: those of fhir::import_case.
engine::Result<Chart> read_chart(std::string_view text, knowledge::Setting setting,
                                 const std::string& opened_at,
                                 const knowledge::KnowledgeBase& knowledge);

// Answers are of the time they were given at. Errors: `invalid_argument` for a presentation that
// says it is of another time than a day around `now`; a bundle is judged resource by resource.
engine::Result<void> check_time(std::string_view text, std::string_view now);

std::vector<LedgerLine> ledger_lines(const fhir::Ledger& ledger);

}  // namespace paraspinal::desk
