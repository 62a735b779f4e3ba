#pragma once

// Of what was observed, that which is not said already by something else observed: one fact is
// counted once.
//
//   std::vector<Observed> evidence = counted_once(all, closed, knowledge, network, not_used);
//
// Two things are left out. What another finding entails and covers: leg weakness beside foot drop.
// And a finding derived from several stated ones, a score above all, when more than half of these
// are evidence themselves on each condition it moves: given all its items a score is certain, so it
// can add nothing (P(score | items) = 1, whatever the condition); its published ratio is for those
// who know the sum only. Kept are scores that mostly count what no other evidence says, as NEWS2
// beside a temperature: there the part that overlaps is counted twice, which errs upwards.
//
// A score that was stated rather than derived does not say which items it came from, and is kept.

#include <string_view>
#include <vector>

#include "knowledge/base/clinical_network.h"
#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"
#include "knowledge/triage/close.h"
#include "knowledge/triage/observe.h"

namespace paraspinal::triage {

// In the same order. Scores left out are added to `not_used`; entailed findings are not, for they
// are told with what entails them.
std::vector<Observed> counted_once(const std::vector<Observed>& all, const Closed& closed,
                                   const knowledge::KnowledgeBase& knowledge,
                                   const knowledge::ClinicalNetwork& network,
                                   std::vector<NotUsed>& not_used);

// The answers that a derived one goes back to, as its origin names them (score_findings.h,
// close.h), each once, in the order of the content: of news2_ge5 the vital signs. The finding
// itself when it was stated.
std::vector<knowledge::FindingId> stated_behind(knowledge::FindingId finding, const Closed& closed,
                                                const knowledge::KnowledgeBase& knowledge);

// The findings that a text names, whatever stands between them: an origin those it may go back to.
std::vector<knowledge::FindingId> findings_named(std::string_view text,
                                                 const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::triage
