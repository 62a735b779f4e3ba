// Entry points: open_findings, then stated_findings, at the end.

#include "knowledge/triage/changeable_answers.h"

#include <variant>

#include "knowledge/base/parameters.h"
#include "knowledge/triage/urgency.h"

namespace paraspinal::triage {
namespace {

using knowledge::Answer;
using knowledge::ClinicalNetwork;
using knowledge::Finding;
using knowledge::FindingId;
using knowledge::KnowledgeBase;

bool is_unknown(const Answer* answer) {
  return answer == nullptr || std::holds_alternative<knowledge::Unknown>(answer->value) ||
         std::holds_alternative<knowledge::Refused>(answer->value);
}

// The answer could move something: it has weight, a gate reads it, or it implies what does.
std::vector<bool> matters(const KnowledgeBase& knowledge, const ClinicalNetwork& network) {
  std::vector<bool> result(knowledge.findings.size(), false);
  for (std::size_t i = 0; i < result.size(); ++i) {
    result[i] = network.findings[i].has_value();
  }
  for (const knowledge::RedFlag& flag : knowledge.red_flags) {
    for (const FindingId finding : flag.rule.mentions()) {
      result[finding.index] = true;
    }
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (const knowledge::Implication& implication : knowledge.implications) {
      for (const FindingId from : implication.when_true.mentions()) {
        if (result[implication.then.index] && !result[from.index]) {
          result[from.index] = true;
          changed = true;
        }
      }
    }
  }
  return result;
}

}  // namespace

std::vector<FindingId> open_findings(const Closed& closed, knowledge::Setting setting,
                                     const KnowledgeBase& knowledge,
                                     const ClinicalNetwork& network) {
  const std::vector<bool> can_move = matters(knowledge, network);
  std::vector<FindingId> open;
  for (std::size_t i = 0; i < knowledge.findings.size(); ++i) {
    const Finding& row = knowledge.findings[FindingId{i}];
    if (can_move[i] && row.value_type == knowledge::ValueType::boolean &&
        row.obtainable_by != knowledge::ObtainableBy::derived &&
        obtainable(row.obtainable_by, setting) && is_unknown(closed.find(FindingId{i})) &&
        network.findings[i] != network.complaint) {
      open.push_back(FindingId{i});
    }
  }
  return open;
}

std::vector<FindingId> stated_findings(const Presentation& presentation,
                                       const KnowledgeBase& knowledge,
                                       const ClinicalNetwork& network) {
  std::vector<FindingId> stated;
  for (const auto& [finding, answer] : presentation.findings) {
    if (std::holds_alternative<knowledge::Presence>(answer.value) &&
        network.findings[finding.index] != network.complaint &&
        !knowledge::is_context_finding(knowledge.findings[finding])) {
      stated.push_back(finding);
    }
  }
  return stated;
}

}  // namespace paraspinal::triage
