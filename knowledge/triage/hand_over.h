#pragma once

// What is told of a call whose questions ended without an end of their own, at the cap or with a
// danger that no question left would settle (inquire.h): a clinician goes on from here. The urgency
// so far is the least; nothing is settled, and nothing is advised before that clinician has taken
// over but what a safety net says.
//
//   const Assessment told = handed_over(*std::move(assessment), inquiry.reason, knowledge);
//   hand_over(told, knowledge).how_soon;   // "at least same day, within 24 hours"
//
// Terminal, screens, the adaptive questionnaire and the FHIR exports all say this of it.

#include <optional>
#include <string>
#include <vector>

#include "knowledge/base/knowledge_base.h"
#include "knowledge/triage/assessment.h"

namespace paraspinal::triage {

// The assessment as it is told then: provisional, with no advice but what is held back. Where
// nothing urgent was found there is no place to go and the safety net is that of one who waits to
// be seen: those of self-care, "no appointment needed", would be an end. `reason`: why, in words;
// an empty one changes nothing.
Assessment handed_over(Assessment assessment, const std::string& reason,
                       const knowledge::KnowledgeBase& knowledge);

// True of one that is handed over while nothing urgent was found.
bool is_left_open(const Assessment& assessment);

struct HandOver {
  std::string first;                        // what to do before all else
  std::string why;                          // the questions ended
  std::optional<knowledge::Urgency> least;  // nothing where nothing urgent was found
  std::string how_soon;                     // the same in words; "not yet safe to close"
  std::vector<std::string> not_asked;       // names of safety questions, in order
  std::string safety_net;
  std::string limits;

  bool operator==(const HandOver&) const = default;
};

// Of an assessment that handed_over() made.
HandOver hand_over(const Assessment& assessment, const knowledge::KnowledgeBase& knowledge);

}  // namespace paraspinal::triage
