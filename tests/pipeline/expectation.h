#pragma once

// What a case's expected.json lists, compared with an assessment. Only what is listed is compared:
// the file says what a clinician would insist on, not the whole answer.
//
//   for (const std::string& fault : faults(*expected, *assessment)) { ... }
//
// Members, all optional: urgency_one_of, urgency_at_least, urgency_on_evidence_one_of, provisional,
// disposition_one_of, gates_fired, gates_fired_none_of, gate_sources {gate: source},
// first_condition_one_of, top_3_contains, ranked_above [[above, below], ...], used, used_absent.
// And as_of, the time at which the case is judged; it is not compared.

#include <string>
#include <vector>

#include "fhir/json.h"
#include "knowledge/triage/assessment.h"

namespace paraspinal::pipeline {

// What of `expected` does not hold, in words; empty when all holds. A member of another name is a
// fault itself, so that a misspelt expectation cannot pass.
std::vector<std::string> faults(const fhir::Json& expected, const triage::Assessment& assessment);

}  // namespace paraspinal::pipeline
