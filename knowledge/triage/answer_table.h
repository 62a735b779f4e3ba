#pragma once

// What is known of each finding, by its place in the content: for the many look-ups of many rules.
//
//   const AnswerTable answers(closed, knowledge);
//   const knowledge::Rule::Lookup lookup = std::cref(answers);
//   flag.rule.evaluate(lookup);
//
// Not for: answers that change while they are looked up, as in close.h.

#include <string>
#include <vector>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/close.h"

namespace paraspinal::triage {

class AnswerTable {
 public:
  // The answers must outlive this object.
  AnswerTable(const Closed& closed, const knowledge::KnowledgeBase& knowledge);

  // Null when it was not asked.
  const knowledge::Answer* operator()(knowledge::FindingId finding) const {
    return answers_[finding.index];
  }

 private:
  std::vector<const knowledge::Answer*> answers_;  // [finding]
};

// Of each finding its id, in the same order.
std::vector<std::string> ids_of(const std::vector<knowledge::FindingId>& findings,
                                const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::triage
