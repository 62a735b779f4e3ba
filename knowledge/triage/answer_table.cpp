#include "knowledge/triage/answer_table.h"

namespace paraspinal::triage {

AnswerTable::AnswerTable(const Closed& closed, const knowledge::KnowledgeBase& knowledge)
    : answers_(knowledge.findings.size(), nullptr) {
  for (const auto& [finding, answer] : closed.answers) {
    answers_[finding.index] = &answer;
  }
}

std::vector<std::string> ids_of(const std::vector<knowledge::FindingId>& findings,
                                const knowledge::KnowledgeBase& knowledge) {
  std::vector<std::string> ids;
  ids.reserve(findings.size());
  for (const knowledge::FindingId finding : findings) {
    ids.push_back(knowledge.findings[finding].id);
  }
  return ids;
}

}  // namespace paraspinal::triage
