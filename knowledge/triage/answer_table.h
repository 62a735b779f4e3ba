#pragma once

// What is known of each finding, by its place in the content: for the many look-ups of many rules.
//
//   const AnswerTable answers(closed, knowledge);
//   flag.rule.evaluate(answers.numbers());
//
// Not for: answers that change while they are looked up, as in close.h.

#include <string_view>
#include <vector>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/close.h"

namespace paraspinal::triage {

// Asked, and unknown or refused; null is not asked.
bool asked_in_vain(const knowledge::Answer* answer);

class AnswerTable {
 public:
  // The answers must outlive this object. Requires answers of each finding's own type.
  AnswerTable(const Closed& closed, const knowledge::KnowledgeBase& knowledge);

  // What rules read of it (knowledge/base/rule.h).
  knowledge::Rule::Numbers numbers() const { return numbers_; }

  // Null when it was not asked.
  const knowledge::Answer* operator()(knowledge::FindingId finding) const {
    return answers_[finding.index];
  }

  // Whether anything was.
  bool any_in_vain() const { return any_in_vain_; }

 private:
  std::vector<const knowledge::Answer*> answers_;  // [finding]
  std::vector<double> numbers_;                    // [finding]
  bool any_in_vain_ = false;
};

// What rules read of an answer (knowledge/base/rule.h). Requires one of the finding's own type.
double number_of(const knowledge::AnswerValue& value, knowledge::ValueType type);

// Of each finding its id in the content, in the same order.
std::vector<std::string_view> ids_of(const std::vector<knowledge::FindingId>& findings,
                                     const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::triage
