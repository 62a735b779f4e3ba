#pragma once

// What each of the three voices asks for, in words. Self-care is said where it is the answer alone:
// not of red flags of which none fired, nor of a call that is not at its end.
//
//   by_red_flags(assessment).asks_for;   // "emergency department", "none fired"

#include <string>
#include <vector>

#include "knowledge/triage/assessment.h"

namespace paraspinal::cli {

struct VoiceWords {
  std::string asks_for;  // an urgency, or that there is none to ask for
  std::vector<std::string> reasons;
};

VoiceWords by_red_flags(const triage::Assessment& assessment);
VoiceWords by_likely_causes(const triage::Assessment& assessment, bool is_at_its_end);
VoiceWords by_unanswered(const triage::Assessment& assessment);

}  // namespace paraspinal::cli
