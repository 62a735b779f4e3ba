#pragma once

// What would be known if a few questions were answered so, next to what is known already. Most
// findings stand in no implication or in one or two: only what these tie to the answers is closed
// anew, with the same result as if all was.
//
//   const Supposed supposed(presentation, closed, knowledge);
//   const auto part = supposed.part({{foot_drop, Presence::present}});
//   part->changed();           // foot_drop and leg_weakness
//   (*part)(leg_weakness);     // present, from foot_drop
//
// A part of inquire.h, for it alone. Not for: answers that scores read, or that say who the person
// is; scored_and_closed() sees to these.

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "knowledge/triage/answer_table.h"
#include "knowledge/triage/closing.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::triage {

using Answers = std::vector<std::pair<knowledge::FindingId, knowledge::AnswerValue>>;

// As someone who is asked would give it.
knowledge::Answer answer_if_asked(const knowledge::AnswerValue& value);

// The presentation with these answers as well.
Presentation with_answers(const Presentation& presentation, const Answers& answers);

class Supposed {
 public:
  class Part;

  // `closed` is scored_and_closed() of the presentation; it and the knowledge must outlive this
  // object.
  Supposed(const Presentation& presentation, const Closed& closed,
           const knowledge::KnowledgeBase& knowledge);

  // Nothing where more than implications hangs on an answer: a score read it, or age, sex, the
  // complaint or the pregnancy are tied to it.
  std::optional<Part> part(const Answers& answers) const;

  // True of a finding that the origin of a derived answer names.
  bool is_origin(knowledge::FindingId finding) const { return is_origin_[finding.index]; }

 private:
  using Tie = std::size_t;  // the least position of the findings tied to each other

  void tie_all();
  void close(Part& part) const;

  const knowledge::KnowledgeBase* knowledge_;
  AnswerTable now_;
  std::vector<bool> is_origin_;                               // [finding]
  std::vector<Tie> ties_;                                     // [finding]; equal where tied
  std::vector<Implications> implications_;                    // [tie]
  std::vector<std::vector<knowledge::FindingId>> tied_;       // [tie]
  std::vector<bool> is_more_;                                 // [finding]
  std::map<knowledge::FindingId, knowledge::Answer> stated_;  // with what scores derive
};

// What hangs on the answers, closed; it must not outlive what it is a part of.
class Supposed::Part {
 public:
  // What would be known of any finding; null when nothing would.
  const knowledge::Answer* operator()(knowledge::FindingId finding) const;

  // What would be answered otherwise than now, or for another reason.
  const std::vector<knowledge::FindingId>& changed() const { return changed_; }

 private:
  friend class Supposed;

  const Supposed* all_ = nullptr;
  std::vector<Tie> ties_;
  Closed closed_;  // of the findings of these ties
  std::vector<knowledge::FindingId> changed_;
};

}  // namespace paraspinal::triage
