#pragma once

// What stands against an action in one person: the content's contraindications, judged by every way
// to read the chart that its answers leave open (weeks of pregnancy in dispute have two).
//
//   const Readings readings = readings_of(presentation, knowledge);
//   const Against found = against(*action, readings, knowledge);
//   found.withheld.front().row->reason;                   // "Harms the baby from 20 weeks."
//
// What one reading holds against the action stands, whatever the other says. Not for advice of an
// assessment: see knowledge/triage/advise.h.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/presentation.h"
#include "knowledge/triage/weeks_apart.h"

namespace paraspinal::fhir {

struct Readings {
  std::vector<triage::Closed> closed;       // one, or two that differ in the weeks of pregnancy
  std::optional<triage::WeeksApart> apart;  // what they differ in
};

// As the assessment reads it: scores derived, findings closed.
Readings readings_of(const triage::Presentation& presentation,
                     const knowledge::KnowledgeBase& knowledge);

// A rule of the content and the reading by which it stands, which must outlive it.
struct StandsAgainst {
  const knowledge::Contraindication* row = nullptr;
  const triage::Closed* reading = nullptr;
};

struct Against {
  std::vector<StandsAgainst> withheld;
  // Without those for nothing but what already withholds ("pregnant" beside "pregnant, 31 weeks").
  std::vector<StandsAgainst> cautioned;
  // Part of it holds and only a measure is wanting: pregnant, the weeks not known.
  std::vector<StandsAgainst> half_held;
  std::vector<knowledge::FindingId> unknown;  // findings that leave a rule undecided, each once
};

// A rule stands once, by the first reading in which it does.
Against against(const knowledge::Action& action, const Readings& readings,
                const knowledge::KnowledgeBase& knowledge);

// The findings that make the rule true in its reading; that leave it undecided there.
std::vector<knowledge::FindingId> true_because(const StandsAgainst& one);
std::vector<knowledge::FindingId> undecided_by(const StandsAgainst& one);

// Null when the content has no such action.
const knowledge::Action* action_named(const knowledge::KnowledgeBase& knowledge,
                                      std::string_view id);

}  // namespace paraspinal::fhir
