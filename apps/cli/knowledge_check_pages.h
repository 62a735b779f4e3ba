#pragma once

// What `paraspinal knowledge check` prints, in three forms of the same rows.
//
//   streams.output << check_text({knowledge, check, options});

#include <string>
#include <vector>

#include "apps/cli/knowledge_check.h"
#include "fhir/json.h"
#include "knowledge/triage/knowledge_check.h"

namespace paraspinal::cli {

struct CheckedKnowledge {
  const knowledge::KnowledgeBase& knowledge;
  const triage::KnowledgeCheck& check;
  const CheckOptions& options;
};

// 80 columns, for a clinician.
std::string check_text(const CheckedKnowledge& checked);
// Counts, rows, laws and failures; priors with `all`.
fhir::Json check_json(const CheckedKnowledge& checked);
// One table (RFC 4180, a header): each figure of a row, each law's case; each prior with `all`.
std::string check_csv(const CheckedKnowledge& checked);

// The evidence rows that the options ask for: all, or those that count and are outside.
std::vector<const knowledge::RowCheck*> rows_to_show(const CheckedKnowledge& checked);

// "inside", "outside", or why a row does not count.
std::string verdict_words(const knowledge::RowCheck& row);
// "capped", "conflicts_with L0144", or "no excuse"; empty for a row that needs none.
std::string excuse_words(const CheckedKnowledge& checked, const knowledge::RowCheck& row);
// "unselected", "referred", "pregnant", "women" or "takes_drug".
std::string_view people_words(knowledge::AppliesTo people);
// Three significant digits: "0.0312", "13.5".
std::string figure_words(double figure);

}  // namespace paraspinal::cli
