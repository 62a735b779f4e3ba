#pragma once

// ClinicalImpression.finding: the conditions that matter with what speaks for and against each, and
// the findings that moved them. Not for other folders: see export.h.

#include <span>
#include <string_view>
#include <vector>

#include "fhir/export_resource.h"

namespace paraspinal::fhir {

// The three likeliest, fewer when there are fewer.
std::span<const triage::RankedCondition> leading_conditions(const triage::Assessment& assessment);

// Whether a fired gate suspects this condition.
bool is_suspected(const triage::Assessment& assessment, std::string_view condition);

// Conditions first: the leading ones and those that a fired gate suspects, by rank. Then the
// present findings that fired a gate or are among the strongest weights of these conditions.
// `basis` tells why; a finding that a resource of the record stated refers to it where R4 allows
// that.
std::vector<Json> impression_findings(const Answered& answered);

}  // namespace paraspinal::fhir
