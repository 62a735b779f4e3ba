#pragma once

// Everything that must be true of a knowledge base before it is used, with the numbers: the network
// gives its sources back (fidelity.h, prior_checks.h), the two safety laws hold (safety_laws.h),
// and every row has a source and every finding a link or a reason.
//
//   const Result<KnowledgeCheck> check = check_knowledge(knowledge, network);
//   check->failures.empty();            // else sentences, each naming its row or context
//
// Takes seconds: some hundreds of queries of which nothing but the complaint is observed.

#include <string>
#include <vector>

#include "engine/result.h"
#include "knowledge/base/fidelity.h"
#include "knowledge/base/prior_checks.h"
#include "knowledge/triage/safety_laws.h"

namespace paraspinal::triage {

// What the content holds.
struct ContentCounts {
  std::size_t conditions = 0;
  std::size_t findings = 0;
  std::size_t links = 0;
  std::size_t gates = 0;
  std::size_t actions = 0;
  std::size_t linked_findings = 0;         // in the network
  std::size_t weightless_findings = 0;     // not, with a reason
  std::size_t capped_links = 0;            // parameters whose ratio is bounded while compiling
  std::size_t sourced_rows = 0;            // rows that cite a source of the content
  std::vector<std::string> bare_findings;  // neither linked nor with a reason
  std::vector<std::string> unsourced;      // rows without such a source
};

struct KnowledgeCheck {
  ContentCounts counts;
  std::vector<knowledge::RowCheck> rows;
  std::vector<knowledge::PriorCheck> priors;
  std::vector<LawCase> laws;
  std::vector<std::string> failures;

  std::size_t applicable() const;
  std::size_t outside() const;  // of the applicable rows
  double largest_residual() const;
};

// At most this share of the applicable rows may be outside, each with its excuse.
inline constexpr double largest_share_outside = 0.05;

// `rows_in`: where the people are whom the evidence rows are asked about. Errors: those of the
// checks' own inference.
engine::Result<KnowledgeCheck> check_knowledge(
    const knowledge::KnowledgeBase& knowledge, const knowledge::ClinicalNetwork& network,
    knowledge::Setting rows_in = knowledge::solved_setting);

}  // namespace paraspinal::triage
