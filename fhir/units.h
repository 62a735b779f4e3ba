#pragma once

// Units of measured values, by UCUM code. A value is converted by its unit only, never by its
// magnitude; what has no conversion in the knowledge base stays unread.
//
//   canonical_unit("deg F") == "[degF]";   canonical_unit("umol/L") == "umol/L";
//   convert(knowledge, temp_c, 101.3, "[degF]") == 38.5;

#include <optional>
#include <string>
#include <string_view>

#include "knowledge/base/knowledge_base.h"

namespace paraspinal::fhir {

// The UCUM code of a unit as systems write it: a small table without regard to case, the three
// letters mu as `u`, annotations alone ("{score}") as "1". A unit that the table does not know
// comes back unchanged.
std::string canonical_unit(std::string_view unit);

// The value in the finding's own unit; nothing when the knowledge base has no conversion from
// `unit`. An empty unit fits only a finding that has none to give ("1").
std::optional<double> convert(const knowledge::KnowledgeBase& knowledge,
                              knowledge::FindingId finding, double value, std::string_view unit);

}  // namespace paraspinal::fhir
