#pragma once

// Closes a presentation under the content's implications before anything else reads it: foot drop
// means leg weakness, a temperature of 38.4 means fever, a male is not pregnant. Presence flows
// forwards, absence only backwards (no leg weakness, so no foot drop); a definition flows both
// ways.
//
//   const Closed closed = close(presentation, knowledge);
//   closed.answers.find(fever);   // derived, with origin "from temp_c"
//
// What was stated is never overwritten; a contradiction is listed, and the more worrying reading
// (the one that is present) is what gates and network see.

#include <map>
#include <string>
#include <vector>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::triage {

struct Closed {
  std::map<knowledge::FindingId, knowledge::Answer> answers;
  std::vector<std::string> conflicts;  // plain sentences

  // For rules: what is known of a finding; null when it was not asked.
  const knowledge::Answer* find(knowledge::FindingId finding) const;
};

// The back complaint is taken as present unless it is stated otherwise (model.md section 9);
// `age_years` and `sex` of the presentation are read as the findings age_years, sex_female and
// sex_male; dates of a pregnancy (lmp, edd) give gestational_age as of `as_of`.
Closed close(Presentation presentation, const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::triage
