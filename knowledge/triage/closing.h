#pragma once

// Answers while they are closed under implications: all of the content's, or those that tie a few
// findings to each other. What implications have no finding in common with these cannot change
// them, so that a part closes as it does among all.
//
//   Closing closing(knowledge, closed);
//   closing.derive(sex_male, Presence::present, "sex");
//   close_under(all_implications(knowledge), closing);
//
// Not for: a presentation; close.h derives the person first.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/close.h"

namespace paraspinal::triage {

class Closing {
 public:
  // Both must outlive this object, which alone may change the answers meanwhile.
  Closing(const knowledge::KnowledgeBase& knowledge, Closed& closed);

  const knowledge::KnowledgeBase& knowledge() const { return *knowledge_; }

  // What is known of a finding by now; null when nothing is.
  const knowledge::Answer* find(knowledge::FindingId finding) const {
    return known_[finding.index];
  }
  // The same as rules read it.
  knowledge::Rule::Numbers numbers() const { return numbers_; }

  // Sets a finding that follows from others. Gives true when that changed anything.
  bool derive(knowledge::FindingId finding, knowledge::Presence presence, std::string_view from);
  // Gives a quantity its derived value; a stated one stands.
  void derive(knowledge::FindingId finding, double value, std::string_view from);
  // As derive(); another number of completed years is a contradiction.
  void derive_age(knowledge::FindingId finding, double years);

 private:
  void set(knowledge::FindingId finding, knowledge::AnswerValue value, std::string_view from);
  bool contradict(knowledge::FindingId finding, knowledge::Presence derived, std::string_view from);

  const knowledge::KnowledgeBase* knowledge_;
  Closed* closed_;
  std::vector<const knowledge::Answer*> known_;  // [finding]: the answer in closed_
  std::vector<double> numbers_;                  // [finding]
};

using Implications = std::vector<const knowledge::Implication*>;

// In the order of the content.
Implications all_implications(const knowledge::KnowledgeBase& knowledge);

// Until nothing more follows from them.
void close_under(std::span<const knowledge::Implication* const> implications, Closing& closing);

}  // namespace paraspinal::triage
