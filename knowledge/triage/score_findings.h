#pragma once

// Adds to a presentation the findings that scores derive from what it states: sodium, potassium,
// glucose and urea give the calculated osmolarity; vital signs give NEWS2; creatinine, age and sex
// give the filtration rate; a due date gives the weeks of pregnancy.
//
//   const Scored scored = score_findings(presentation, knowledge);
//   const Closed closed = close(scored.presentation, knowledge);   // with the derived findings
//   scored.conflicts;   // "news2_score was stated 2, but ... give 7: the stated one is used"
//
// A stated number is never replaced, but "unknown" and "refused" are, and weeks of pregnancy that a
// date contradicts may be (weeks_apart.h); where a finding was denied
// and a score says it is there, it is read as present. A score with inputs missing gives no number;
// it still gives those findings that the content defines by it (news2_ge5 by news2_score) on which
// all completions agree: what is there by the least it can be is there, however much is missing;
// what is not there by the most it can be is absent, but of NEWS2 only where at most two signs are
// missing, and not of what is measured in a unit. Findings that the knowledge base lacks are
// skipped.
//
// Not for: findings that follow from others by implication (close.h).

#include <string>
#include <vector>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/presentation.h"

namespace paraspinal::triage {

struct Scored {
  Presentation presentation;
  std::vector<std::string> conflicts;  // plain sentences
  // [finding]: was looked at. What is added would be the same with an answer to any other finding.
  std::vector<bool> read;
};

// The origin of each finding added says which score and which findings it came from: "osmolarity
// of sodium, potassium, glucose and urea".
Scored score_findings(const Presentation& presentation, const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::triage
